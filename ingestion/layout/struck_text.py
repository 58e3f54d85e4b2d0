"""Text that is struck out: a line through the middle of its letters, about as long as they are."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from ingestion.layout.glyphs import Glyphs
from ingestion.layout.page_space import Rect
from ingestion.layout.ruled import Edge

MIN_LENGTH = 3.0  # points
HIGHEST, LOWEST = 0.25, 0.8  # of the height of a run of text, from its top, where a line may strike it
LEAST, MOST = 0.08, 0.5  # of the height of the type, above the base line, where a line strikes a letter
COVERED = 0.75  # share of a line that must run through text: a table's rule is longer than what it touches
SLACK = 1.5  # points


def strike_of(place: Rect) -> Edge:
    """The line through the middle of a place that is struck out."""
    left, top, right, bottom = place
    y = (top + bottom) / 2
    return {
        "orientation": "h", "x0": left, "x1": right, "top": y, "bottom": y, "width": right - left, "height": 0.0,
    }  # fmt: skip


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


def _strikes(edges: Sequence[Edge], rects: Sequence[Rect]) -> Iterator[tuple[float, float, float]]:
    """Left, right and height of the lines that run through text."""
    across = [edge for edge in edges if edge["orientation"] == "h" and edge["width"] >= MIN_LENGTH]
    if not across:
        return
    bands = sorted(
        (top + HIGHEST * (bottom - top), top + LOWEST * (bottom - top), left, right)
        for left, top, right, bottom in rects
        if right - left >= bottom - top or right - left > 2
    )
    tallest = max((low - high for high, low, _, _ in bands), default=0.0)
    highs = [band[0] for band in bands]
    for edge in across:
        y, left, right = edge["top"], edge["x0"], edge["x1"]
        met = 0.0
        for place in range(bisect_left(highs, y - tallest), len(bands)):
            high, low, start, end = bands[place]
            if high > y:
                break
            if y <= low:
                met += max(0.0, min(right, end + SLACK) - max(left, start - SLACK))
        if met >= COVERED * edge["width"]:
            yield left, right, y
