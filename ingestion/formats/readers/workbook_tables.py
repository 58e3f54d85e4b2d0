"""Which cells of a sheet make a table: runs of filled rows, tables that the file declares, tables side by side."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from ingestion.formats.office_content import AsideKind
from ingestion.layout.table_header import is_header, is_in_words
from ingestion.layout.table_rows import MAX_COLUMNS, GridCell, TableGrid, table_lines

_NARROW = 4.0  # characters: an empty column under it only sets the columns of a table apart

_LOOKED_AT = 30  # rows of a table that say what stands in its columns


class SheetCell(NamedTuple):
    """A cell of a sheet: its place from 0, its text, why that is not shown, the rows and columns it is over.

    ``diagonal`` as for a :class:`GridCell`.
    """

    row: int
    column: int
    text: str
    fate: AsideKind | None
    rows: int = 1
    columns: int = 1
    diagonal: bool = False


class DeclaredTable(NamedTuple):
    """A table that the file itself declares: its place from 0, both ends in it, and its rows of names."""

    top: int
    left: int
    bottom: int
    right: int
    names: int

    def holds(self, cell: SheetCell) -> bool:
        """Whether a cell stands in it."""
        return self.top <= cell.row <= self.bottom and self.left <= cell.column <= self.right


class SheetSpace(NamedTuple):
    """What a sheet says of its rows and columns, which count from 0.

    Attributes:
        hidden_rows: Whether a row holds nothing but what is hidden.
        hidden_columns: Columns that are not shown.
        width: Of a column, in characters.
        tables: That the file declares.
    """

    hidden_rows: Callable[[int], bool]
    hidden_columns: set[int]
    width: Callable[[int], float]
    tables: Sequence[DeclaredTable] = ()


def sheet_tables(cells: Sequence[SheetCell], space: SheetSpace) -> Iterator[list[str]]:
    """The rows of each table of a sheet, given the cells that are shown, row by row."""
    blocks: list[list[SheetCell]] = []
    for run in _runs(cells, space):
        declared = [table for table in space.tables if any(table.holds(cell) for cell in run)]
        if declared:
            yield from _told(blocks)
            blocks = []
            yield from _around(run, declared, space)
            continue
        for block in _side_by_side(run, space):
            if blocks and _goes_on(blocks[-1], block):
                blocks[-1] += block
            else:
                blocks.append(block)
    yield from _told(blocks)


def cell_lines(cells: Sequence[SheetCell], names: int = 0) -> list[str]:
    """Cells as the rows of a table; ``names``: first rows that the file declares to name columns."""
    return table_lines(_grid(cells, names)) if cells else []


def _told(blocks: Iterable[Sequence[SheetCell]]) -> Iterator[list[str]]:
    return (cell_lines(block) for block in blocks)


def _grid(cells: Sequence[SheetCell], names: int = 0) -> TableGrid:
    rows = sorted({cell.row for cell in cells})
    columns = sorted({cell.column for cell in cells})  # those in which something begins: a far cell is the next one
    grid = TableGrid(len(rows), names)
    for cell in cells:
        top, left = bisect_left(rows, cell.row), bisect_left(columns, cell.column)
        high = bisect_left(rows, cell.row + cell.rows) - top
        wide = bisect_left(columns, cell.column + cell.columns) - left
        grid.put(top, left, GridCell(cell.text, diagonal=cell.diagonal), rows=high, columns=wide)
    return grid


def _runs(cells: Sequence[SheetCell], space: SheetSpace) -> Iterator[list[SheetCell]]:
    """Cells of each run of rows; a merged cell holds the rows together that it is over, what is hidden cuts none."""
    rows: dict[int, list[SheetCell]] = {}
    for cell in cells:
        rows.setdefault(cell.row, []).append(cell)
    block: list[SheetCell] = []
    reach = -1
    for number in sorted(rows):
        if block and any(not space.hidden_rows(row) for row in range(reach + 1, number)):
            yield block
            block = []
        block = block + rows[number] if block else list(rows[number])
        reach = max(reach, number + max(cell.rows for cell in rows[number]) - 1)
    if block:
        yield block


# --- tables that the file declares -----------------------------------------------------------------


def _around(run: Sequence[SheetCell], declared: Sequence[DeclaredTable], space: SheetSpace) -> Iterator[list[str]]:
    """A run of rows in which tables are declared: these, and what stands around them."""
    found: list[tuple[tuple[int, int], list[str]]] = []
    for table in declared:
        inside = [cell for cell in run if table.holds(cell)]
        heads = {cell.row for cell in inside if cell.row < table.top + table.names}
        found.append(((table.top, table.left), cell_lines(inside, len(heads))))
    rest = [cell for cell in run if not any(table.holds(cell) for table in declared)]
    first, last = min(table.top for table in declared), max(table.bottom for table in declared)
    for part in (
        [cell for cell in rest if cell.row < first],
        [cell for cell in rest if first <= cell.row <= last],
        [cell for cell in rest if cell.row > last],
    ):
        for block in _runs(part, space):
            for one in _side_by_side(block, space):
                found.append(((one[0].row, one[0].column), cell_lines(one)))
    yield from (lines for _, lines in sorted(found, key=lambda each: each[0]))


# --- tables side by side, and tables that go on ----------------------------------------------------


def _side_by_side(run: list[SheetCell], space: SheetSpace) -> list[list[SheetCell]]:
    """The tables of a run of rows that stand beside each other, with an empty column between them.

    Each has names over two columns at least, and what its rows are about in its first one, in words.
    """
    beginning: dict[int, list[SheetCell]] = {}
    for cell in run:
        beginning.setdefault(cell.column, []).append(cell)
    covered = {column for cell in run for column in range(cell.column, cell.column + min(cell.columns, MAX_COLUMNS))}
    bands: list[list[SheetCell]] = []
    gap = True
    for column in range(min(covered), max(covered) + 1):
        if column in covered:
            if gap:
                bands.append([])
            bands[-1] += beginning.get(column, ())
            gap = False
        elif column not in space.hidden_columns and space.width(column) >= _NARROW:
            gap = True
    if len(bands) < 2:
        return [run]
    parts = [sorted(band, key=lambda cell: (cell.row, cell.column)) for band in bands]
    if not all(_is_table(part) for part in parts):
        return [run]
    return [block for part in parts for block in _runs(part, space)]


def _is_table(cells: Sequence[SheetCell]) -> bool:
    """Whether cells have names of columns, under a title or not, and a first column in words."""
    rows = _grid(cells).rows()
    while len(rows) > 1 and sum(cell is not None for cell in rows[0]) == 1:
        rows = rows[1:]
    if len(rows) < 2 or len(rows[0]) < 2:
        return False
    said, under = (["" if cell is None else cell.text for cell in row] for row in rows[:2])
    first = [row[0].text for row in rows[1:] if row[0] is not None]
    return is_header(said, under) and bool(first) and all(map(is_in_words, first))


def _goes_on(above: Sequence[SheetCell], below: Sequence[SheetCell]) -> bool:
    """Whether a run of rows goes on with the table above it, after an empty row.

    It stands in columns of that table, has no names of its own, and values where the table has values.
    """
    upper, lower = _grid([cell for cell in above if cell.row < above[0].row + _LOOKED_AT]).rows(), _grid(below).rows()
    columns = {cell.column for cell in above}
    if len(columns) < 2 or {cell.column for cell in below} != columns or len(upper) < 2:
        return False
    said = [["" if cell is None else cell.text for cell in row] for row in (*upper, *lower)]
    own = said[len(upper) :]
    if not is_header(said[0], said[1]) or is_header(own[0], own[1] if len(own) > 1 else ()) or not all(own[0]):
        return False
    kinds = [{is_in_words(text) for text in column if text} for column in zip(*said[1 : len(upper)], strict=True)]
    return all(is_in_words(text) in kind for row in own for text, kind in zip(row, kinds, strict=True) if text)
