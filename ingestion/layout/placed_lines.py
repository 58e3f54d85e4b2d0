"""The lines of a page by where they stand: at its edges, level with each other, or following as text does."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import sub
from statistics import median_low

from ingestion.layout.lines import Line

EDGE_LINES = 5  # lines looked at from each edge
ZONE = 0.16  # share of the height of the page, from each edge, in which running heads stand
SAME_HEIGHT = 0.012  # of the height of the page
FAR = 0.1  # of the height of the page: no distance from line to line
MIN_STEPS = 3  # from line to line, that tell their usual distance
APART = 1.3  # times the usual distance of lines, between a running head and the text
MAX_PARTS = 4  # in which rules cut a running head


class Steps:
    """From line to line, on all pages of a piece."""

    def __init__(self, heights: Sequence[Sequence[float]]):
        self._heights = heights

    @cached_property
    def usual(self) -> float | None:
        """The usual one away from the edges of the pages, None where there are too few."""
        inner = [
            step
            for lines in self._heights
            for step in map(sub, lines[2:-1], lines[1:-1])
            if SAME_HEIGHT / 4 < step < FAR
        ]
        return median_low(inner) if len(inner) >= MIN_STEPS else None


@dataclass(frozen=True)
class PlacedLines:
    """The lines of a page, and where they stand; ``numbered`` says of both edges whether a page number ends them.

    ``steps`` are those of the piece, for a page that has few lines of its own.
    """

    ordinal: int
    lines: Sequence[Line]
    heights: Sequence[float]
    numbered: tuple[bool, bool]
    steps: Steps

    def edges(self) -> tuple[Sequence[int], Sequence[int]]:
        """Indices of the lines at the top and at the bottom, from the edge inwards."""
        count = len(self.lines)
        top, bottom = list(range(min(EDGE_LINES, count))), list(range(count - 1, max(-1, count - 1 - EDGE_LINES), -1))
        if not self.heights:
            return top, bottom
        # A file may write its feet before the text: the edge of the text is not that of the paper.
        return (
            [index for index in top if self.numbered[0] or self._near(index)],
            [index for index in bottom if self.numbered[1] or self._near(index)],
        )

    def height(self, index: int, edge: int) -> float | None:
        """Where a line stands, None where it is not known, or of no weight."""
        return None if not self.heights or self.numbered[edge] else self.heights[index]

    def _near(self, index: int) -> bool:
        return not ZONE < self.heights[index] < 1 - ZONE

    def cut_in(self, index: int, edge: int, known: Mapping[str, Collection[float]]) -> int:
        """In how many parts, level with each other, one of some lines stands here at its height; 0 for none.

        Rules that join a running head to a table cut it into cells, and set it before the text of the file.
        """
        step = 1 if edge == 0 else -1
        parts: list[str] = []
        at = index
        while self.heights and 0 <= at < len(self.lines) and len(parts) < MAX_PARTS:
            if abs(self.heights[at] - self.heights[index]) > SAME_HEIGHT / 2:
                break
            parts.append(self.lines[at].text)
            if any(abs(y - self.heights[index]) <= SAME_HEIGHT for y in known.get(folded(" ".join(parts[::step])), ())):
                return len(parts)
            at += step
        return 0

    def joins_text(self, index: int, edge: int) -> bool:
        """Whether the next line towards the middle follows as the lines of the text follow each other."""
        inwards = index + (1 if edge == 0 else -1)
        if not self.heights or not 0 <= inwards < len(self.lines):
            return False
        own = abs(self.heights[inwards] - self.heights[index])
        usual = self._usual_but(min(index, inwards))
        return usual is not None and own <= APART * usual

    def _usual_but(self, place: int) -> float | None:
        """The usual distance from line to line on the page, that after the line at ``place`` not counted."""
        own = self.heights[place + 1] - self.heights[place]
        others = self._distances
        if _is_step(own):
            others = others.copy()
            others.remove(own)
        return others[(len(others) - 1) // 2] if len(others) >= MIN_STEPS else self.steps.usual

    @cached_property
    def _distances(self) -> list[float]:
        """From line to line on the page, in order of size."""
        return sorted(step for step in map(sub, self.heights[1:], self.heights) if _is_step(step))


def _is_step(distance: float) -> bool:
    return SAME_HEIGHT / 4 < distance < FAR


def folded(text: str) -> str:
    """A text by which lines are known again: its case and white space do not count."""
    return " ".join(text.casefold().split())
