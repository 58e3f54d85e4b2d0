"""Two columns of prose that the file writes line by line across both: where the gutter between them is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

MIN_ROWS = 8  # lines side by side
MIN_WIDTH = 0.22  # of the page: narrower runs are a table's cells or a list's numbers
MIN_GAP = 8.0  # points between the columns

Rect = tuple[float, float, float, float]  # left, top, right, bottom; y downwards; in the order of the file


@dataclass(frozen=True, slots=True)
class Columns:
    """Two columns from ``top`` to ``bottom``, on both sides of ``gutter``."""

    gutter: float
    top: float
    bottom: float


def find_columns(rects: Sequence[Rect], width: float) -> Columns | None:
    """The two columns of a page that jump from left to right and back on each line; None for other pages.

    A page whose file writes one column after the other needs no help, and tables without rules look
    alike but for the width of their runs.
    """
    if len(rects) < 2 * MIN_ROWS:
        return None
    wide = MIN_WIDTH * width
    pairs = [
        (left, right)
        for left, right in pairwise(rects)
        if right[0] - left[2] >= MIN_GAP
        and abs(left[1] - right[1]) < 0.6 * (left[3] - left[1])
        and left[2] - left[0] >= wide / 2
        and right[2] - right[0] >= wide / 2
    ]
    if len(pairs) < MIN_ROWS:
        return None
    low, high = max(left[2] for left, _ in pairs), min(right[0] for _, right in pairs)
    mean_left = sum(left[2] - left[0] for left, _ in pairs) / len(pairs)
    mean_right = sum(right[2] - right[0] for _, right in pairs) / len(pairs)
    if high - low < MIN_GAP / 2 or min(mean_left, mean_right) < wide:
        return None
    gutter = (low + high) / 2
    top = min(min(left[1], right[1]) for left, right in pairs)
    bottom = max(max(left[3], right[3]) for left, right in pairs)
    if any(rect[0] < gutter < rect[2] and top <= (rect[1] + rect[3]) / 2 <= bottom for rect in rects):
        return None  # a line across: not two columns all the way
    return Columns(gutter, top, bottom)
