"""Running headers, footers and page numbers, found by repetition over the pages of a piece.

A line is furniture only where it stands at the very top or bottom of its page (nothing but other
furniture beyond it) and returns there on at least three pages, each at most two pages from the
next, so that headers alternating between odd and even pages are found. A number in it may change
from page to page only if it counts the pages.

Where the heights of lines are known, it must also stand at the same height, near the edge of the
paper, and apart from the text: a form that is filled in on each page repeats its labels as well.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from statistics import median_low

from ingestion.layout.lines import Line
from ingestion.segmentation.headings import Headings

EDGE_LINES = 5  # lines looked at from each edge
MIN_PAGES = 3  # pages a line must return on
MAX_GAP = 2  # pages from one return to the next
MAX_WORDS = 25  # a longer line is body text, whatever its repetition
ZONE = 0.16  # share of the height of the page, from each edge, in which running heads stand
SAME_HEIGHT = 0.012  # of the height of the page
FAR = 0.1  # of the height of the page: no distance from line to line
MIN_STEPS = 3  # from line to line, that tell their usual distance
APART = 1.3  # times the usual distance of lines, between a running head and the text

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


def find_bodies(
    pages: Sequence[Sequence[Line]], headings: Headings, heights: Sequence[Sequence[float]] | None = None
) -> list[Body]:
    """The body of each page.

    Args:
        pages: The lines of all pages of a piece in order.
        headings: What is known of headings.
        heights: For each page where its lines stand, from 0 at the top to 1 at the bottom; empty where not known.
    """
    first, last = _numbered(pages)
    steps, own = _Steps(heights or ()), heights or [()] * len(pages)
    placed = [
        _PlacedLines(ordinal, lines, own[ordinal - 1], (ordinal in first, ordinal in last), steps)
        for ordinal, lines in enumerate(pages, 1)
    ]
    repeated = _repeated(placed, headings)
    return [_body(page, repeated, headings) for page in placed]


def _numbered(pages: Sequence[Sequence[Line]]) -> tuple[set[int], set[int]]:
    """The pages whose first line, and those whose last, is a number alone that counts pages.

    Where a file was laid out again, feet follow the text at whatever height it ends.
    """
    found: tuple[set[int], set[int]] = (set(), set())
    for edge, place in enumerate((0, -1)):
        offsets: defaultdict[int, list[int]] = defaultdict(list)
        for ordinal, lines in enumerate(pages, 1):
            match = _BARE_NUMBER.fullmatch(lines[place].text.casefold()) if lines else None
            if match:
                offsets[int(match[1]) - ordinal].append(ordinal)
        for ordinals in offsets.values():
            for run in runs_of_pages(ordinals):
                if len(run) >= MIN_PAGES:
                    found[edge].update(run)
    return found


class _Steps:
    """From line to line, on all pages of a piece."""

    def __init__(self, heights: Sequence[Sequence[float]]):
        self._heights = heights

    @cached_property
    def usual(self) -> float | None:
        """The usual one away from the edges of the pages, None where there are too few."""
        inner = [
            after - before
            for lines in self._heights
            for before, after in pairwise(lines[1:-1])
            if SAME_HEIGHT / 4 < after - before < FAR
        ]
        return median_low(inner) if len(inner) >= MIN_STEPS else None


@dataclass(frozen=True, slots=True)
class _PlacedLines:
    """The lines of a page, and where they stand; ``numbered`` says of both edges whether a page number ends them.

    ``steps`` are those of the piece, for a page that has few lines of its own.
    """

    ordinal: int
    lines: Sequence[Line]
    heights: Sequence[float]
    numbered: tuple[bool, bool]
    steps: _Steps

    def edges(self) -> tuple[Sequence[int], Sequence[int]]:
        """Indices of the lines at the top and at the bottom, from the edge inwards."""
        count = len(self.lines)
        top, bottom = list(range(min(EDGE_LINES, count))), list(range(count - 1, max(-1, count - 1 - EDGE_LINES), -1))
        if not self.heights:
            return top, bottom
        # A file may write its feet before the text: the edge of the text is not that of the paper.
        return (
            [index for index in top if self.numbered[0] or self._near(index)],
            [index for index in bottom if self.numbered[1] or self._near(index)],
        )

    def height(self, index: int, edge: int) -> float | None:
        """Where a line stands, None where it is not known, or of no weight."""
        return None if not self.heights or self.numbered[edge] else self.heights[index]

    def _near(self, index: int) -> bool:
        return not ZONE < self.heights[index] < 1 - ZONE

    def joins_text(self, index: int, edge: int) -> bool:
        """Whether the next line towards the middle follows as the lines of the text follow each other."""
        inwards = index + (1 if edge == 0 else -1)
        if not self.heights or not 0 <= inwards < len(self.lines):
            return False
        own = abs(self.heights[inwards] - self.heights[index])
        others = [
            after - before
            for place, (before, after) in enumerate(pairwise(self.heights))
            if place != min(index, inwards) and SAME_HEIGHT / 4 < after - before < FAR
        ]
        usual = median_low(others) if len(others) >= MIN_STEPS else self.steps.usual
        return usual is not None and own <= APART * usual


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


def _repeated(pages: Sequence[_PlacedLines], headings: Headings) -> set[tuple[_Key, int, int]]:
    """(key, edge, ordinal) of every line at an edge that returns on neighbouring pages."""
    places: defaultdict[tuple[_Key, int], dict[int, int]] = defaultdict(dict)
    for page in pages:
        for edge, zone in enumerate(page.edges()):
            for index in zone:
                for key, _ in _keys(page.lines[index], page.ordinal, headings):
                    places[key, edge].setdefault(page.ordinal, index)
    found: set[tuple[_Key, int, int]] = set()
    for (key, edge), indices in places.items():
        if len(indices) < MIN_PAGES:
            continue
        for ordinals in _level_runs(indices, pages, edge):
            runs = list(runs_of_pages(ordinals))
            # A line known to be furniture is furniture wherever else it stands at that edge, unless it
            # is short of words (a number alone): that one must belong to a run.
            everywhere = any(len(run) >= MIN_PAGES for run in runs) and key.offset is None and not _is_number(key.text)
            for run in runs:
                if everywhere or len(run) >= MIN_PAGES:
                    found.update((key, edge, ordinal) for ordinal in run)
    return _apart(found, places, pages)


def _level_runs(indices: Mapping[int, int], pages: Sequence[_PlacedLines], edge: int) -> Iterator[list[int]]:
    """The ordinals of the pages on which a line stands at one height, each height apart."""
    placed = []
    for ordinal, index in indices.items():
        placed.append((pages[ordinal - 1].height(index, edge), ordinal))
    known = sorted((height, ordinal) for height, ordinal in placed if height is not None)
    unknown = [ordinal for height, ordinal in placed if height is None]
    level: list[int] = []
    last = 0.0
    for height, ordinal in known:
        if level and height - last > SAME_HEIGHT:
            yield sorted([*level, *unknown])
            level = []
        level.append(ordinal)
        last = height
    if level or unknown:
        yield sorted([*level, *unknown])


def _apart(
    found: set[tuple[_Key, int, int]],
    places: Mapping[tuple[_Key, int], Mapping[int, int]],
    pages: Sequence[_PlacedLines],
) -> set[tuple[_Key, int, int]]:
    """Without the lines that on most of their pages are the next lines of the text."""
    furniture: defaultdict[tuple[int, int], set[int]] = defaultdict(set)  # (ordinal, edge): lines
    by_key: defaultdict[tuple[_Key, int], list[int]] = defaultdict(list)
    for key, edge, ordinal in found:
        furniture[ordinal, edge].add(places[key, edge][ordinal])
        by_key[key, edge].append(ordinal)
    dropped: set[tuple[_Key, int, int]] = set()
    for (key, edge), ordinals in by_key.items():
        if key.text == "#":
            continue
        joined = 0
        for ordinal in ordinals:
            page, index = pages[ordinal - 1], places[key, edge][ordinal]
            step = 1 if edge == 0 else -1
            while (index + step) in furniture[ordinal, edge] and page.joins_text(index, edge):
                index += step
            joined += (index + step) not in furniture[ordinal, edge] and page.joins_text(index, edge)
            joined += _is_form(page, places[key, edge][ordinal], edge, furniture)
        if 2 * joined > len(ordinals):
            dropped.update((key, edge, ordinal) for ordinal in ordinals)
    return found - dropped


def _is_form(page: _PlacedLines, index: int, edge: int, furniture: Mapping[tuple[int, int], Collection[int]]) -> bool:
    """Whether a page holds nothing but lines that return, and this one is of several set as text is."""
    own, other = furniture[page.ordinal, edge], furniture.get((page.ordinal, 1 - edge), ())
    if not all(line in own or line in other for line in range(len(page.lines))):
        return False
    step = 1 if edge == 0 else -1
    first = last = index
    while first - step in own and page.joins_text(first - step, edge):
        first -= step
    while last + step in own and page.joins_text(last, edge):
        last += step
    return abs(last - first) >= MIN_STEPS - 1


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


def _body(page: _PlacedLines, repeated: set[tuple[_Key, int, int]], headings: Headings) -> Body:
    ordinal, lines = page.ordinal, page.lines
    if not lines:
        return NO_BODY
    printed: Counter[str] = Counter()
    counts = []
    for edge, zone in enumerate(page.edges()):
        count = 0
        for index in zone:
            if index != (count if edge == 0 else len(lines) - 1 - count):
                break  # a line of the middle of the page stands before it
            line = lines[index]
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
