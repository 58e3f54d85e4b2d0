"""Tables in CSV: cells between « ; », « , », tabs or « | », whichever makes most rows alike."""

from __future__ import annotations

import csv
import io
import re
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Literal, NamedTuple

from ingestion.formats.office_content import ContentBuilder, OfficeContent
from ingestion.formats.readers.workbook_tables import SheetCell, SheetSpace, sheet_tables

_DELIMITERS = (";", "\t", ",", "|")  # of two that part the rows as well the first is taken
_SEPARATOR = re.compile(r"\A\ufeff?\"?sep=(\S|\t)\"?[ \t;,|]*(?:\r\n?|\n|\Z)", re.IGNORECASE)
_AS_TEXT = re.compile(r'=\s*"([^"]*)"')  # a text that Excel is kept from taking for a number: ="01230"
_USUAL_WIDTH = 8.4  # characters, of a column


def read_csv(path: Path) -> OfficeContent:
    """The content of a table in UTF-8: its rows as those of a sheet, tables apart where a row is empty."""
    text = path.read_text("utf-8")
    said = _SEPARATOR.match(text)
    if said is not None:
        text = text[said.end() :]
    rows = _rows(text, said[1] if said is not None else None)
    cells = [
        SheetCell(number, column, shown, None)
        for number, row in enumerate(rows)
        for column, cell in enumerate(row)
        if (shown := _shown(cell))
    ]
    builder = ContentBuilder()
    for lines in sheet_tables(cells, SheetSpace(lambda _: False, set(), lambda _: _USUAL_WIDTH)):
        builder.table(lines)
    return builder.build()


def _shown(cell: str) -> str:
    text = cell.strip("\ufeff \t\r\n\0")
    as_text = _AS_TEXT.fullmatch(text)
    return as_text[1] if as_text else text


class _Parsed(NamedTuple):
    """The cells of each row, how many rows have the usual number of them, and whether every quote is in its place."""

    rows: Sequence[Sequence[str]]
    alike: int
    sound: bool


def _rows(text: str, delimiter: str | None) -> Sequence[Sequence[str]]:
    """The cells of each row, parted by what makes most rows alike; a parting that fits all quotes counts twice."""
    csv.field_size_limit(sys.maxsize)
    known = [delimiter] if delimiter else [one for one in _DELIMITERS if one in text] or _DELIMITERS[:1]
    parsed = [_parsed(text, one) for one in known]
    return max(parsed, key=lambda one: 2 * one.alike if one.sound else one.alike).rows


def _parsed(text: str, delimiter: str) -> _Parsed:
    """The rows; where a quote is out of place, quotes are letters like others if more rows are alike so."""

    def parsed(quoting: Literal[0, 3], *, strict: bool = False) -> _Parsed:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, quoting=quoting, strict=strict))
        return _Parsed(rows, _alike(rows), strict)

    try:
        return parsed(csv.QUOTE_MINIMAL, strict=True)
    except csv.Error:
        return max(parsed(csv.QUOTE_MINIMAL), parsed(csv.QUOTE_NONE), key=lambda one: one.alike)


def _alike(rows: Sequence[Sequence[str]]) -> int:
    """How many rows have the usual number of cells, two at least."""
    return max(Counter(len(row) for row in rows if len(row) > 1).values(), default=0)
