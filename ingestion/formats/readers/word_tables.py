"""Tables of Word as grids: merged cells, rows that name columns, rows and cells that a revision deleted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any

from ingestion.formats.office_content import AsideKind
from ingestion.formats.readers.package import attribute, child, is_on
from ingestion.formats.readers.word_fates import WordFate, looked_into
from ingestion.formats.readers.word_table_looks import TableLook, TablePlace
from ingestion.layout.table_rows import GridCell, TableGrid

_MOST = 1_000  # columns that one cell is over

#: What stands in a cell, told what becomes of its text and where in the table it stands.
ReadCell = Callable[[Any, WordFate, TablePlace | None], GridCell]


def only_cell(table: Any) -> Any | None:
    """The cell of a table that has one alone, which is a frame around text; None for any other."""
    rows = list(_inside(table, "w:tr"))
    cells = list(_inside(rows[0], "w:tc")) if len(rows) == 1 else []
    gone = child(rows[0], "w:trPr", "w:del") if rows else None
    hidden = is_on(child(rows[0], "w:trPr", "w:hidden")) if rows else None
    return cells[0] if len(cells) == 1 and gone is None and not hidden else None


def has_diagonal(cell: Any) -> bool:
    """Whether a line is drawn from the upper left corner of a cell to the lower right one."""
    return (attribute(child(cell, "w:tcPr", "w:tcBorders", "w:tl2br"), "w:val") or "none") not in ("none", "nil")


def table_grid(table: Any, fate: WordFate, look: TableLook, read: ReadCell) -> TableGrid:
    """The grid of a ``w:tbl``; ``look`` is its style, ``read`` gives what stands in a cell."""
    rows = list(_inside(table, "w:tr"))
    grid = TableGrid(len(rows), _declared_names(rows))
    for number, row in enumerate(rows):
        properties = child(row, "w:trPr")
        own = fate
        if child(properties, "w:del") is not None:
            own = WordFate(AsideKind.DELETED)
        elif is_on(child(properties, "w:hidden")):
            own = WordFate(AsideKind.HIDDEN)
        column = _count(child(properties, "w:gridBefore"))
        cells = list(_inside(row, "w:tc"))
        for at, cell in enumerate(cells):
            place = look.place(number, len(rows), at, len(cells))
            column = _put(grid, number, column, cell, own, partial(_read_at, read, place))
    return grid


def _read_at(read: ReadCell, place: TablePlace | None, cell: Any, fate: WordFate) -> GridCell:
    return read(cell, fate, place)


def _put(
    grid: TableGrid, number: int, column: int, cell: Any, fate: WordFate, read: Callable[[Any, WordFate], GridCell]
) -> int:
    """Reads a cell into its place; the column after it."""
    properties = child(cell, "w:tcPr")
    wide = max(1, _count(child(properties, "w:gridSpan")))
    down, across = child(properties, "w:vMerge"), child(properties, "w:hMerge")
    deleted = child(properties, "w:cellDel") is not None
    joined = attribute(child(properties, "w:cellMerge"), "w:vMerge") == "cont"  # by a revision
    above = grid.at(number - 1, column) if joined or (down is not None and _goes_on(down)) else None
    beside = grid.at(number, column - 1) if across is not None and _goes_on(across) else None
    merged = above or beside
    if deleted:
        fate = WordFate(AsideKind.DELETED)
    elif merged is not None and not joined:
        fate = WordFate(AsideKind.HIDDEN, fate.gone)  # what a merged cell covers
    content = read(cell, fate)
    if deleted and content.is_empty:
        return column  # the cells after it close up
    if merged is not None and content.is_empty:
        content = merged
    grid.put(number, column, content, columns=wide)
    return column + wide


def _inside(container: Any, name: str) -> Iterator[Any]:
    """Rows of a table or cells of a row, those in content controls too."""
    for found, node in looked_into(container):
        if found == name:
            yield node
        elif found not in ("w:tbl", "w:tr", "w:tc", "w:p"):
            yield from _inside(node, name)


def _declared_names(rows: Iterable[Any]) -> int:
    count = 0
    for row in rows:
        if not is_on(child(row, "w:trPr", "w:tblHeader")):
            break
        count += 1
    return count


def _goes_on(merge: Any) -> bool:
    return (attribute(merge, "w:val") or "continue") == "continue"


def _count(node: Any | None) -> int:
    said = attribute(node, "w:val") or ""
    return min(int(said), _MOST) if said.isdecimal() else 0
