"""Page numbers printed at the edge of the paper that the file writes in the middle of its text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from ingestion.pdf import RawPage

EDGE = 0.1  # share of the page's height, at the top and at the bottom
MIN_PAGES = 3  # pages that must count alike

_NUMBER = re.compile(r"\W*(\d{1,4})\W*")


def numbers_at_edges(page: RawPage) -> tuple[str, ...]:
    """The numbers that stand alone at the edges of the paper."""
    found = []
    for mark in page.marks:
        if not EDGE < mark.y < 1 - EDGE:
            match = _NUMBER.fullmatch(page.text[mark.start : mark.end])
            if match:
                found.append(match[1])
    return tuple(found)


def printed_numbers(edges: Sequence[Sequence[str]], known: Sequence[str | None]) -> list[str | None]:
    """The number printed on each page, given those at its edges and those that running heads and feet told.

    A number alone at the edge of the paper counts pages when three pages at least are as far from
    their place in the file.
    """
    candidates = [() if number else found for number, found in zip(known, edges, strict=True)]
    offsets = Counter(
        int(number) - ordinal
        for ordinal, (number, found) in enumerate(zip(known, candidates, strict=True), 1)
        for number in ([number] if number else found)
        if number.isdecimal()
    )
    return [
        number or next((one for one in found if offsets[int(one) - ordinal] >= MIN_PAGES), None)
        for ordinal, (number, found) in enumerate(zip(known, candidates, strict=True), 1)
    ]
