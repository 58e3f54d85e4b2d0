"""Two documents side by side: what each answers to every indicator, and whether it differs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from corpus import Corpus
from domain import Answer, DocumentInfo, Review, Value, Verdict
from exports.wording import pages_text
from indicator_queries import Grid, Indicator


@dataclass(frozen=True, slots=True)
class SideCell:
    """What one document says: a person's verdict where there is one, else the tool's."""

    verdict: Verdict
    reviewed: bool
    values: tuple[Value, ...]
    pages: str


@dataclass(frozen=True, slots=True)
class ComparedLine:
    """An indicator in both documents; a side is None where it was not answered."""

    indicator: Indicator
    first: SideCell | None
    second: SideCell | None

    @property
    def verdict_differs(self) -> bool:
        """Whether the verdicts are not the same."""
        return (self.first and self.first.verdict) != (self.second and self.second.verdict)

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


def compared(corpus: Corpus, grid: Grid, first: str, second: str) -> Compared:
    """Both documents, in the order of the grid.

    Raises:
        UnknownDocument: one of them is not in the corpus.
    """
    infos = corpus.documents.get(first), corpus.documents.get(second)
    sides = [_cells(corpus, slug) for slug in (first, second)]
    lines = tuple(
        ComparedLine(indicator, sides[0].get(indicator.code), sides[1].get(indicator.code))
        for indicator in grid.indicators
    )
    return Compared(*infos, lines)


def _cells(corpus: Corpus, slug: str) -> Mapping[str, SideCell]:
    reviews = corpus.reviews.current(slug)
    return {
        code: _side(answer, number, reviews.get(code))
        for code, (number, answer) in corpus.answers.numbered(slug).items()
    }


def _side(answer: Answer, number: int, review: Review | None) -> SideCell:
    decided = review is not None and review.answer == number and review.verdict is not None
    verdict = review.verdict if decided and review and review.verdict else answer.verdict
    return SideCell(verdict, decided, answer.values, pages_text(answer.citations))


def _amounts(side: SideCell | None) -> set[tuple[float, str | None]]:
    return {(value.value, value.unit) for value in side.values} if side else set()
