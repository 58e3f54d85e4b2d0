"""Lines of a page, as offsets in its clean text."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank: ``text`` is ``page[start:end]``; ``after_blank`` when a blank line precedes it."""

    start: int
    end: int
    text: str
    after_blank: bool = False


def lines_of(text: str, start: int = 0, end: int | None = None) -> list[Line]:
    """The lines of ``text[start:end]`` that are not blank, in order, stripped of outer white space."""
    stop = len(text) if end is None else end
    found: list[Line] = []
    position = start
    blank = False
    for raw in text[start:stop].split("\n"):
        stripped = raw.strip()
        if stripped:
            begin = position + raw.index(stripped[0])
            found.append(Line(begin, begin + len(stripped), stripped, blank))
            blank = False
        else:
            blank = True
        position += len(raw) + 1
    return found
