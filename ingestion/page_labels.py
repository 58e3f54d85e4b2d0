"""Page numbers that running heads and feet do not tell: alone on a line, at the edge of the paper or counting pages."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from domain.ledger import Fate
from ingestion.formats.pdf import RawPage
from ingestion.layout.running_heads import runs_of_pages

EDGE = 0.1  # share of the page's height, at the top and at the bottom
MIN_PAGES = 3  # pages that must count alike, for a number at the edge
MIN_RUN = 5  # pages in a row, or nearly, that must count alike for a number in the middle

_NUMBER = re.compile(r"\W*([1-9]\d{0,3})\W*")
_COVERED = re.compile(r"(?:page|p\.)?\W*([1-9]\d{0,3})\W*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class LoneNumbers:
    """Numbers that stand alone on their line: at the edges of the paper, and elsewhere on the page."""

    edges: tuple[str, ...] = ()
    middle: tuple[str, ...] = ()


def lone_numbers(page: RawPage) -> LoneNumbers:
    """The numbers of a page that stand alone on their line, or alone under what covers a part of the page."""
    edges = [match[1] for one in page.aside if one.fate is Fate.COVERED and (match := _COVERED.fullmatch(one.text))]
    middle: list[str] = []
    for mark in page.marks:
        if mark.end - mark.start > 12:
            continue
        match = _NUMBER.fullmatch(page.text[mark.start : mark.end])
        if match:
            (middle if EDGE < mark.y < 1 - EDGE else edges).append(match[1])
    return LoneNumbers(tuple(edges), tuple(middle))


def printed_numbers(pages: Sequence[LoneNumbers], known: Sequence[str | None]) -> list[str | None]:
    """The number printed on each page, given its lone numbers and what running heads and feet told.

    A number at the edge of the paper counts pages when three pages at least are as far from their
    place in the file. One in the middle (a file laid out again after it was numbered) must do so on
    five pages that follow each other.
    """
    left = [LoneNumbers() if number else found for number, found in zip(known, pages, strict=True)]
    at_edges = Counter(
        int(number) - ordinal
        for ordinal, (number, found) in enumerate(zip(known, left, strict=True), 1)
        for number in ([number] if number else found.edges)
        if number.isdecimal()
    )
    in_runs = _in_runs(pages, known)
    return [
        number
        or next((one for one in found.edges if at_edges[int(one) - ordinal] >= MIN_PAGES), None)
        or next((one for one in (*found.edges, *found.middle) if (int(one) - ordinal, ordinal) in in_runs), None)
        for ordinal, (number, found) in enumerate(zip(known, left, strict=True), 1)
    ]


def _in_runs(pages: Sequence[LoneNumbers], known: Sequence[str | None]) -> set[tuple[int, int]]:
    """(number minus ordinal, ordinal) of the pages that count alike, five at least following each other."""
    places: defaultdict[int, list[int]] = defaultdict(list)
    for ordinal, (number, found) in enumerate(zip(known, pages, strict=True), 1):
        numbers = [number] if number else [*found.edges, *found.middle]
        for offset in dict.fromkeys(int(one) - ordinal for one in numbers if one.isdecimal()):
            places[offset].append(ordinal)
    return {
        (offset, ordinal)
        for offset, ordinals in places.items()
        for run in runs_of_pages(ordinals)
        if len(run) >= MIN_RUN
        for ordinal in run
    }
