"""Ruled tables of a page in its clean text: rows that carry the names of their columns, and HTML for display."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from corpus.types import PageTable, TableRow
from ingestion.cleaning import Cleaned
from ingestion.pdf import RawTable
from ingestion.tables import is_header

Span = tuple[int, int]
MAX_HEADER_ROWS = 3


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that begins on its row: offsets in the clean text, and the name of its column(s)."""

    start: int
    end: int
    header: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: what stands on the page at ``start``..``end``, its reading, and its cells."""

    start: int
    end: int
    text: str
    cells: tuple[Cell, ...]
    name: str


@dataclass(frozen=True, slots=True)
class FoundTable:
    """A table of a page with its rows in the order of the text."""

    table: PageTable
    rows: tuple[Row, ...]


def page_tables(tables: Sequence[RawTable], clean: Cleaned) -> list[FoundTable]:
    """The tables of a page, given its clean text."""
    found = []
    for raw in tables:
        grid = [[_clean_span(cell, clean) for cell in row] for row in raw.rows]
        rows = _rows(grid, clean.text)
        if rows:
            stored = tuple(TableRow(row.start, row.end, row.text) for row in rows)
            found.append(FoundTable(PageTable(_html(grid, clean.text), stored), tuple(rows)))
    return found


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


def _rows(grid: Sequence[Sequence[Span | None]], text: str) -> list[Row]:
    depth = _header_depth(grid, text)
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
            reading = " ; ".join(_flat(text, cell) for cell in cells)
            rows.append(Row(start, end, reading, (), ""))
            continue
        named = [(_header_of(grid, depth, line, cell, text), cell) for cell in cells]
        reading = " ; ".join(
            f"{name} : {_flat(text, cell)}" if name and name != _flat(text, cell) else _flat(text, cell)
            for name, cell in named
        )
        rows.append(
            Row(
                start,
                end,
                reading,
                tuple(Cell(cell[0], cell[1], name) for name, cell in named if cell in own),
                _flat(text, cells[0]),
            )
        )
    return rows


def _header_depth(grid: Sequence[Sequence[Span | None]], text: str) -> int:
    """How many rows name the columns: the first, with those that one of its cells reaches down to; 0 for none."""
    first = [_flat(text, cell) if cell else "" for cell in grid[0]]
    if len(grid) < 2 or not is_header(list(dict.fromkeys(first))):
        return 0
    depth = 1
    while depth < min(MAX_HEADER_ROWS, len(grid) - 1) and any(
        cell is not None and cell == above for cell, above in zip(grid[depth], grid[depth - 1], strict=True)
    ):
        depth += 1
    return depth


def _header_of(
    grid: Sequence[Sequence[Span | None]], depth: int, line: Sequence[Span | None], cell: Span, text: str
) -> str:
    columns = [column for column, each in enumerate(line) if each == cell]
    names = dict.fromkeys(
        _flat(text, name) for row in grid[:depth] for column in columns if (name := row[column]) is not None
    )
    return " ".join(names)


def _flat(text: str, cell: Span) -> str:
    return " ".join(text[cell[0] : cell[1]].split())


def _html(grid: Sequence[Sequence[Span | None]], text: str) -> str:
    depth = _header_depth(grid, text)
    lines = []
    for number, row in enumerate(grid):
        cells = []
        for column, cell in enumerate(row):
            if cell is not None and (
                (column and row[column - 1] == cell) or (number and grid[number - 1][column] == cell)
            ):
                continue
            spans = ""
            if cell is not None:
                wide = next((k for k in range(column, len(row)) if row[k] != cell), len(row)) - column
                high = next((k for k in range(number, len(grid)) if grid[k][column] != cell), len(grid)) - number
                spans = (f' colspan="{wide}"' if wide > 1 else "") + (f' rowspan="{high}"' if high > 1 else "")
            tag = "th" if number < depth else "td"
            cells.append(f"<{tag}{spans}>{escape(_flat(text, cell)) if cell else ''}</{tag}>")
        lines.append(f"<tr>{''.join(cells)}</tr>")
    return f"<table>{''.join(lines)}</table>"
