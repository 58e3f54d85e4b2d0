"""Line ends inside a paragraph: some end a clause or begin an item, others only break a line."""

from __future__ import annotations

import re

LINE = "\v"  # a line end inside a paragraph, until it is known what it does
_CLAUSE_END = re.compile(r"[.:;!?…»]\s*\Z")
_ITEM = re.compile(r"\s*(?:[-–—•▪◦*]\s|\d{1,2}[.)°]\s|[a-z]\)\s)")


def with_lines(text: str, *, title: bool) -> str:
    """A paragraph with the line ends that mean something; the others are spaces, and all are in a title."""
    first, *rest = text.split(LINE)
    for line in rest:
        ends = not title and (_CLAUSE_END.search(first) or _ITEM.match(line))
        first = f"{first.rstrip()}{chr(10) if ends else ' '}{line.lstrip()}"
    return first
