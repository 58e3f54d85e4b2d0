"""Text of an open page in reading order, with the cells of its ruled tables. The caller holds PDFium's lock."""

from __future__ import annotations

import ctypes
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from ingestion.layout.columns import find_columns
from ingestion.layout.permutation import Key, Order, places_in_order, reordered, runs_in_order
from ingestion.layout.ruled import MAX_PATHS, MIN_PATHS, Cell, RuledGrid, find_grids

CellSpan = tuple[int, int]
TableSpans = tuple[tuple[CellSpan | None, ...], ...]
Edges = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """Text in reading order, made of the runs ``order`` of the file's text.

    Of its tables, the cells as offsets and the left edges of the columns.
    """

    text: str
    order: Order = ()
    tables: tuple[tuple[TableSpans, Edges], ...] = ()


def lay_out(page: Any, textpage: Any, drawings: int) -> Layout:
    """Reading order and tables of a page that draws ``drawings`` paths.

    Most pages cost nothing here: characters are looked at one by one only where lines that cross
    were found, or lines of text side by side.
    """
    text = str(textpage.get_text_range())
    if not text.strip():
        return Layout(text)
    width, height = page.get_size()
    if MIN_PATHS <= drawings <= MAX_PATHS:
        grids = find_grids(page, height)
        if grids:
            found = _with_tables(textpage, text, height, grids)
            if found is not None:
                return found
    columns = find_columns(_rects(textpage, height), width)
    if columns is None:
        return Layout(text)
    places = _places(textpage, text, height)
    inside = [place is not None and columns.top - 1 <= place[1] <= columns.bottom + 1 for place in places]
    first = inside.index(True) if True in inside else 0
    keys: list[Key | None] = []
    for index, place in enumerate(places):
        if place is None:
            keys.append(None)
        elif inside[index]:
            keys.append((1,) if place[0] < columns.gutter else (2,))
        else:
            keys.append((0,) if index < first else (3,))
    order = runs_in_order(text, keys)
    return Layout(reordered(text, order), order)


def _with_tables(textpage: Any, text: str, height: float, grids: Sequence[RuledGrid]) -> Layout | None:
    """The layout of a page with these tables, None when none of them holds a table of text."""
    places = _places(textpage, text, height)
    homes = _Homes(grids)
    where = [None if place is None else homes.of(*place) for place in places]
    full = {home for home in where if home is not None}
    grids = [grid for number, grid in enumerate(grids) if homes.is_table(number, full)]
    if not grids:
        return None
    homes = _Homes(grids)
    where = [None if place is None else homes.of(*place) for place in places]
    begins: list[int] = []
    for table in range(len(grids)):
        begins.append(next((index for index, home in enumerate(where) if home and home[0] == table), len(text)))
    keys: list[Key | None] = []
    for index, (place, home) in enumerate(zip(places, where, strict=True)):
        if place is None:
            keys.append(None)
        elif home is None:
            keys.append((2 * sum(begin < index for begin in begins),))
        else:
            rank = sum(begin < begins[home[0]] for begin in begins)
            keys.append((2 * rank + 1, home[1], home[2]))
    order = runs_in_order(text, keys)
    positions = places_in_order(order, len(text))
    spans: dict[tuple[int, int, int], list[int]] = {}
    for home, position in zip(where, positions, strict=True):
        if home is not None and position is not None:
            span = spans.setdefault(home, [position, position + 1])
            span[0], span[1] = min(span[0], position), max(span[1], position + 1)
    tables = tuple((homes.table(number, spans), grid.columns) for number, grid in enumerate(grids))
    return Layout(reordered(text, order), order, tables)


class _Homes:
    """Where a point belongs: (table, row, column) of the first row and column that its cell covers."""

    def __init__(self, grids: Sequence[RuledGrid]):
        self._grids = grids
        self._cells: list[dict[Cell, tuple[int, int]]] = []
        for grid in grids:
            cells: dict[Cell, tuple[int, int]] = {}
            for row, line in enumerate(grid.rows):
                for column, cell in enumerate(line):
                    if cell is not None:
                        cells.setdefault(cell, (row, column))
            self._cells.append(cells)
        self._frames = [
            (min(c[0] for c in cells), min(c[1] for c in cells), max(c[2] for c in cells), max(c[3] for c in cells))
            for cells in self._cells
        ]
        self._last: tuple[int, Cell, tuple[int, int]] | None = None

    def of(self, x: float, y: float) -> tuple[int, int, int] | None:
        if self._last is not None and _within(self._last[1], x, y):
            return (self._last[0], *self._last[2])
        for table, frame in enumerate(self._frames):
            if _within(frame, x, y):
                for cell, place in self._cells[table].items():
                    if _within(cell, x, y):
                        self._last = (table, cell, place)
                        return (table, *place)
        return None

    def is_table(self, number: int, full: Collection[tuple[int, int, int]]) -> bool:
        """Whether two rows hold two cells of text each: a frame around a paragraph, or a running head, is no table."""
        rows = 0
        for row in self._grids[number].rows:
            cells = {cell for cell in row if cell is not None and (number, *self._cells[number][cell]) in full}
            rows += len(cells) >= 2
        return rows >= 2

    def table(self, number: int, spans: dict[tuple[int, int, int], list[int]]) -> TableSpans:
        def span(cell: Cell | None) -> CellSpan | None:
            if cell is None:
                return None
            found = spans.get((number, *self._cells[number][cell]))
            return None if found is None else (found[0], found[1])

        return tuple(tuple(span(cell) for cell in row) for row in self._grids[number].rows)


def _within(frame: Cell, x: float, y: float) -> bool:
    return frame[0] <= x < frame[2] and frame[1] <= y < frame[3]


def _rects(textpage: Any, height: float) -> list[Cell]:
    from pypdfium2 import raw

    handle = textpage.raw
    left, top, right, bottom = (ctypes.c_double() for _ in range(4))
    edges = [ctypes.byref(edge) for edge in (left, top, right, bottom)]
    found = []
    for index in range(raw.FPDFText_CountRects(handle, 0, -1)):
        if raw.FPDFText_GetRect(handle, index, *edges):
            found.append((left.value, height - top.value, right.value, height - bottom.value))
    return found


def _places(textpage: Any, text: str, height: float) -> list[tuple[float, float] | None]:
    """The middle of each character, None for white space and for characters that are not on the page."""
    from pypdfium2 import raw

    handle = textpage.raw
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    edges = [ctypes.byref(edge) for edge in (left, right, bottom, top)]
    found: list[tuple[float, float] | None] = []
    shift = 0  # PDFium counts a character outside the basic plane twice
    for index, char in enumerate(text):
        place = None
        if not char.isspace():
            at = raw.FPDFText_GetCharIndexFromTextIndex(handle, index + shift)
            if at >= 0 and raw.FPDFText_GetCharBox(handle, at, *edges):
                place = ((left.value + right.value) / 2, height - (bottom.value + top.value) / 2)
        shift += ord(char) > 0xFFFF
        found.append(place)
    return found
