"""The characters of a page in the cells of its ruled tables."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from ingestion.layout.permutation import Key
from ingestion.layout.ruled import RuledGrid
from ingestion.layout.ruled_cells import Cell

LONGEST_HEAD = 160  # characters of a running head

CellSpan = tuple[int, int]
TableSpans = tuple[tuple[CellSpan | None, ...], ...]
Home = tuple[int, int, int]
Middle = tuple[float, float]


@dataclass(frozen=True, slots=True)
class PlacedCells:
    """Where each character belongs: a key of one number outside tables, of three in a cell."""

    keys: Sequence[Key | None]
    homes: Sequence[Home | None]
    grids: Sequence[RuledGrid]

    def tables(self, positions: Sequence[int | None]) -> tuple[tuple[TableSpans, tuple[float, ...]], ...]:
        """The cells of each table as offsets, given the position of each character in reading order."""
        spans: dict[Home, list[int]] = {}
        for home, group in groupby(zip(self.homes, positions, strict=True), itemgetter(0)):
            if home is None:
                continue
            known = [position for _, position in group if position is not None]
            if known:  # characters of one cell that follow each other do so in reading order
                span = spans.setdefault(home, [known[0], known[-1] + 1])
                span[0], span[1] = min(span[0], known[0]), max(span[1], known[-1] + 1)
        homes = _Homes(self.grids)
        return tuple((homes.table(number, spans), grid.columns) for number, grid in enumerate(self.grids))


def place_in_cells(text: str, places: Sequence[Middle | None], grids: Sequence[RuledGrid]) -> PlacedCells | None:
    """Where each character of a page with these grids belongs, None when none of them holds a table of text."""
    homes = _Homes(grids)
    where = homes.of_all(places)
    full = {home for home in set(where) if home is not None}
    kept = [
        grid
        for number, grid in enumerate(grids)
        if homes.is_table(number, full) or (homes.may_go_on(number, full) and _at_top(grid, places))
    ]
    if not kept:
        return None
    if len(kept) < len(grids):
        where = _Homes(kept).of_all(places)
    begins = [len(text)] * len(kept)
    for index, home in enumerate(where):
        if home is not None and index < begins[home[0]]:
            begins[home[0]] = index
    keys: list[Key | None] = []
    cell_keys: dict[Home, Key] = {}
    passed = 0  # tables that have begun
    before = sorted(begins)
    for index, (place, home) in enumerate(zip(places, where, strict=True)):
        if place is None:
            keys.append(None)
        elif home is None:
            while passed < len(before) and before[passed] < index:
                passed += 1
            keys.append((2 * passed,))
        else:
            key = cell_keys.get(home)
            if key is None:
                rank = sum(begin < begins[home[0]] for begin in begins)
                key = cell_keys[home] = (2 * rank + 1, home[1], home[2])
            keys.append(key)
    return PlacedCells(keys, where, kept)


def _at_top(grid: RuledGrid, places: Sequence[Middle | None]) -> bool:
    """Whether nothing but a running head stands above a table."""
    top = grid.frame[1]
    return sum(place is not None and place[1] < top for place in places) <= LONGEST_HEAD


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
        self._frames = [grid.frame for grid in grids]

    def of_all(self, places: Sequence[Middle | None]) -> list[Home | None]:
        """Where each point belongs, None for one in no cell."""
        found: list[Home | None] = []
        last: Home | None = None
        left = top = right = bottom = 0.0  # of the cell of the last point that was in one
        west, north = min(frame[0] for frame in self._frames), min(frame[1] for frame in self._frames)
        east, south = max(frame[2] for frame in self._frames), max(frame[3] for frame in self._frames)
        for place in places:
            if place is None:
                found.append(None)
                continue
            x, y = place
            if left <= x < right and top <= y < bottom:
                found.append(last)
                continue
            home = self._of(x, y) if west <= x < east and north <= y < south else None
            if home is None:
                found.append(None)
                continue
            (left, top, right, bottom), last = home
            found.append(last)
        return found

    def _of(self, x: float, y: float) -> tuple[Cell, Home] | None:
        for table, frame in enumerate(self._frames):
            if _within(frame, x, y):
                for cell, place in self._cells[table].items():
                    if _within(cell, x, y):
                        return cell, (table, *place)
        return None

    def is_table(self, number: int, full: Collection[tuple[int, int, int]]) -> bool:
        """Whether two rows hold two cells of text each: a frame around a paragraph, or a running head, is no table."""
        rows = 0
        for row in self._grids[number].rows:
            cells = {cell for cell in row if cell is not None and (number, *self._cells[number][cell]) in full}
            rows += len(cells) >= 2
        return rows >= 2

    def may_go_on(self, number: int, full: Collection[tuple[int, int, int]]) -> bool:
        """Whether it may be the end of a table of the page before: the rest of a row, and a row."""
        grid, cells = self._grids[number], self._cells[number]
        if len(cells) < sum(map(len, grid.rows)):
            return False  # a cell over several columns or rows, or a hole
        counts = [sum((number, *cells[cell]) in full for cell in row if cell is not None) for row in grid.rows]
        return len(counts) > 1 and min(counts) >= 1 and max(counts) > 1

    def table(self, number: int, spans: dict[tuple[int, int, int], list[int]]) -> TableSpans:
        def span(cell: Cell | None) -> CellSpan | None:
            if cell is None:
                return None
            found = spans.get((number, *self._cells[number][cell]))
            return None if found is None else (found[0], found[1])

        return tuple(tuple(span(cell) for cell in row) for row in self._grids[number].rows)


def _within(frame: Cell, x: float, y: float) -> bool:
    return frame[0] <= x < frame[2] and frame[1] <= y < frame[3]
