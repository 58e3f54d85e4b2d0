"""Reading order of a page whose file writes it in another one: cells of a table, columns line by line."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby, pairwise

Key = tuple[int, ...]
Order = tuple[tuple[int, int], ...]

BREAK = "\r\n"  # written between two runs that did not follow each other in the file


def runs_in_order(text: str, keys: Sequence[Key | None]) -> Order:
    """The runs of ``text`` sorted by key, () when the text is in order already.

    Args:
        text: Text in the order of the file.
        keys: For each character where it belongs, None for one (white space) that goes with the one
            before it.
    """
    filled: list[Key] = []
    last = next((key for key in keys if key is not None), (0,))
    for key in keys:
        last = last if key is None else key
        filled.append(last)
    runs: list[tuple[Key, int, int]] = []
    position = 0
    for key, group in groupby(filled):
        length = sum(1 for _ in group)
        runs.append((key, position, position + length))
        position += length
    if all(before[0] <= after[0] for before, after in pairwise(runs)):
        return ()
    runs.sort(key=lambda run: run[0])
    trimmed = ((start, start + len(text[start:end].rstrip("\r\n "))) for _, start, end in runs)
    return tuple((start, end) for start, end in trimmed if end > start)


def reordered(text: str, order: Order) -> str:
    """The text in reading order."""
    return BREAK.join(text[start:end] for start, end in order) if order else text


def place_in_file(order: Order, position: int) -> int:
    """Index in the file's own text of the character at ``position`` of the text in reading order."""
    if not order:
        return position
    for start, end in order:
        if position < end - start + len(BREAK):
            return min(start + position, max(start, end - 1))
        position -= end - start + len(BREAK)
    return order[-1][1] - 1


def places_in_order(order: Order, length: int) -> Sequence[int | None]:
    """The reverse for all characters of the file's text: position of each in reading order, None when left out."""
    if not order:
        return range(length)
    places: list[int | None] = [None] * length
    position = 0
    for start, end in order:
        places[start:end] = range(position, position + end - start)
        position += end - start + len(BREAK)
    return places
