"""Dates and periods: « 2021-2030 », « entre 2011 et 2020 », « du 12 au 16 juin 2023 », « à l'horizon 2035 »."""

from __future__ import annotations

import re

from domain.text_folding import fold
from french.written_dates import MONTH

_YEAR = r"(?:19[5-9]\d|20\d\d|2100)"
_SPAN = re.compile(rf"(?<!\d)({_YEAR})\s?[-–/]\s?({_YEAR})(?!\d)|\b(?:entre|de) ({_YEAR}) (?:et|a) ({_YEAR})(?!\d)")
_DATE = re.compile(rf"\b{MONTH}(?: {_YEAR})?\b")
_ONE_YEAR = re.compile(rf"(?<![\d.,-]){_YEAR}(?![\d,]| ?(?:ha|m|%|logements|habitants)\b)")


def read_periods(text: str) -> tuple[tuple[int, int], ...]:
    """The (first, last) years of the periods of a text, in order."""
    found = []
    for match in _SPAN.finditer(fold(text)):
        first, last = (int(year) for year in match.groups() if year)
        if first < last:
            found.append((first, last))
    return tuple(found)


def bears_period(text: str) -> bool:
    """Whether a text has a period, or a month."""
    return bool(read_periods(text)) or _DATE.search(fold(text)) is not None


def bears_year(text: str) -> bool:
    """Whether a text has a year."""
    return _ONE_YEAR.search(fold(text)) is not None
