"""Tables of OpenDocument as grids: spans, repeated rows and cells, rows and columns that are hidden."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from ingestion.formats.office_content import AsideKind
from ingestion.formats.readers.opendocument_names import count_said, named, said
from ingestion.layout.table_rows import MAX_COLUMNS, GridCell, TableGrid

_MOST_ROWS = 1_000  # that one row stands for; what is repeated says nothing new
_MOST_REPEATED = 5_000  # cells of one table that stand there because another one is repeated
_CELLS = ("table:table-cell", "table:covered-table-cell")
_ROWS = ("table:table-header-rows", "table:table-rows", "table:table-row-group")
#: What is said of rows and columns that are not shown.
HIDING = ("collapse", "filter")


def only_cell_of(table: Any) -> Any | None:
    """The cell of a table that has one alone, which is a frame around text; None for any other."""
    rows = [row for row, _ in _rows(table)]
    cells = [cell for cell in rows[0] if named(cell) in _CELLS] if len(rows) == 1 else []
    shown = len(cells) == 1 and count_said(cells[0], "table:number-columns-repeated", MAX_COLUMNS) == 1
    return cells[0] if shown and said(rows[0], "table:visibility") not in HIDING and not _hidden(table) else None


def opendocument_grid(
    table: Any, fate: AsideKind | None, read: Callable[[Any, AsideKind | None], GridCell]
) -> TableGrid:
    """The grid of a ``table:table``; ``read`` gives what stands in a cell, told why it is no text."""
    hidden = _hidden(table)
    rows = list(_rows(table))
    grid = TableGrid(len(rows), _head(rows))
    left = _MOST_REPEATED
    for number, (row, _) in enumerate(rows):
        collapsed = said(row, "table:visibility") in HIDING
        column = 0
        for cell in row:
            if named(cell) not in _CELLS:
                continue
            repeated = count_said(cell, "table:number-columns-repeated", MAX_COLUMNS)
            if named(cell) == _CELLS[0] and len(cell):
                wide = count_said(cell, "table:number-columns-spanned", MAX_COLUMNS)
                high = count_said(cell, "table:number-rows-spanned", _MOST_ROWS)
                for place in range(column, column + min(repeated, max(1, left))):
                    own = AsideKind.HIDDEN if collapsed or place in hidden else fate
                    grid.put(number, place, read(cell, own), rows=high, columns=wide)
                left -= repeated
            elif len(cell):
                read(cell, AsideKind.HIDDEN)  # what a merged cell covers
            column += repeated
    return grid


def _rows(table: Any, *, head: bool = False) -> Iterator[tuple[Any, bool]]:
    """Rows of a table, and whether each stands in its head."""
    for node in table:
        name = named(node)
        if name == "table:table-row":
            repeated = count_said(node, "table:number-rows-repeated", _MOST_ROWS)
            # Empty rows to the end of a sheet are one.
            for _ in range(repeated if any(len(cell) for cell in node) else 1):
                yield node, head
        elif name in _ROWS:
            yield from _rows(node, head=head or name == "table:table-header-rows")


def _head(rows: list[tuple[Any, bool]]) -> int:
    """How many of the first rows stand in the head."""
    return next((number for number, (_, head) in enumerate(rows) if not head), len(rows))


def _hidden(table: Any) -> set[int]:
    """The columns that are not shown."""
    found: set[int] = set()
    column = 0
    for node in table.iter():
        if named(node) == "table:table-column" and _owner(node) is table:
            repeated = count_said(node, "table:number-columns-repeated", MAX_COLUMNS)
            if said(node, "table:visibility") in HIDING:
                found.update(range(column, column + repeated))
            column += repeated
    return found


def _owner(node: Any) -> Any:
    return next((one for one in node.iterancestors() if named(one) == "table:table"), None)
