"""Page numbers printed at the edge of the paper that the file writes in the middle of its text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from ingestion.pdf import RawPage

EDGE = 0.1  # share of the page's height, at the top and at the bottom
MIN_PAGES = 3  # pages that must count alike

_NUMBER = re.compile(r"\W*(\d{1,4})\W*")


def printed_numbers(pages: Sequence[RawPage], known: Sequence[str | None]) -> list[str | None]:
    """The number printed on each page, given those that running heads and feet already told.

    A number alone at the edge of the paper counts pages when three pages at least are as far from
    their place in the file.
    """
    candidates = [[] if number else list(_at_edges(page)) for page, number in zip(pages, known, strict=True)]
    offsets = Counter(
        int(number) - page.ordinal
        for page, number, found in zip(pages, known, candidates, strict=True)
        for number in ([number] if number else found)
        if number.isdecimal()
    )
    return [
        number or next((one for one in found if offsets[int(one) - page.ordinal] >= MIN_PAGES), None)
        for page, number, found in zip(pages, known, candidates, strict=True)
    ]


def _at_edges(page: RawPage) -> Iterator[str]:
    for mark in page.marks:
        if not EDGE < mark.y < 1 - EDGE:
            match = _NUMBER.fullmatch(page.text[mark.start : mark.end])
            if match:
                yield match[1]
