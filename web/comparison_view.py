"""Two documents side by side: what each answers to every indicator, and whether it differs."""

from __future__ import annotations

from dataclasses import dataclass

from corpus import Corpus
from domain import Cell, Citation, DocumentInfo
from exports.views.comparison_table import changed_quotes
from indicator_queries import Grid, Indicator
from use_cases.cells import Cells


@dataclass(frozen=True, slots=True)
class ComparedLine:
    """An indicator in both documents; a side is None where it was not answered."""

    indicator: Indicator
    first: Cell | None
    second: Cell | None

    @property
    def verdict_differs(self) -> bool:
        """Whether the verdicts are not the same."""
        return (self.first and self.first.verdict) != (self.second and self.second.verdict)

    @property
    def gone(self) -> tuple[Citation, ...]:
        """Citations of the first that the second has not, word for word."""
        return changed_quotes(self.first, self.second)[0]

    @property
    def new(self) -> tuple[Citation, ...]:
        """Citations of the second that the first has not."""
        return changed_quotes(self.first, self.second)[1]

    @property
    def values_differ(self) -> bool:
        """Whether the sets of values are not the same."""
        return _amounts(self.first) != _amounts(self.second)


@dataclass(frozen=True, slots=True)
class Compared:
    """Two documents and their lines."""

    first: DocumentInfo
    second: DocumentInfo
    lines: tuple[ComparedLine, ...]

    @property
    def differing(self) -> int:
        """Indicators whose verdict differs."""
        return sum(line.verdict_differs for line in self.lines)


def compared(corpus: Corpus, cells: Cells, grid: Grid, first: str, second: str) -> Compared:
    """Both documents, in the order of the grid: what was decided where somebody decided, else what the tool answers.

    Raises:
        UnknownDocument: one of them is not in the corpus.
    """
    infos = corpus.documents.get(first), corpus.documents.get(second)
    sides = [{cell.indicator: cell for cell in cells.of(slug)} for slug in (first, second)]
    lines = tuple(
        ComparedLine(indicator, sides[0].get(indicator.code), sides[1].get(indicator.code))
        for indicator in grid.indicators
    )
    return Compared(*infos, lines)


def _amounts(side: Cell | None) -> set[tuple[float, str | None]]:
    return {(value.value, value.unit) for value in side.values} if side else set()
