"""Tables as rows of text that carry the names of their columns: « Thème : Eau ; Niveau d'enjeu : Fort »."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingestion.layout.table_header import (
    column_names,
    header_depth,
    is_alone,
    is_header,
    is_wide,
    name_over,
    title_rows,
)

__all__ = ["GridCell", "TableGrid", "is_header", "table_lines"]

MAX_COLUMNS = 1_000  # that cells can be over; one beyond is as wide as one column
_REMARK = re.compile(r"(?:nota|n\.?\s?b\.?|sources?|remarques?)\b\W*:|nota\b|[*¹²³]|\(\d\)", re.IGNORECASE)
_NAME_OF_ROW = 120  # characters of a first cell that can name the rows of a table inside its row


@dataclass(frozen=True, slots=True, eq=False)
class GridCell:
    """A cell with its own text and the tables that stand in it; equal to itself alone.

    ``diagonal``: a line from its upper left corner parts it into what the columns and what the rows are about.
    """

    text: str
    nested: tuple[TableGrid, ...] = ()
    diagonal: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands in it."""
        return not self.text and not self.nested


class TableGrid:
    """A table as it is seen: for each row and column the cell that covers it.

    Attributes:
        marked: First rows that the file declares to name columns.
    """

    def __init__(self, height: int, marked: int = 0):
        """Args: height: rows of the table; marked: see the class."""
        self.marked = marked
        self._rows: list[list[GridCell | None]] = [[] for _ in range(height)]

    def put(self, row: int, column: int, cell: GridCell, *, rows: int = 1, columns: int = 1) -> None:
        """Has a cell cover some rows and columns from a place on; what is covered already stays."""
        last = max(column + 1, min(column + columns, MAX_COLUMNS))
        for line in self._rows[row : row + max(1, rows)]:
            line.extend([None] * (last - len(line)))
            for place in range(column, last):
                if line[place] is None:
                    line[place] = cell

    def at(self, row: int, column: int) -> GridCell | None:
        """What covers a place."""
        line = self._rows[row] if 0 <= row < len(self._rows) else []
        return line[column] if 0 <= column < len(line) else None

    def free(self, row: int, column: int) -> int:
        """The first column of a row, from ``column`` on, that nothing covers."""
        while self.at(row, column) is not None:
            column += 1
        return column

    def rows(self) -> list[list[GridCell | None]]:
        """The rows in which something stands, all of one width, cells without anything as None."""
        width = max((len(line) for line in self._rows), default=0)
        found = []
        for line in self._rows:
            cells = [None if cell is None or cell.is_empty else cell for cell in line]
            if any(cells):
                found.append(cells + [None] * (width - len(cells)))
        return found


def table_lines(grid: TableGrid) -> list[str]:
    """The rows of a table as text, each cell with the name of its column; no text is left out.

    A cell over several rows is said in each of them, one over several columns takes the names of all. A row that
    is one wide cell is a line of its own. The rows of a table inside a cell carry what names the row
    it stands in. Names of columns in which nothing stands are said on a line of their own.
    """
    rows = grid.rows()
    titles = title_rows(rows)
    lines = [line for row in rows[:titles] for line in _named(row, ())]
    rows = rows[titles:]
    depth = header_depth(rows, _text, max(0, grid.marked - len(lines)))
    names = _names(rows[:depth])
    below = rows[depth:]
    # A wide cell that is all of its row is told without names: it uses none.
    with_names = [row for row in below if not (is_wide(row) or _is_remark(row))]
    used = {column for row in with_names for column, cell in enumerate(row) if cell is not None and cell.text}
    if any(said and column not in used for column, said in enumerate(names)) or any(
        cell is not None and cell.nested for row in rows[:depth] for cell in row
    ):
        for row in rows[:depth]:
            lines += _named(row, ())
    for row in below:
        lines += _named(row, () if is_wide(row) or _is_remark(row) else names)
    return lines


def _has_names(grid: TableGrid) -> bool:
    """Whether some row of a table names its columns; else its rows are those of the column that it stands in."""
    rows = grid.rows()
    return bool(grid.marked or title_rows(rows)) or header_depth(rows, _text) > 0


def _names(rows: Sequence[Sequence[GridCell | None]]) -> tuple[tuple[str, ...], ...]:
    """What rows of names say of each column; over a diagonal, one cell says what all columns but its own are about."""
    names = column_names(rows, lambda cell: _corner(cell)[1]) if rows else ()
    for corner in dict.fromkeys(cell for row in rows for cell in row if cell is not None and _corner(cell)[0]):
        over = _corner(corner)[0]
        names = tuple(
            said if any(row[column] is corner for row in rows) else (over, *said) for column, said in enumerate(names)
        )
    return names


def _corner(cell: GridCell) -> tuple[str, str]:
    """What a cell says over its diagonal and under it; nothing and all its text where it has none."""
    lines = [" ".join(line.split()) for line in cell.text.splitlines() if line.strip()]
    return (lines[0], lines[1]) if cell.diagonal and len(lines) == 2 else ("", _text(cell))


def _text(cell: GridCell) -> str:
    return " ".join(cell.text.split())


def _is_remark(row: Sequence[GridCell | None]) -> bool:
    """Whether a row is nothing but a remark on the table (« Nota : ... », « (1) ... »)."""
    return is_alone(row) and row[0] is not None and _REMARK.match(row[0].text) is not None


def _named(row: Sequence[GridCell | None], names: Sequence[tuple[str, ...]]) -> list[str]:
    """A row as a line, then those of the tables in its cells."""
    places: dict[GridCell, list[int]] = {}
    for column, cell in enumerate(row):
        if cell is not None:
            places.setdefault(cell, []).append(column)
    said = {cell: _said(cell, name_over(names, columns)) for cell, columns in places.items() if _text(cell)}
    nested = [
        (cell, line if _has_names(table) or not (over := name_over(names, columns)) else f"{over} : {line}")
        for cell, columns in places.items()
        for table in cell.nested
        for line in table_lines(table)
    ]
    if not nested:
        return [" ; ".join(said.values())]
    first = next(iter(said), None)
    name = said[first] if first is not None and len(said[first]) <= _NAME_OF_ROW else ""
    inside = [f"{name} ; {line}" if name else line for _, line in nested]
    alone = len(said) == 1 and name
    return inside if alone or not said else [" ; ".join(said.values()), *inside]


def _said(cell: GridCell, name: str) -> str:
    text = _text(cell)
    return f"{name} : {text}" if name and name != text else text
