"""Reading order of a page whose file writes it in another one: cells of a table, columns, text left out."""

from __future__ import annotations

from collections.abc import Container, Sequence
from itertools import groupby, pairwise

Key = tuple[int, ...]
Order = tuple[tuple[int, int, int], ...]  # start and end in the file's text, and which joint follows

JOINTS = ("", " ", "\r\n")  # between two runs that did not follow each other in the file
NONE, SPACE, BREAK = range(3)
LINE_KEY = 2  # numbers of a key that says the line and the place in it


def runs_in_order(text: str, keys: Sequence[Key | None], left_out: Container[int] = frozenset()) -> Order:
    """The runs of ``text`` sorted by key, () when the text is in order already and whole.

    Args:
        text: Text in the order of the file.
        keys: For each character where it belongs, None for one (white space) that goes with the one
            before it.
        left_out: Indices of characters that are no part of the text.
    """
    filled: list[Key | None] = []
    last: Key | None = next((key for key in keys if key is not None), (0,))
    lost = False
    for index, key in enumerate(keys):
        if index in left_out:
            last, lost = None, True  # white space that follows goes with it
        elif key is not None:
            last = key
        filled.append(last)
    runs: list[tuple[Key, int, int]] = []
    position = 0
    for key, group in groupby(filled):
        length = sum(1 for _ in group)
        if key is not None:
            runs.append((key, position, position + length))
        position += length
    if not lost and all(before[0] <= after[0] for before, after in pairwise(runs)):
        return ()
    runs.sort(key=lambda run: run[0])
    trimmed = [
        (key, start, start + len(text[start:end].rstrip("\r\n ")))
        for key, start, end in runs
        if text[start:end].strip("\r\n ")
    ]
    if not trimmed:
        return ((0, 0, NONE),)  # () would be all of the text
    joints = [
        SPACE if _on_one_line(before[0], after[0]) else _joint(text, before[2], after[1], left_out)
        for before, after in pairwise(trimmed)
    ]
    return tuple((start, end, joint) for (_, start, end), joint in zip(trimmed, [*joints, NONE], strict=True))


def _on_one_line(before: Key, after: Key) -> bool:
    """Whether two runs have keys (line, place in it) of one line."""
    return before != after and len(before) == len(after) == LINE_KEY and before[0] == after[0]


def _joint(text: str, end: int, start: int, left_out: Container[int]) -> int:
    """What stands between a run and the next: the white space around what was left out, else a line end."""
    between = text[end:start]
    kept = [end + at for at, char in enumerate(between) if not char.isspace()]
    if not kept or not all(index in left_out for index in kept):
        return BREAK
    if "\n" in between or "\r" in between:
        return BREAK
    return SPACE if any(map(str.isspace, between)) else NONE


def reordered(text: str, order: Order) -> str:
    """The text in reading order."""
    return "".join(f"{text[start:end]}{JOINTS[joint]}" for start, end, joint in order) if order else text


def place_in_file(order: Order, position: int) -> int:
    """Index in the file's own text of the character at ``position`` of the text in reading order."""
    if not order:
        return position
    for start, end, joint in order:
        length = end - start + len(JOINTS[joint])
        if position < length:
            return min(start + position, max(start, end - 1))
        position -= length
    return order[-1][1] - 1


def places_in_order(order: Order, length: int) -> Sequence[int | None]:
    """The reverse for all characters of the file's text: position of each in reading order, None when left out."""
    if not order:
        return range(length)
    places: list[int | None] = [None] * length
    position = 0
    for start, end, joint in order:
        places[start:end] = range(position, position + end - start)
        position += end - start + len(JOINTS[joint])
    return places
