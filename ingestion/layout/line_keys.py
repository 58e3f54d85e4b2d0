"""What a line of a page may be recognised by on other pages: its text, and its text but for a number of the page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ingestion.formats.readers.list_numerals import numeral
from ingestion.layout.lines import Line
from ingestion.layout.placed_lines import folded
from ingestion.segmentation.headings import Headings

MAX_WORDS = 25  # a longer line is body text, whatever its repetition

_NUMBER = re.compile(r"\d+")
_BARE_NUMBER = re.compile(r"(?:page|p\.?)?\W*(\d{1,4})(?:\W*(?:/|sur|de)\W*\d{1,4})?\W*", re.IGNORECASE)
_ROMAN_NUMBER = re.compile(r"(?:page|p\.?)?\W*([ivxl]{1,7})\W*")
_ROMAN = {numeral(count, "lower_roman"): count for count in range(1, 90)}


class Key(NamedTuple):
    """A line without its page number; ``offset`` is that number minus the page's ordinal."""

    text: str
    offset: int | None


class LineKeys:
    """What lines may be recognised by: found once for each text, since running heads say the same on each page."""

    def __init__(self, headings: Headings):
        self._headings = headings
        self._known: dict[str, Sequence[tuple[str, str | None, int]]] = {}

    def of(self, line: Line, ordinal: int) -> Iterator[tuple[Key, str | None]]:
        """The keys of a line of a page, with the page number it would then print."""
        found = self._known.get(line.text)
        if found is None:
            found = self._known[line.text] = tuple(self._templates(line.text))
        for template, number, count in found:
            yield Key(template, None if number is None else count - ordinal), number

    def _templates(self, line: str) -> Iterator[tuple[str, str | None, int]]:
        """The text of each key, the number taken out of it, and how that counts."""
        text = folded(line)
        if len(text.split()) > MAX_WORDS:
            return
        yield text, None, 0
        if self._headings.counts_provisions(line):
            return
        bare = bare_number(text)
        if bare:
            yield "#", *bare
            return
        for number in _NUMBER.finditer(text):
            yield f"{text[: number.start()]}#{text[number.end() :]}", number[0], int(number[0])


def is_number(text: str) -> bool:
    """Whether a line is a number alone, as :func:`bare_number` reads it."""
    return bare_number(text) is not None


def bare_number(text: str) -> tuple[str, int] | None:
    """The number that a line is, as it is written and as it counts: in digits, or in small numerals of Rome."""
    match = _BARE_NUMBER.fullmatch(text)
    if match is not None:
        return match[1], int(match[1])
    roman = _ROMAN_NUMBER.fullmatch(text.casefold())
    return (roman[1], _ROMAN[roman[1]]) if roman is not None and roman[1] in _ROMAN else None
