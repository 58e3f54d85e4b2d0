"""A ruled table of a page for display: its cells as text, and as HTML."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

Span = tuple[int, int]


def flat(text: str, cell: Span) -> str:
    """What a cell of a text says, on one line."""
    return " ".join(text[cell[0] : cell[1]].split())


def table_html(grid: Sequence[Sequence[Span | None]], text: str, depth: int) -> str:
    """A table as HTML, its first rows as names of columns."""
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
            cells.append(f"<{tag}{spans}>{escape(flat(text, cell)) if cell else ''}</{tag}>")
        lines.append(f"<tr>{''.join(cells)}</tr>")
    return f"<table>{''.join(lines)}</table>"
