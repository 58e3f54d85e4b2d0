"""Lines at the edges of two pages that may be running heads, where too few pages tell them by repetition."""

from __future__ import annotations

import re
from dataclasses import dataclass

_DIGITS = re.compile(r"\d+")
MAX_EDGE_LINES = 3  # of a running head or foot


@dataclass(frozen=True, slots=True)
class PageEdges:
    """The first and last lines of the text of a page, and those after its last table, numbers in them as « # »."""

    lines: frozenset[str]
    after: tuple[str, ...]


NO_EDGES = PageEdges(frozenset(), ())


def page_edges(text: str, start: int, bottom: int, end: int) -> PageEdges:
    """Those of a page whose text is ``text[start:end]``, and whose last table ends at ``bottom``."""
    return PageEdges(_edges_of(text[start:end]), _edge_lines(text[bottom:end]))


def follows(before: PageEdges, text: str, start: int, top: int, end: int) -> bool:
    """Whether nothing stands between two tables but lines that both pages have: running heads of a short piece."""
    above = _edge_lines(text[start:top])
    if not above and not before.after:
        return True
    return before.lines.issuperset(above) and _edges_of(text[start:end]).issuperset(before.after)


def _edges_of(text: str) -> frozenset[str]:
    lines = _edge_lines(text)
    return frozenset((*lines[:MAX_EDGE_LINES], *lines[-MAX_EDGE_LINES:]))


def _edge_lines(text: str) -> tuple[str, ...]:
    return tuple(
        folded for line in text.splitlines() if (folded := _DIGITS.sub("#", " ".join(line.casefold().split())))
    )
