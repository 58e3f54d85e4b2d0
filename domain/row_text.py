"""A row of a table as it is read: « Zone : UB ; Pleine terre (%) : 50 ; Hauteur en m : 9 »."""

from __future__ import annotations

ROW_SEPARATOR = " ; "
NAME_SEPARATOR = " : "
#: What stands in a cell that says nothing.
EMPTY_CELLS = frozenset({"", "-", "–", "—", "/", "…"})


def cells(row: str) -> list[tuple[str, str]]:
    """Names of columns and values of a row as it is read; what has no name is left out."""
    return [named for named in map(named_cell, row.split(ROW_SEPARATOR)) if named[0]]


def column_at(row: str, position: int) -> str:
    """The name of the column in whose cell a position of a row stands; an empty text outside of any."""
    end = 0
    for cell in row.split(ROW_SEPARATOR):
        end += len(cell) + len(ROW_SEPARATOR)
        if position < end:
            return named_cell(cell)[0]
    return ""


def named_cell(cell: str) -> tuple[str, str]:
    """Name of the column and value; the first « : » parts them, a value may have others. No name: an empty one."""
    name, separator, value = cell.partition(NAME_SEPARATOR)
    return (name, value) if separator else ("", cell)
