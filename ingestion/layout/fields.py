"""The values of form fields, which a file paints after all else, read on the lines beside which they stand."""

from __future__ import annotations

from collections.abc import Sequence, Set

from ingestion.layout.glyphs import Glyphs
from ingestion.layout.page_space import Rect
from ingestion.layout.permutation import Key


def place_beside(text: str, added: Set[int], glyphs: Glyphs) -> Sequence[Key | None]:
    """Where each character of a page belongs: (line, place in it), given the characters of fields and annotations."""
    keys: list[Key | None] = []
    lines: list[Rect] = []
    fields: list[tuple[Rect, list[int]]] = []
    line = 0
    for index, char in enumerate(text):
        box = None if char.isspace() else glyphs.boxes[index]
        if char == "\n":
            line += 1
        if box is None:
            keys.append(None)
            continue
        if index in added:
            if fields and _same_field(fields[-1][0], box):
                fields[-1] = (_union(fields[-1][0], box), [*fields[-1][1], index])
            else:
                fields.append((box, [index]))
            keys.append((line, 0))
            continue
        while len(lines) <= line:
            lines.append(box)
        lines[line] = _union(lines[line], box)
        keys.append((line, 0))
    for rect, indices in fields:
        beside = [
            (rect[0] - own[2], number)
            for number, own in enumerate(lines)
            if own[2] <= rect[0] + 1 and _level(own, rect)
        ]
        place = (min(beside)[1], 1 + round(rect[0])) if beside else (_above(lines, rect), 10_000 + round(rect[1]))
        for index in indices:
            keys[index] = place
    return keys


def _above(lines: Sequence[Rect], rect: Rect) -> int:
    """The line after which a field that stands beside none is read."""
    return max((number for number, own in enumerate(lines) if own[3] <= rect[1] + 1), default=-1)


def _level(line: Rect, rect: Rect) -> bool:
    shared = min(line[3], rect[3]) - max(line[1], rect[1])
    return shared >= 0.4 * min(line[3] - line[1], rect[3] - rect[1])


def _same_field(one: Rect, box: Rect) -> bool:
    return _level(one, box) and -1 <= box[0] - one[2] <= 2 * (one[3] - one[1])


def _union(one: Rect, other: Rect) -> Rect:
    return min(one[0], other[0]), min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3])
