"""Running headers, footers and page numbers, found by repetition over the pages of a piece.

A line is furniture only where it stands at the very top or bottom of its page (nothing but other
furniture beyond it) and returns there on at least three pages, each at most two pages from the
next, so that headers alternating between odd and even pages are found. A number in it may change
from page to page only if it counts the pages.

Where the heights of lines are known, it must also stand at the same height, near the edge of the
paper, and apart from the text: a form that is filled in on each page repeats its labels as well.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter

from ingestion.layout.line_keys import Key, LineKeys, bare_number, is_number
from ingestion.layout.lines import Line
from ingestion.layout.placed_lines import MIN_STEPS, SAME_HEIGHT, PlacedLines, Steps, folded
from ingestion.segmentation.headings import Headings

MIN_PAGES = 3  # pages a line must return on
MAX_GAP = 2  # pages from one return to the next

_START = attrgetter("start")


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
    steps, own = Steps(heights or ()), heights or [()] * len(pages)
    placed = [
        PlacedLines(ordinal, lines, own[ordinal - 1], (ordinal in first, ordinal in last), steps)
        for ordinal, lines in enumerate(pages, 1)
    ]
    keys = LineKeys(headings)
    repeated = _repeated(placed, keys)
    bodies = [_body(page, repeated, {}, keys) for page in placed]
    known = _heights_of_heads(placed, bodies)
    both = zip(placed, bodies, strict=True)
    return [_body(page, repeated, known, keys) if _goes_on(page, body, known) else body for page, body in both]


def _goes_on(page: PlacedLines, body: Body, known: Mapping[str, Collection[float]]) -> bool:
    """Whether more running heads stand at an end of the body of a page: heads of others, in parts."""
    top, bottom = _inside(page, body)
    return top < bottom and (page.cut_in(top, 0, known) > 0 or page.cut_in(bottom - 1, 1, known) > 0)


def _inside(page: PlacedLines, body: Body) -> tuple[int, int]:
    """Index of the first line of the body of a page, and of the first one after it."""
    top = bisect_left(page.lines, body.start, key=_START)
    return top, bisect_left(page.lines, body.end, lo=top, key=_START)


def _heights_of_heads(pages: Sequence[PlacedLines], bodies: Sequence[Body]) -> Mapping[str, Collection[float]]:
    """At what heights the running heads stand that were found, by what they say."""
    found: defaultdict[str, set[float]] = defaultdict(set)
    for page, body in zip(pages, bodies, strict=True):
        if not page.heights:
            continue
        top, bottom = _inside(page, body)
        for index in (*range(top), *range(bottom, len(page.lines))):
            found[folded(page.lines[index].text)].add(page.heights[index])
    return found


def _numbered(pages: Sequence[Sequence[Line]]) -> tuple[set[int], set[int]]:
    """The pages whose first line, and those whose last, is a number alone that counts pages.

    Where a file was laid out again, feet follow the text at whatever height it ends.
    """
    found: tuple[set[int], set[int]] = (set(), set())
    for edge, place in enumerate((0, -1)):
        offsets: defaultdict[int, list[int]] = defaultdict(list)
        for ordinal, lines in enumerate(pages, 1):
            bare = bare_number(lines[place].text) if lines else None
            if bare:
                offsets[bare[1] - ordinal].append(ordinal)
        for ordinals in offsets.values():
            for run in runs_of_pages(ordinals):
                if len(run) >= MIN_PAGES:
                    found[edge].update(run)
    return found


def _repeated(pages: Sequence[PlacedLines], keys: LineKeys) -> set[tuple[Key, int, int]]:
    """(key, edge, ordinal) of every line at an edge that returns on neighbouring pages."""
    places: defaultdict[tuple[Key, int], dict[int, int]] = defaultdict(dict)
    for page in pages:
        for edge, zone in enumerate(page.edges()):
            for index in zone:
                for key, _ in keys.of(page.lines[index], page.ordinal):
                    places[key, edge].setdefault(page.ordinal, index)
    found: set[tuple[Key, int, int]] = set()
    for (key, edge), indices in places.items():
        if len(indices) < MIN_PAGES:
            continue
        for ordinals in _level_runs(indices, pages, edge):
            runs = list(runs_of_pages(ordinals))
            # A line known to be furniture is furniture wherever else it stands at that edge, unless it
            # is short of words (a number alone): that one must belong to a run.
            everywhere = any(len(run) >= MIN_PAGES for run in runs) and key.offset is None and not is_number(key.text)
            for run in runs:
                if everywhere or len(run) >= MIN_PAGES:
                    found.update((key, edge, ordinal) for ordinal in run)
    return _apart(found, places, pages)


def _level_runs(indices: Mapping[int, int], pages: Sequence[PlacedLines], edge: int) -> Iterator[list[int]]:
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
    found: set[tuple[Key, int, int]],
    places: Mapping[tuple[Key, int], Mapping[int, int]],
    pages: Sequence[PlacedLines],
) -> set[tuple[Key, int, int]]:
    """Without the lines that on most of their pages are the next lines of the text."""
    furniture: defaultdict[tuple[int, int], set[int]] = defaultdict(set)  # (ordinal, edge): lines
    by_key: defaultdict[tuple[Key, int], list[int]] = defaultdict(list)
    for key, edge, ordinal in found:
        furniture[ordinal, edge].add(places[key, edge][ordinal])
        by_key[key, edge].append(ordinal)
    dropped: set[tuple[Key, int, int]] = set()
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


def _is_form(page: PlacedLines, index: int, edge: int, furniture: Mapping[tuple[int, int], Collection[int]]) -> bool:
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


def runs_of_pages(ordinals: Sequence[int]) -> Iterator[list[int]]:
    """Ordinals in runs of neighbours, each at most two pages from the next."""
    run = [ordinals[0]]
    for ordinal in ordinals[1:]:
        if ordinal - run[-1] > MAX_GAP:
            yield run
            run = []
        run.append(ordinal)
    yield run


def _body(
    page: PlacedLines,
    repeated: Collection[tuple[Key, int, int]],
    known: Mapping[str, Collection[float]],
    keys: LineKeys,
) -> Body:
    """The body of a page, given the lines that return, and the heights of those that are the same on each page."""
    ordinal, lines = page.ordinal, page.lines
    if not lines:
        return NO_BODY
    printed: Counter[str] = Counter()
    counts = []
    for edge, zone in enumerate(page.edges()):
        count = 0
        for index in zone:
            place = index if edge == 0 else len(lines) - 1 - index
            if place < count:
                continue  # part of a line that was taken
            if place > count:
                break  # a line of the middle of the page stands before it
            line = lines[index]
            hits = [(key, number) for key, number in keys.of(line, ordinal) if (key, edge, ordinal) in repeated]
            # A bare number is furniture only when it counts pages, not because it returns as it is.
            if is_number(line.text):
                hits = [(key, number) for key, number in hits if key.offset is not None]
            if not hits:
                count += (parts := page.cut_in(index, edge, known))
                if not parts:
                    break
                continue
            printed.update({number: 2 if is_number(line.text) else 1 for _, number in hits if number})
            count += 1
        counts.append(count)
    top, bottom = counts[0], len(lines) - counts[1]
    number = printed.most_common(1)[0][0] if printed else None
    if top >= bottom:
        return Body(0, 0, tuple(line.text for line in lines), number)
    removed = tuple(line.text for line in (*lines[:top], *lines[bottom:]))
    return Body(lines[top].start, lines[bottom - 1].end, removed, number)
