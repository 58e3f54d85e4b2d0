"""Text that is struck out: by a line through its letters, about as long as they are, or by two lines that cross."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import combinations

from ingestion.layout.glyphs import Glyphs
from ingestion.layout.page_space import Rect
from ingestion.layout.ruled import Stroke
from ingestion.layout.ruled_cells import Edge

MIN_LENGTH = 3.0  # points
HIGHEST, LOWEST = 0.25, 0.8  # of the height of a run of text, from its top, where a line may strike it
LEAST, MOST = 0.08, 0.5  # of the height of the type, above the base line, where a line strikes a letter
COVERED = 0.75  # share of a line that must run through text: a table's rule is longer than what it touches
SLACK = 1.5  # points
MAX_SLANTS = 40  # lines of a page, of which some may cross text out; a plan has more
LEAST_WIDE, LEAST_HIGH = 20.0, 8.0  # points of a line that is one of two that cross
SAME_PLACE = 0.05  # of their length, by which the ends of two lines that cross text out stand apart
FILLED_ACROSS, FILLED_DOWN = 0.5, 0.6  # share of what two lines cross out, that text takes up: of a picture, less


def strike_of(place: Rect) -> Edge:
    """The line through the middle of a place that is struck out."""
    left, top, right, bottom = place
    return Edge(True, (top + bottom) / 2, left, right)


def struck_text(edges: Sequence[Edge], rects: Sequence[Rect], glyphs: Glyphs) -> Iterator[int]:
    """The indices of the characters that are struck out; all is given in the space in which text runs to the right."""
    lines = list(_strikes(edges, rects))
    if not lines:
        return
    for index, box in enumerate(glyphs.boxes):
        if box is None:
            continue
        middle = (box[0] + box[2]) / 2
        near = [
            y for left, right, y in lines if left - SLACK <= middle <= right + SLACK and box[1] - 12 <= y <= box[3] + 12
        ]
        if not near:
            continue
        base, size = glyphs.base(index), glyphs.size(index)
        if base is not None and size > 0 and any(LEAST <= (base - y) / size <= MOST for y in near):
            yield index


def crossed_text(slants: Sequence[Stroke], rects: Sequence[Rect], glyphs: Glyphs) -> Iterator[int]:
    """The indices of the characters that two slanting lines cross out, from corner to corner of their block."""
    blocks = [block for block in _crosses(slants) if _is_filled(block, rects)]
    for index, middle in enumerate(glyphs.middles if blocks else ()):
        if middle is not None and any(
            left <= middle[0] <= right and top <= middle[1] <= bottom for left, top, right, bottom in blocks
        ):
            yield index


def _crosses(slants: Sequence[Stroke]) -> Iterator[Rect]:
    """The places of pairs of lines that run between the corners of the same rectangle."""
    long = [
        (x0, min(y0, y1), x1, max(y0, y1), y1 > y0)
        for (x0, y0), (x1, y1) in slants
        if x1 - x0 >= LEAST_WIDE and abs(y1 - y0) >= LEAST_HIGH
    ]
    if len(long) > MAX_SLANTS:
        return
    for one, other in combinations(long, 2):
        near = max(SLACK, SAME_PLACE * max(one[2] - one[0], one[3] - one[1]))
        if one[4] != other[4] and all(abs(a - b) <= near for a, b in zip(one[:4], other[:4], strict=True)):
            yield one[0], one[1], one[2], one[3]


def _is_filled(block: Rect, rects: Sequence[Rect]) -> bool:
    """Whether text takes up a block, and is no label in it."""
    left, top, right, bottom = block
    inside = [
        rect for rect in rects if left < (rect[0] + rect[2]) / 2 < right and top < (rect[1] + rect[3]) / 2 < bottom
    ]
    if not inside:
        return False
    across = max(rect[2] for rect in inside) - min(rect[0] for rect in inside)
    down = max(rect[3] for rect in inside) - min(rect[1] for rect in inside)
    return across >= FILLED_ACROSS * (right - left) and down >= FILLED_DOWN * (bottom - top)


def _strikes(edges: Sequence[Edge], rects: Sequence[Rect]) -> Iterator[tuple[float, float, float]]:
    """Left, right and height of the lines that run through text."""
    across = [edge for edge in edges if edge.level and edge.end - edge.start >= MIN_LENGTH]
    if not across:
        return
    bands = sorted(
        (top + HIGHEST * (bottom - top), top + LOWEST * (bottom - top), left, right)
        for left, top, right, bottom in rects
        if right - left >= bottom - top or right - left > 2
    )
    tallest = max((low - high for high, low, _, _ in bands), default=0.0)
    highs = [band[0] for band in bands]
    for _, y, left, right in across:
        met = 0.0
        for place in range(bisect_left(highs, y - tallest), len(bands)):
            high, low, start, end = bands[place]
            if high > y:
                break
            if y <= low:
                met += max(0.0, min(right, end + SLACK) - max(left, start - SLACK))
        if met >= COVERED * (right - left):
            yield left, right, y
