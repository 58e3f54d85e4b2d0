"""Lines of a page, as offsets in its clean text, with what can be told from a line alone."""

from __future__ import annotations

import re
from typing import NamedTuple

from ingestion.segmentation.headings import Headings, has_leader

_LINE = re.compile(r"\S(?:[^\n]*\S)?")
# In one byte a letter, letters of a kind are taken away at once.
_BYTES = "cp1252"
_CAPITALS = "".join(map(chr, (*range(ord("A"), ord("Z") + 1), *range(ord("À"), ord("Ý") + 1), ord("Œ")))).encode(_BYTES)
_THIN = "ijltfI.,;:!'’|() ".encode(_BYTES)


class Line(NamedTuple):
    """A line that is not blank: ``text`` is ``page[start:end]``; ``after_blank`` when a blank line precedes it.

    ``level`` is that of the section it opens by its wording, ``leader`` says that it belongs to a table
    of contents, ``width`` is its width as printed, in average characters. A tuple, because a large
    dossier makes hundreds of thousands of them.
    """

    start: int
    end: int
    text: str
    after_blank: bool
    level: int | None
    leader: bool
    width: float


def lines_of(text: str, headings: Headings, start: int = 0, end: int | None = None) -> list[Line]:
    """The lines of ``text[start:end]`` that are not blank, in order, stripped of outer white space."""
    found: list[Line] = []
    before, breaks = start, 1
    for match in _LINE.finditer(text, start, len(text) if end is None else end):
        first, last = match.span()
        line = match[0]
        blank = first - before >= breaks and text.count("\n", before, first) >= breaks
        leader = has_leader(line)
        level = headings.level(line, leader=leader)
        found.append(Line(first, last, line, blank, level, leader, set_width(line)))
        before, breaks = last, 2
    return found


def set_width(text: str) -> float:
    """Width of a text as printed, in average characters: capitals are wider, thin letters narrower."""
    letters = text.encode(_BYTES, "replace")
    length = len(text)
    capitals, thin = length - len(letters.translate(None, _CAPITALS)), length - len(letters.translate(None, _THIN))
    return length + 0.3 * capitals - 0.4 * thin
