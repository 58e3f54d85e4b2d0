"""What a table says of the numbers in it: the names of columns that were not taken for names, its caption, its unit.

| what the document has | what is made of it |
|---|---|
| « Destination ; 2011-2015 (ha) ; 2016-2020 (ha) » above « Habitat ; 28,7 ; 18,2 » | the first names the columns |
| a header on the next page under the running head | the header names the columns, the running head does not |
| « Tableau 2 – Plafonds (ha) » above columns « 2021-2030 ; 2031-2040 » | a period measures in the unit of the caption |
| a scanned table: caption, « N° Localisation Surface (ha) », lines | decimals of the lines have its one unit |
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from domain import StoredSentence
from domain.measures import Quantity, Unit
from domain.row_text import NAME_SEPARATOR, ROW_SEPARATOR, column_at, named_cell
from domain.text_folding import fold
from french.quantities import quantities_of
from french.units import read_unit, unit_of_column

_CAPTION = re.compile(r"\s*tab(?:leau|l?\.)\s*(?:n\s?°\s?)?[\w.-]*\d[\w.-]*\s*(?:[.:–—-]|$)")
_GOES_ON = re.compile(r"^\s*[–—-]\s")
_IN_BRACKETS = re.compile(r"\(\s*(?:en )?([^()\d]{1,24}?)\s*\)")
_IN_WORDS = re.compile(r"\ben (hectares|ha|metres|kilometres|km|pourcentage|%)\b")
_YEARS = re.compile(r"(?:19|20)\d\d")
_COUNTS = re.compile(r"\b(?:nombre|nb|nbre|effectifs?|n°|numero|code|logements?|pages?|annees?)")
#: Lines after a caption, or after the header of a scanned table, that may belong to it.
_LINES = 30
#: Lines between a caption and the first row of its table.
_CAPTION_ABOVE = 2
#: A header says no more words than this in a line of a scanned table.
_HEADER_WORDS = 14


@dataclass(frozen=True, slots=True)
class TabledLine:
    """A sentence or row as its table makes it read.

    Attributes:
        sentence: The sentence, its row with the names of the columns.
        caption: The title of its table, empty outside of any.
        unit: The unit that the caption, or the header of a scanned table, gives numbers without one.
        quantities: Its numbers, with the units that the table gives.
    """

    sentence: StoredSentence
    caption: str
    unit: Unit | None
    quantities: tuple[Quantity, ...]


def read_tables(sentences: Iterable[StoredSentence]) -> tuple[TabledLine, ...]:
    """The sentences of a document in the order of its text, each with what its table says."""
    reader = _Reader()
    return tuple(reader.read(sentence) for sentence in sentences)


@dataclass(slots=True)
class _Reader:
    """Goes down a document, keeping the caption and the header that hold."""

    piece: str = ""
    caption: str = ""
    since: int = 0
    header: tuple[str, ...] = ()
    in_rows: bool = False
    line_unit: Unit | None = None
    page: int | None = None

    def read(self, sentence: StoredSentence) -> TabledLine:
        if sentence.piece != self.piece:
            self.piece, self.caption, self.header, self.in_rows, self.line_unit = sentence.piece, "", (), False, None
        return self._row(sentence) if sentence.row is not None else self._text(sentence)

    def _row(self, sentence: StoredSentence) -> TabledLine:
        assert sentence.row is not None
        if not self.in_rows:
            self.in_rows, self.header = True, ()
            self.caption = self.caption if self.since <= _CAPTION_ABOVE else ""
        self.line_unit, self.since, self.page = None, 0, sentence.page
        cells = [named_cell(cell) for cell in sentence.row.split(ROW_SEPARATOR)]
        names = [name for name, _ in cells]
        values = [value.strip() for _, value in cells]
        unnamed = not any(names) or (len(cells) > 1 and len(set(names)) < len(names) and all(names))
        if unnamed and _names_columns(values):
            self.header = tuple(values)
        elif unnamed and len(values) == len(self.header):
            named = map(NAME_SEPARATOR.join, zip(self.header, values, strict=True))
            sentence = replace(sentence, row=ROW_SEPARATOR.join(named))
        unit = _unit_said(self.caption)
        return TabledLine(sentence, self.caption, unit, _in_unit(sentence, unit))

    def _text(self, sentence: StoredSentence) -> TabledLine:
        text = sentence.text
        if self.in_rows and sentence.page == self.page:
            self.caption = ""
        self.in_rows = False
        plain = fold(text)
        self.since += 1
        if _CAPTION.match(plain):
            self.caption, self.since, self.line_unit = text, 0, None
        elif self.caption and self.since == 1 and _GOES_ON.match(text):
            self.caption, self.since = f"{self.caption} {text}", 0
        elif self.since > _LINES:
            self.caption, self.line_unit = "", None
        elif self.caption and self.line_unit is None and self.since == 1:
            self.line_unit = _unit_of_header(text)
        elif text.rstrip().endswith(".") and len(text.split()) > _HEADER_WORDS:
            self.caption, self.line_unit = "", None
        self.page = sentence.page
        quantities = tuple(quantities_of(sentence))
        if self.line_unit is not None and self.since > 1:
            quantities = tuple(
                replace(one, unit=self.line_unit) if one.unit is None and "," in text[one.start : one.end] else one
                for one in quantities
            )
        caption = self.caption if self.line_unit is not None else ""
        return TabledLine(sentence, caption, self.line_unit, quantities)


def _names_columns(cells: Sequence[str]) -> bool:
    """Whether a row without names names columns: words, periods and units, and no number that measures."""
    if len(cells) < 2 or not any(cell and not _YEARS.search(cell) for cell in cells):
        return False
    return all(_is_name(cell) for cell in cells if cell)


def _is_name(cell: str) -> bool:
    rest = _YEARS.sub("", cell)
    return len(cell) <= 80 and not re.search(r"\d", rest) and cell not in {"–", "-", "—"}


def _unit_said(caption: str) -> Unit | None:
    folded = fold(caption)
    for found in (*_IN_BRACKETS.findall(folded), *_IN_WORDS.findall(folded)):
        if (unit := read_unit(found)) is not None:
            return unit
    return None


def _unit_of_header(text: str) -> Unit | None:
    """The unit of the header of a scanned table, where one column alone has one."""
    units = [unit for found in _IN_BRACKETS.findall(text) if (unit := read_unit(found)) is not None]
    return units[0] if len(units) == 1 and len(text.split()) <= _HEADER_WORDS else None


def _in_unit(sentence: StoredSentence, unit: Unit | None) -> tuple[Quantity, ...]:
    """The numbers of a row; where its table has a unit, those of columns that name a period have it."""
    quantities = tuple(quantities_of(sentence))
    if unit is None or sentence.row is None:
        return quantities
    row = sentence.row
    return tuple(
        replace(one, unit=unit) if one.unit is None and _measures(column_at(row, one.start)) else one
        for one in quantities
    )


def _measures(column: str) -> bool:
    """Whether a column whose name has no unit may be measured in that of the caption."""
    folded = fold(column)
    if not column or unit_of_column(column) is not None or _COUNTS.search(folded):
        return False
    return bool(_YEARS.search(column) or re.match(r"(?:ensemble|total)", folded))
