"""Words that are seen in part: a word that something covers in part is set aside whole, or kept whole."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Protocol

from ingestion.layout.page_space import Rect

GAP = 0.35  # of the height of the type, between two letters of a word
OVERLAP = 0.35  # of the width of a letter: what lies over another letter is no part of its word


class Boxes(Protocol):
    """Where each character of a page stands, None for white space."""

    def __len__(self) -> int: ...
    def __getitem__(self, index: int, /) -> Rect | None: ...


def whole_words(boxes: Boxes, unseen: Collection[int]) -> set[int]:
    """The characters that are not seen once each word is judged by the greater part of its width.

    Args:
        boxes: Where each character stands, None for white space.
        unseen: Indices of the characters that do not show.
    """
    found: set[int] = set()
    done = -1
    for index in sorted(unseen):
        if index <= done or boxes[index] is None:
            if boxes[index] is None:
                found.add(index)
            continue
        word = list(_word(boxes, index))
        done = word[-1]
        hidden = sum(_length(boxes[one]) for one in word if one in unseen)
        if 2 * hidden > sum(_length(boxes[one]) for one in word):
            found.update(word)
    return found


def _word(boxes: Boxes, index: int) -> Iterator[int]:
    """The indices of the characters of the word around one."""
    first = last = index
    while first > 0 and _together(boxes[first - 1], boxes[first]):
        first -= 1
    while last + 1 < len(boxes) and _together(boxes[last], boxes[last + 1]):
        last += 1
    return iter(range(first, last + 1))


def _together(one: Rect | None, other: Rect | None) -> bool:
    """Whether two characters that follow each other stand side by side on a line, whichever way it runs."""
    if one is None or other is None:
        return False
    across = max(one[0], other[0]) - min(one[2], other[2])  # below 0: they overlap
    down = max(one[1], other[1]) - min(one[3], other[3])
    if across < 0 and down < 0 and -across > OVERLAP * _narrower(one, other, 0) and -down > OVERLAP * _narrower(
        one, other, 1
    ):  # fmt: skip
        return False
    size = max(one[2] - one[0], one[3] - one[1], other[2] - other[0], other[3] - other[1])
    return (across <= GAP * size and down < 0) or (down <= GAP * size and across < 0)


def _narrower(one: Rect, other: Rect, axis: int) -> float:
    return min(one[axis + 2] - one[axis], other[axis + 2] - other[axis])


def _length(box: Rect | None) -> float:
    return 0.0 if box is None else max(box[2] - box[0], 0.1)
