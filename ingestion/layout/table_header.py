"""Which first rows of a table name its columns, and the name of each column: one rule for every format.

A row is a sequence with one entry a column: the cell that covers it, or None. A cell over several columns or rows
stands in each of them, and is equal to itself alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Sequence
from typing import NamedTuple, TypeVar

from french.units import unit_at

C = TypeVar("C", bound=Hashable)

MAX_HEADER_ROWS = 3
LONGEST_NAME = 80  # characters of the name of a column
#: What may stand before a quantity, the number, and what it is counted in: « ≤ 9 m », « 30 % », « 2024 ».
_NUMBER = re.compile(
    r"(?:[<>≤≥±+-]|min(?:imum|\.)?|max(?:imum|\.)?|env(?:iron|\.))?\s*(\d[\d\s]*(?:[.,]\d+)?)", re.IGNORECASE
)
_STOREYS = re.compile(r"R\s?\+\s?\d")
_DAY = re.compile(r"(?:(?:\d{1,2}/)?\d{1,2}/)?((?:19|20)\d\d)|((?:19|20)\d\d)-\d\d-\d\d")


class _Quantity(NamedTuple):
    """A number and what it is counted in; a year counts itself."""

    value: float
    unit: str


def is_header(cells: Sequence[str], below: Sequence[str] = ()) -> bool:
    """Whether the cells of a first row can name columns: two at least, most of them filled, none long, in words.

    « Nom : » names no column, it is a field of a form. A quantity (« 9 m ») names none either, unless several of one
    unit make a scale (« 5 ans », « 10 ans », or the years of a table) over other values.

    Args:
        cells: The row, empty cells as nothing.
        below: What stands under each of them in the next row, where that is known.
    """
    named = [cell for cell in cells if cell]
    scale = _scale(cells, below)
    fields = sum(cell.rstrip().endswith(":") for cell in named)
    return (
        2 * fields < max(1, len(named))
        and len(named) >= 2
        and len(named) > len(cells) // 2
        and max(map(len, named)) <= LONGEST_NAME
        and sum(is_in_words(cell) or cell in scale for cell in named) > len(named) // 2
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
    elif is_header(*_distinct(rows[0], rows[1], text)) or (most > 1 and _groups(rows[0], rows[1], text)):
        depth = 1
    else:
        return 0
    while depth < most and (_reaches(rows[0], rows[depth]) or _groups(rows[depth - 1], rows[depth], text)):
        depth += 1
    return depth


def title_rows(rows: Sequence[Sequence[C | None]]) -> int:
    """How many of the first rows are titles over the table."""
    count = 0
    while len(rows) - count > 1 and is_alone(rows[count]) and any(not is_alone(row) for row in rows[count:]):
        count += 1
    return count


def is_alone(row: Sequence[C | None]) -> bool:
    """Whether one cell is all that stands in a row of several columns."""
    return len(row) > 1 and len({cell for cell in row if cell is not None}) == 1 and row[0] is not None


def is_wide(row: Sequence[C | None]) -> bool:
    """Whether one cell over several columns is all that stands in a row."""
    return is_alone(row) and row.count(row[0]) > 1


def column_names(rows: Sequence[Sequence[C | None]], text: Callable[[C], str]) -> tuple[tuple[str, ...], ...]:
    """What each row of names says of each column, outermost first; given the rows that name columns."""
    return tuple(
        tuple(dict.fromkeys(said for cell in column if cell is not None and (said := text(cell))))
        for column in zip(*rows, strict=True)
    )


def name_over(names: Sequence[tuple[str, ...]], columns: Sequence[int]) -> str:
    """The name of a cell that stands in ``columns``."""
    return " ".join(dict.fromkeys(part for column in columns if column < len(names) for part in names[column]))


def _distinct(
    row: Sequence[C | None], below: Sequence[C | None], text: Callable[[C], str]
) -> tuple[list[str], list[str]]:
    """The cells of a row as they are seen, and what is under each: one over several columns once, none as nothing."""
    places = [
        column for column, cell in enumerate(row) if cell is None or column == 0 or cell != row[column - 1]
    ]  # fmt: skip
    said, under = (
        ["" if (cell := line[place]) is None else text(cell) for place in places] for line in (row, below)
    )  # fmt: skip
    return said, under


def _scale(cells: Sequence[str], below: Sequence[str]) -> set[str]:
    """Quantities of one unit that grow or fall along a row, and have none of that unit under them."""
    found = [(cell, quantity) for cell in cells if (quantity := _quantity(cell)) is not None]
    units = {quantity.unit for _, quantity in found}
    values = [quantity.value for _, quantity in found]
    if len(found) < 2 or len(units) > 1 or values not in (sorted(set(values)), sorted(set(values), reverse=True)):
        return set()
    under = {quantity.unit for cell in below if (quantity := _quantity(cell)) is not None}
    return set() if units & under else {cell for cell, _ in found}


def _quantity(cell: str) -> _Quantity | None:
    """The quantity that a cell begins with, or the year that it is; None for any other."""
    year = _DAY.fullmatch(cell)
    if year:
        return _Quantity(float("".join(cell.split("-")) if year[2] else "".join(reversed(cell.split("/")))), "year")
    number = _NUMBER.match(cell)
    unit = unit_at(cell, number.end()) if number else None
    if number is None or unit is None or unit.counted:
        return None
    return _Quantity(float("".join(number[1].split()).replace(",", ".")), unit.symbol)


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
            if said and (len(said) > LONGEST_NAME or not is_in_words(said)):
                return False
            if upper is not None and cell is not None:
                divided.setdefault(upper, set()).add(cell)
        elif (over and said and cell != upper and said != over) or (said and not is_in_words(said)):
            return False
    return any(len(cells) > 1 for cells in divided.values())


def _beside(row: Sequence[C | None], column: int) -> bool:
    """Whether the cell of a column stands in the next or the last one too."""
    cell = row[column]
    return cell is not None and cell in (
        row[column - 1] if column else None,
        row[column + 1] if column + 1 < len(row) else None,
    )


def is_in_words(cell: str) -> bool:
    """Whether a cell is in words: more letters than digits, and no value."""
    letters, digits = sum(map(str.isalpha, cell)), sum(map(str.isdigit, cell))
    return letters >= digits and not (digits and (_quantity(cell) is not None or _STOREYS.match(cell)))
