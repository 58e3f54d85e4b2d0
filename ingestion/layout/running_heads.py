"""Running headers, footers and page numbers, found by repetition over the pages of a piece.

A line is furniture only where it stands at the very top or bottom of its page (nothing but other
furniture beyond it) and returns there on at least three pages, each at most two pages from the
next, so that headers alternating between odd and even pages are found. A number in it may change
from page to page only if it counts the pages.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingestion.layout.lines import Line
from ingestion.segmentation.headings import Headings

EDGE_LINES = 5  # lines looked at from each edge
MIN_PAGES = 3  # pages a line must return on
MAX_GAP = 2  # pages from one return to the next
MAX_WORDS = 25  # a longer line is body text, whatever its repetition

_NUMBER = re.compile(r"\d+")
_BARE_NUMBER = re.compile(r"(?:page|p\.?)?\W*(\d{1,4})(?:\W*(?:/|sur|de)\W*\d{1,4})?\W*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Body:
    """What is left of a page without its running heads.

    ``start`` and ``end`` are offsets in the page's text (equal when nothing is left); ``removed``
    are the lines of furniture, and ``printed`` is the page number that they print.
    """

    start: int
    end: int
    removed: tuple[str, ...] = ()
    printed: str | None = None


NO_BODY = Body(0, 0)


def find_bodies(pages: Sequence[Sequence[Line]], headings: Headings) -> list[Body]:
    """The body of each page, given the lines of all pages of a piece in order."""
    repeated = _repeated(pages, headings)
    return [_body(ordinal, lines, repeated, headings) for ordinal, lines in enumerate(pages, 1)]


@dataclass(frozen=True, slots=True)
class _Key:
    """A line without its page number; ``offset`` is that number minus the page's ordinal."""

    text: str
    offset: int | None


def _keys(line: Line, ordinal: int, headings: Headings) -> Iterator[tuple[_Key, str | None]]:
    """What the line may be recognised by, with the page number it would then print."""
    folded = " ".join(line.text.casefold().split())
    if len(folded.split()) > MAX_WORDS:
        return
    yield _Key(folded, None), None
    if headings.counts_provisions(line.text):
        return
    bare = _BARE_NUMBER.fullmatch(folded)
    if bare:
        yield _Key("#", int(bare[1]) - ordinal), bare[1]
        return
    for number in _NUMBER.finditer(folded):
        template = f"{folded[: number.start()]}#{folded[number.end() :]}"
        yield _Key(template, int(number[0]) - ordinal), number[0]


def _edges(lines: Sequence[Line]) -> tuple[Sequence[Line], Sequence[Line]]:
    return lines[:EDGE_LINES], lines[-EDGE_LINES:][::-1]


def _repeated(pages: Sequence[Sequence[Line]], headings: Headings) -> set[tuple[_Key, int, int]]:
    """(key, edge, ordinal) of every line at an edge that returns on neighbouring pages."""
    places: defaultdict[tuple[_Key, int], list[int]] = defaultdict(list)
    for ordinal, lines in enumerate(pages, 1):
        for edge, zone in enumerate(_edges(lines)):
            for key in dict.fromkeys(key for line in zone for key, _ in _keys(line, ordinal, headings)):
                places[key, edge].append(ordinal)
    found: set[tuple[_Key, int, int]] = set()
    for (key, edge), ordinals in places.items():
        runs = list(runs_of_pages(ordinals))
        # A line known to be furniture is furniture wherever else it stands at that edge, unless it
        # is short of words (a number alone): that one must belong to a run.
        everywhere = any(len(run) >= MIN_PAGES for run in runs) and key.offset is None and not _is_number(key.text)
        for run in runs:
            if everywhere or len(run) >= MIN_PAGES:
                found.update((key, edge, ordinal) for ordinal in run)
    return found


def _is_number(text: str) -> bool:
    return _BARE_NUMBER.fullmatch(text) is not None


def runs_of_pages(ordinals: Sequence[int]) -> Iterator[list[int]]:
    """Ordinals in runs of neighbours, each at most two pages from the next."""
    run = [ordinals[0]]
    for ordinal in ordinals[1:]:
        if ordinal - run[-1] > MAX_GAP:
            yield run
            run = []
        run.append(ordinal)
    yield run


def _body(ordinal: int, lines: Sequence[Line], repeated: set[tuple[_Key, int, int]], headings: Headings) -> Body:
    if not lines:
        return NO_BODY
    printed: Counter[str] = Counter()
    counts = []
    for edge, zone in enumerate(_edges(lines)):
        count = 0
        for line in zone:
            hits = [(key, number) for key, number in _keys(line, ordinal, headings) if (key, edge, ordinal) in repeated]
            # A bare number is furniture only when it counts pages, not because it returns as it is.
            if _is_number(line.text):
                hits = [(key, number) for key, number in hits if key.offset is not None]
            if not hits:
                break
            printed.update({number: 2 if _is_number(line.text) else 1 for _, number in hits if number})
            count += 1
        counts.append(count)
    top, bottom = counts[0], len(lines) - counts[1]
    number = printed.most_common(1)[0][0] if printed else None
    if top >= bottom:
        return Body(0, 0, tuple(line.text for line in lines), number)
    removed = tuple(line.text for line in (*lines[:top], *lines[bottom:]))
    return Body(lines[top].start, lines[bottom - 1].end, removed, number)
