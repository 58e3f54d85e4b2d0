"""Numbers of lines in the margin of a page: one before each line, or before every fifth, in a column of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from ingestion.layout.glyphs import Glyphs
from ingestion.layout.page_space import Rect

LEAST = 4  # numbers
LEAST_OF_ONE_SIZE = 8  # the same, where they are as large as the text
MAX_WIDTH = 32.0  # points
GAP = 4.0  # points between the numbers and the text
ALIGNED = 3.0  # points between their edges
SMALLER = 0.92  # size to that of the text
MARGIN = 0.12  # share of the width of the page
STEPS = (1, 2, 5, 10)
NUMBERED = 0.8  # share of the lines, or of those at a step, that must bear a number

_NUMBER = re.compile(r"[0-9]+")


def line_numbers(text: str, rects: Sequence[Rect], glyphs: Glyphs, frames: Sequence[Rect]) -> set[int]:
    """The indices of the characters of line numbers, in the space in which the text runs to the right.

    A column of numbers inside one of ``frames``, those of ruled tables, is none.
    """
    found: set[int] = set()
    narrow = [rect for rect in rects if rect[2] - rect[0] <= MAX_WIDTH]
    if len(narrow) < LEAST:
        return found
    for left_side in (True, False):
        column = _column(narrow, rects, left_side=left_side)
        if column is not None and not any(_meet(column, frame) for frame in frames):
            found |= _numbers(text, column, rects, glyphs)
    return found


def _column(narrow: Sequence[Rect], rects: Sequence[Rect], *, left_side: bool) -> Rect | None:
    """The place of narrow runs that stand below each other on one side of all others."""
    if left_side:
        edge = min([rect[0] for rect in narrow])
        near = [rect for rect in narrow if rect[0] - edge <= MAX_WIDTH]
    else:
        edge = max([rect[2] for rect in narrow])
        near = [rect for rect in narrow if edge - rect[2] <= MAX_WIDTH]
    if len(near) < LEAST:
        return None
    # Numbers are set flush right, or flush left: where they gain a digit, one of the two holds fewer of them.
    for flush in sorted((_flush(near, 2), _flush(near, 0)), key=len, reverse=True):
        if len(flush) < LEAST:
            break
        lefts, tops, rights, bottoms = zip(*flush, strict=True)
        left, top, right, bottom = min(lefts), min(tops), max(rights), max(bottoms)
        own = set(map(id, flush))
        beside = False
        for rect in rects:
            if rect[3] <= top or rect[1] >= bottom:
                continue
            if not (rect[0] < right + GAP if left_side else rect[2] > left - GAP):
                beside = True
            elif id(rect) not in own:
                break
        else:
            if beside:
                return left - 1, top - 1, right + 1, bottom + 1
    return None


def _flush(rects: Sequence[Rect], side: int) -> list[Rect]:
    """Those whose right (2) or left (0) edges stand below each other."""
    ends = sorted([rect[side] for rect in rects])
    middle = ends[len(ends) // 2]
    return [rect for rect in rects if abs(rect[side] - middle) <= ALIGNED]


def _numbers(text: str, column: Rect, rects: Sequence[Rect], glyphs: Glyphs) -> set[int]:
    left, top, right, bottom = column
    digits = {
        place: (box[1] + box[3]) / 2
        for place, box in glyphs.digits.items()
        if left <= (box[0] + box[2]) / 2 <= right and top <= (box[1] + box[3]) / 2 <= bottom
    }
    if len(digits) < LEAST:
        return set()  # bullets, mostly
    rows = [
        (digits[start], int(text[start:end]), start, end) for start, end in _numbers_of(text, glyphs) if start in digits
    ]
    rows.sort()
    if len(rows) < LEAST:
        return set()
    steps = {after[1] - before[1] for before, after in pairwise(rows)}
    if len(steps) != 1 or not steps <= set(STEPS):
        return set()
    (step,) = steps
    heights = {round((rect[1] + rect[3]) / 2) for rect in rects if rect[0] > right or rect[2] < left}
    lines = _lines(sorted(heights), rows[0][0], rows[-1][0])
    if step * len(rows) < NUMBERED * lines:
        return set()
    own = {index for _, _, start, end in rows for index in range(start, end)}
    near = {index for _, _, start, end in rows for index in (start - 1, end) if 0 <= index < len(text)} - own
    if any((box := glyphs.box(index)) is not None and _is_in(_middle(box), column) for index in near):
        return set()  # of a list, most of them: told without a look at all characters
    inside = {index for index, middle in enumerate(glyphs.middles) if middle is not None and _is_in(middle, column)}
    if inside - own:
        return set()  # other text stands among them: the first column of a table
    others = [index for index, box in enumerate(glyphs.boxes) if box is not None and index not in inside]
    size, body = glyphs.size(rows[0][2]), glyphs.size(others[len(others) // 2]) if others else 0.0
    in_margin = right <= MARGIN * glyphs.space.width or left >= (1 - MARGIN) * glyphs.space.width
    if size > SMALLER * body and not (in_margin and len(rows) >= LEAST_OF_ONE_SIZE):
        return set()
    return own


def _numbers_of(text: str, glyphs: Glyphs) -> Iterator[tuple[int, int]]:
    """Where the numbers of a text stand; PDFium takes digits below each other for one."""
    for match in _NUMBER.finditer(text):
        start, end = match.span()
        for place in range(start + 1, end):
            one, other = glyphs.digits.get(place - 1), glyphs.digits.get(place)
            if one is not None and other is not None and other[1] >= one[3]:
                yield start, place
                start = place
        yield start, end


def _middle(box: Rect) -> tuple[float, float]:
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2


def _is_in(middle: tuple[float, float], place: Rect) -> bool:
    return place[0] <= middle[0] <= place[2] and place[1] <= middle[1] <= place[3]


def _meet(one: Rect, other: Rect) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _lines(heights: Sequence[int], first: float, last: float) -> int:
    """How many lines of text stand from the first number to the last."""
    count = 0
    before = -100
    for height in heights:
        if first - 6 <= height <= last + 6 and height - before > 5:
            count += 1
            before = height
    return count
