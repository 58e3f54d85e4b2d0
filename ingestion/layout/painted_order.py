"""Text that runs sideways or upside down in the order in which the file paints it: PDFium mixes up its lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ingestion.layout.glyphs import Glyphs
from ingestion.layout.permutation import Key

LEVEL = 0.5  # of the height of a letter, between the middles of two letters of one line


def in_painted_order(text: str, ranks: Mapping[int, int], glyphs: Glyphs) -> Sequence[Key | None]:
    """Where each character of a page belongs, as (line, place in it), None for one that goes with the one before.

    Args:
        text: The text of the page, in PDFium's order.
        ranks: The order of painting of the text objects, by address.
        glyphs: Its characters, in the space in which they run to the right.
    """
    runs: list[tuple[int, int, int]] = []  # first rank, first and last character
    of_index: list[int | None] = []
    last = -1
    follows = {rank: place for place, rank in enumerate(sorted(ranks.values()))}
    for index, address in enumerate(glyphs.objects):
        rank = ranks.get(address)
        if rank is None or text[index].isspace():
            of_index.append(None)
            continue
        place = follows[rank]
        if runs and place in (last, last + 1):
            runs[-1] = (*runs[-1][:2], index)
        else:
            runs.append((place, index, index))
        last = place
        of_index.append(len(runs) - 1)
    keys: dict[int, Key] = {}
    line, before = 0, None
    for number in sorted(range(len(runs)), key=lambda one: runs[one][0]):
        _, start, end = runs[number]
        if before is not None and not _on_one_line(before, start, glyphs):
            line += 1
        keys[number] = (line, len(keys))
        before = end
    return [None if number is None else keys[number] for number in of_index]


def _on_one_line(before: int, after: int, glyphs: Glyphs) -> bool:
    one, other = glyphs.box(before), glyphs.box(after)
    if one is None or other is None:
        return False
    apart = abs((one[1] + one[3]) - (other[1] + other[3])) / 2
    return other[0] >= one[0] and apart <= LEVEL * max(one[3] - one[1], other[3] - other[1])
