"""Ruled tables of a page in its clean text: rows that carry the names of their columns, and HTML for display."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise

from domain import PageTable, TableRow
from domain.quote_text import join_parts
from ingestion.cleaning import Cleaned
from ingestion.formats.pdf import RawTable
from ingestion.layout.table_header import MAX_HEADER_ROWS, header_depth, is_header, is_in_words, is_wide, title_rows
from ingestion.page_edges import MAX_EDGE_LINES, NO_EDGES, PageEdges, follows, page_edges
from ingestion.table_display import flat, table_html

Span = tuple[int, int]
MIN_CELLS = MIN_ROWS = 2
_ENDED = re.compile(r"[.!?…:;][»”\"')\]\s]*\Z")
SAME_EDGE = 3.0  # points between the left edges of columns on two pages


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell that begins on its row: offsets in the clean text, and the name of its column(s)."""

    start: int
    end: int
    header: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: what stands on the page at ``start``..``end``, its reading, and its cells.

    ``whole`` is its reading with what the page before has of it, where it goes on with the last row of that page.
    """

    start: int
    end: int
    text: str
    cells: tuple[TableCell, ...]
    name: str
    whole: str | None = None


@dataclass(frozen=True, slots=True)
class PlacedTable:
    """A table in the clean text of its page: cells as offsets, left edges of its columns."""

    grid: Sequence[Sequence[Span | None]]
    columns: Sequence[float]

    @property
    def span(self) -> Span | None:
        """Where its text begins and ends, None without text."""
        cells = [cell for row in self.grid for cell in row if cell is not None]
        return (min(cell[0] for cell in cells), max(cell[1] for cell in cells)) if cells else None


@dataclass(frozen=True, slots=True)
class FoundTable:
    """A table of a page with its rows in the order of the text."""

    table: PageTable
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class OpenTable:
    """A table that ends its page, and may go on at the top of the next one.

    ``last`` is what each column of its last row says, empty where that cannot be told; ``of_values`` are the columns
    under whose names nothing is in words; ``around`` is what may be running heads of two pages alone. ``first`` is
    what the first cell of its last row says, where such cells are over several rows: the next page may go on with it.
    """

    columns: Sequence[float]
    names: tuple[str, ...]
    last: tuple[str, ...] = ()
    of_values: frozenset[int] = frozenset()
    first: str | None = None
    around: PageEdges = NO_EDGES


def place_tables(tables: Sequence[RawTable], clean: Cleaned) -> list[PlacedTable]:
    """The tables of a page, each cell followed to the clean text."""
    return [
        PlacedTable([[_clean_span(cell, clean) for cell in row] for row in raw.rows], raw.columns) for raw in tables
    ]


def read_tables(
    tables: Sequence[PlacedTable], text: str, start: int, end: int, before: OpenTable | None
) -> tuple[list[FoundTable], OpenTable | None]:
    """The tables of a page whose body is ``text[start:end]``, and the one that the next page may go on with.

    Args:
        tables: The tables of the page.
        text: Its clean text.
        start: Where its body begins.
        end: Where its body ends.
        before: The table that ended the page before. One with the same columns, first on this page and
            without names of its own, goes on with it and takes its names.
    """
    found = []
    after = None
    for whole in tables:
        placed = replace(whole, grid=[row for row in whole.grid if _is_inside(row, start, end)])
        if not placed.grid:
            continue
        span = placed.span
        titles, depth = _depths(placed.grid, text)
        names: tuple[str, ...] = ()
        if before is not None and span is not None and follows(before.around, text, start, span[0], end):
            is_same = _same_columns(before.columns, placed.columns) and not _has_other_names(placed.grid, text, before)
            names = before.names if is_same else ()
        goes_on = bool(names)
        if goes_on:
            # The names again under a running head, or none: a first row of short cells is then data.
            top = enumerate(placed.grid[:MAX_HEADER_ROWS], 1)
            depth = next((number for number, row in top if _names([row], text) == names), 0)
        elif depth > titles:
            names = _names(placed.grid[titles:depth], text)
        carried = before.first if goes_on and before is not None else None
        rows = _rows(placed.grid, text, depth, names, carried)
        if not rows or span is None or not (goes_on or holds_rows(placed.grid)):
            continue
        if goes_on and before is not None and depth < len(placed.grid):
            rows = _joined(rows, placed.grid[depth], text, before)
        stored = tuple(TableRow(row.start, row.end, row.text) for row in rows)
        found.append(FoundTable(PageTable(table_html(placed.grid, text, depth), stored), tuple(rows)))
        after = None
        around = page_edges(text, start, span[1], end)
        if any(names) and len(around.after) <= MAX_EDGE_LINES:
            below = placed.grid[depth:]
            of_values = _columns_of_values(below, text)
            if goes_on and before is not None:
                of_values = of_values & before.of_values if below else before.of_values
            first = _last_first(below, text, carried)
            after = OpenTable(placed.columns, names, _cells(placed.grid[-1], text), of_values, first, around)
    return found, after


def holds_rows(grid: Sequence[Sequence[object | None]]) -> bool:
    """Whether two rows hold two cells each: a frame around a paragraph, or a running head, is no table."""
    return sum(len({cell for cell in row if cell is not None}) >= MIN_CELLS for row in grid) >= MIN_ROWS


def _cells(line: Sequence[Span | None], text: str) -> tuple[str, ...]:
    """What each column of a row says; nothing for a row with a cell over several columns."""
    cells = [cell for cell in line if cell is not None]
    if len(set(cells)) < len(cells):
        return ()
    return tuple(flat(text, cell) if cell else "" for cell in line)


def _last_first(rows: Sequence[Sequence[Span | None]], text: str, carried: str | None) -> str | None:
    """What the first cell of the last row says, of a table with first cells over several rows; None for others."""
    cells = [row[0] for row in rows]
    if all(cell is None for cell in cells):
        return carried
    merges = carried is not None or any(one is not None and one == other for one, other in pairwise(cells))
    return flat(text, cells[-1]) if merges and cells[-1] is not None else None


def _joined(rows: Sequence[Row], line: Sequence[Span | None], text: str, before: OpenTable) -> list[Row]:
    """The rows of a table, of which the first says that it goes on with the last row of the page before, if it does.

    It does where its first cell is empty, and each other goes on with a cell whose text had not ended.
    """
    own = _cells(line, text)
    starts = [cell[0] for cell in line if cell is not None]
    if not starts or len(own) != len(before.last) or own[0] or not before.last[0]:
        return list(rows)
    for cell, above in zip(own, before.last, strict=True):
        if cell and (not above or _ENDED.search(above) or not (cell[0].islower() or cell[0].isdigit())):
            return list(rows)
    both = [join_parts(above, cell) if cell else above for above, cell in zip(before.last, own, strict=True)]
    named = [f"{name} : {said}" if name else said for name, said in zip(before.names, both, strict=True) if said]
    return [replace(row, whole=" ; ".join(named)) if row.start == min(starts) else row for row in rows]


def _same_columns(one: Sequence[float], other: Sequence[float]) -> bool:
    return len(one) == len(other) and all(
        abs(left - right) <= SAME_EDGE for left, right in zip(one, other, strict=True)
    )


def _names(rows: Sequence[Sequence[Span | None]], text: str) -> tuple[str, ...]:
    """The name of each column, given the rows that hold it."""
    return tuple(
        " ".join(dict.fromkeys(flat(text, cell) for cell in column if cell is not None))
        for column in zip(*rows, strict=True)
    )


def _clean_span(cell: Span | None, clean: Cleaned) -> Span | None:
    if cell is None:
        return None
    start, end = clean.alignment.clean_index(cell[0]), clean.alignment.clean_index(cell[1] - 1) + 1
    text = clean.text[start:end]
    stripped = text.strip()
    if not stripped:
        return None
    start += text.index(stripped[0])
    return start, start + len(stripped)


def _rows(
    grid: Sequence[Sequence[Span | None]], text: str, depth: int, names: Sequence[str], carried: str | None = None
) -> list[Row]:
    """The rows of a table; ``carried`` is what a first cell says that began on the page before, and may go on."""
    rows = []
    last = -1
    for number, line in enumerate(grid):
        cells = list(dict.fromkeys(cell for cell in line if cell is not None))
        above = {cell for upper in grid[:number] for cell in upper if cell is not None}
        own = [cell for cell in cells if cell not in above]
        if not own or min(cell[0] for cell in own) < last:
            continue  # a row whose text is all above it, or stands among that of another
        start, end = min(cell[0] for cell in own), max(cell[1] for cell in own)
        last = end
        if number < depth:
            reading = " ; ".join(flat(text, cell) for cell in cells)
            rows.append(Row(start, end, reading, (), ""))
            continue
        carried = None if line[0] is not None else carried
        named = [("" if is_wide(line) else _header_of(names, line, cell), cell) for cell in cells]
        first = [(names[0] if names else "", carried)] if carried is not None else []
        said = [*first, *((name, flat(text, cell)) for name, cell in named)]
        reading = " ; ".join(f"{name} : {one}" if name and name != one else one for name, one in said)
        rows.append(
            Row(
                start,
                end,
                reading,
                tuple(TableCell(cell[0], cell[1], name) for name, cell in named if cell in own),
                carried or flat(text, cells[0]),
            )
        )
    return rows


def _depths(grid: Sequence[Sequence[Span | None]], text: str) -> Span:
    """How many of the first rows are titles over the table, and how many are that or name the columns."""
    titles = title_rows(grid)
    rows = grid[titles:]
    depth = header_depth(rows, partial(flat, text))
    if (
        not depth
        and len(rows) > 1
        and is_header(list(dict.fromkeys(flat(text, cell) if cell else "" for cell in rows[0])))
    ):
        # Lines of the rows below may part cells of the names into empty ones.
        depth = 1
        while depth < min(MAX_HEADER_ROWS, len(rows) - 1) and _reaches_down(rows[depth - 1], rows[depth]):
            depth += 1
    return titles, titles + depth


def _reaches_down(above: Sequence[Span | None], row: Sequence[Span | None]) -> bool:
    return any(cell is not None and cell == upper for cell, upper in zip(row, above, strict=True))


def _is_inside(row: Sequence[Span | None], start: int, end: int) -> bool:
    """Whether a row is no running head that rules join to the table."""
    cells = [cell for cell in row if cell is not None]
    return not cells or any(start <= cell[0] and cell[1] <= end for cell in cells)


def _columns_of_values(rows: Sequence[Sequence[Span | None]], text: str) -> frozenset[int]:
    """The columns in which something stands, and nothing in words."""
    filled = (
        (number, [cell for cell in column if cell is not None]) for number, column in enumerate(zip(*rows, strict=True))
    )
    return frozenset(
        number for number, cells in filled if cells and not any(is_in_words(flat(text, cell)) for cell in cells)
    )


def _has_other_names(grid: Sequence[Sequence[Span | None]], text: str, before: OpenTable) -> bool:
    """Whether a table names its own columns: in words, each its own, where the one before has values, as this below."""
    said = [flat(text, cell) for cell in grid[0] if cell is not None]
    if len(grid) < 2 or len(set(said)) < len(grid[0]) or not all(map(is_in_words, said)):
        return False
    own = _columns_of_values(grid[1:], text)
    return _depths(grid, text) == (0, 1) and bool(own & before.of_values) and _names(grid[:1], text) != before.names


def _header_of(names: Sequence[str], line: Sequence[Span | None], cell: Span) -> str:
    columns = [column for column, each in enumerate(line) if each == cell]
    return " ".join(dict.fromkeys(names[column] for column in columns if names and names[column]))
