"""Which first rows of a table name its columns, and the name of each column: one rule for every format.

A row is a sequence with one entry a column: the cell that covers it, or None. A cell over several columns or rows
stands in each of them, and is equal to itself alone.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import TypeVar

C = TypeVar("C", bound=Hashable)

MAX_HEADER_ROWS = 3
LONGEST_NAME = 80  # characters of the name of a column


def is_header(cells: Sequence[str]) -> bool:
    """Whether the cells of a first row can name columns: two at least, most of them filled, none long, in words.

    « Nom : » names no column, it is a field of a form.
    """
    named = [cell for cell in cells if cell]
    fields = sum(cell.rstrip().endswith(":") for cell in named)
    return (
        2 * fields < max(1, len(named))
        and len(named) >= 2
        and len(named) > len(cells) // 2
        and max(map(len, named)) <= LONGEST_NAME
        and sum(map(_in_words, named)) > len(named) // 2
    )


def header_depth(rows: Sequence[Sequence[C | None]], text: Callable[[C], str], marked: int = 0) -> int:
    """How many of the first rows name the columns.

    Args:
        rows: The table, a row of data at least under those that name columns.
        text: What a cell says.
        marked: First rows that the file itself declares to be names.
    """
    most = min(MAX_HEADER_ROWS, len(rows) - 1)
    if most < 1:
        return 0
    if marked:
        depth = min(marked, len(rows) - 1)
    elif is_header(_distinct(rows[0], text)) or (most > 1 and _groups(rows[0], rows[1], text)):
        depth = 1
    else:
        return 0
    while depth < most and (_reaches(rows[0], rows[depth]) or _groups(rows[depth - 1], rows[depth], text)):
        depth += 1
    return depth


def column_names(rows: Sequence[Sequence[C | None]], text: Callable[[C], str]) -> tuple[tuple[str, ...], ...]:
    """What each row of names says of each column, outermost first; given the rows that name columns."""
    return tuple(
        tuple(dict.fromkeys(said for cell in column if cell is not None and (said := text(cell))))
        for column in zip(*rows, strict=True)
    )


def name_over(names: Sequence[tuple[str, ...]], columns: Sequence[int]) -> str:
    """The name of a cell that stands in ``columns``."""
    return " ".join(dict.fromkeys(part for column in columns if column < len(names) for part in names[column]))


def _distinct(row: Sequence[C | None], text: Callable[[C], str]) -> list[str]:
    """The cells of a row as they are seen: one over several columns once, an empty column as nothing."""
    said = []
    for column, cell in enumerate(row):
        if cell is None or column == 0 or cell != row[column - 1]:
            said.append(text(cell) if cell is not None else "")
    return said


def _reaches(first: Sequence[C | None], row: Sequence[C | None]) -> bool:
    """Whether a cell of the first row reaches down into another."""
    return any(cell is not None and cell == upper for cell, upper in zip(row, first, strict=True))


def _groups(above: Sequence[C | None], row: Sequence[C | None], text: Callable[[C], str]) -> bool:
    """Whether a row of names is divided by the next: short words under each cell that is over several columns."""
    wide = [bool(_beside(above, column)) for column in range(len(above))]
    if not any(wide) or len(set(above)) < 2:
        return False
    divided: dict[C, set[C]] = {}
    for column, (upper, cell) in enumerate(zip(above, row, strict=True)):
        over, said = (text(one) if one is not None else "" for one in (upper, cell))
        if wide[column] and over:
            if said and (len(said) > LONGEST_NAME or not _in_words(said)):
                return False
            if upper is not None and cell is not None:
                divided.setdefault(upper, set()).add(cell)
        elif (over and said and cell != upper and said != over) or (said and not _in_words(said)):
            return False
    return any(len(cells) > 1 for cells in divided.values())


def _beside(row: Sequence[C | None], column: int) -> bool:
    """Whether the cell of a column stands in the next or the last one too."""
    cell = row[column]
    return cell is not None and cell in (
        row[column - 1] if column else None,
        row[column + 1] if column + 1 < len(row) else None,
    )


def _in_words(cell: str) -> bool:
    return sum(map(str.isalpha, cell)) >= sum(map(str.isdigit, cell))
