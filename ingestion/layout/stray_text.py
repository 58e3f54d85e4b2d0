"""Text that does not run as the page's does: in the margin from bottom to top, or slanting across it as a watermark."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from ingestion.layout.page_objects import DrawnText, Style
from ingestion.layout.page_space import PageSpace, Rect

SLANT = 3.0  # degrees from a quarter turn, above which text slants
LARGE = 2.5  # size to that of the page's text, of a watermark that lies level
MAX_LETTERS = 40  # of watermarks that slant
MAX_LARGE = 4  # texts of that size that a watermark is set in
PALE = 150  # of 255: a watermark that lies level is set in a colour that lets text be read

_SLANTS, _NOWHERE = -1, -2  # ways that are no quarter turns


@dataclass(frozen=True, slots=True)
class Stray:
    """Addresses of texts, by what they are: across other text, or running another way than it; and how that runs."""

    quarters: int
    watermarks: frozenset[int]
    turned: Mapping[int, int]


def stray_text(texts: Sequence[DrawnText], styles: Sequence[Style], space: PageSpace) -> Stray:
    """The texts of a page that run another way than most, given their styles and the page as it is displayed."""
    if not texts:
        return Stray(0, frozenset(), {})
    quarters: Counter[int] = Counter()
    slanting: list[DrawnText] = []
    ways: dict[int, int] = {}
    known = {style: _way(style.along, space) for style in styles}
    if len(set(known.values())) == 1 and not known[styles[0]] and not _is_pale(styles):
        return Stray(0, frozenset(), {})  # nearly all pages
    for text in texts:
        way = known[text.style]
        if way == _NOWHERE:
            continue
        if way == _SLANTS:
            slanting.append(text)
        else:
            quarters[way] += 1
            ways[text.address] = way
    main = quarters.most_common(1)[0][0] if quarters else 0
    if main and quarters[main] <= 2 * quarters[0]:
        main = 0
    turned = {address: way for address, way in ways.items() if way != main}
    pale = _is_pale(styles)
    if not slanting and not pale:
        return Stray(main, frozenset(), turned)
    slants = {text.address: -1 for text in slanting}
    level = [text for text in texts if text.address not in slants and text.address not in turned]
    marks = {text.address for text in slanting if _crosses(text, level, space)}
    if marks or (pale and level and len(slanting) <= MAX_LETTERS):
        # The letters of one may be set one by one, some of them over text; on a short page none is.
        crossing = {text.style for text in slanting if text.address in marks}
        size = median(text.style.size for text in level) if level else 0.0
        marks |= {text.address for text in slanting if text.style in crossing or _is_mark(text.style, size)}
    if pale and len(level) > 1:
        # On a page of a few texts those of a watermark may be half of them.
        size = median(text.style.size for text in level) if len(level) > MAX_LARGE else min(map(_size, level))
        large = [text for text in level if _is_mark(text.style, size)]
        if len(large) <= MAX_LARGE:
            rest = [text for text in level if text.style.size < LARGE * size]
            marks |= {text.address for text in large if _crosses(text, rest, space)}
    slants = {address: way for address, way in slants.items() if address not in marks}
    return Stray(main, frozenset(marks), {**turned, **slants})


def _is_mark(style: Style, size: float) -> bool:
    """Whether a style is as large and pale as that of a watermark, beside text of a size."""
    return 0 < LARGE * size <= style.size and min(style.colour) >= PALE


def _size(text: DrawnText) -> float:
    return text.style.size


def _is_pale(styles: Sequence[Style]) -> bool:
    return any(min(style.colour) >= PALE for style in styles)


def _way(along: tuple[float, float], space: PageSpace) -> int:
    """How many times 90 degrees lie between a direction of the page's space and text as usual, on the display."""
    if along == (0.0, 0.0):
        return _NOWHERE
    angle = space.angle(*along)
    quarter = round(angle / 90)
    return _SLANTS if abs(angle - 90 * quarter) > SLANT else quarter % 4


def _crosses(text: DrawnText, others: Sequence[DrawnText], space: PageSpace) -> bool:
    """Whether a text lies over others."""
    place = _place(text, space)
    return place is not None and any(
        other is not None and _overlap(place, other) for other in (_place(one, space) for one in others)
    )


def _place(text: DrawnText, space: PageSpace) -> Rect | None:
    bounds = text.bounds()
    return None if bounds is None else space.rect(*bounds)


def _overlap(one: Rect, other: Rect) -> bool:
    return min(one[2], other[2]) - max(one[0], other[0]) > 2 and min(one[3], other[3]) - max(one[1], other[1]) > 2
