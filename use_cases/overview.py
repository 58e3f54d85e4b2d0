"""All documents at once: how far each was read, answered and reviewed, in a few queries whatever their number."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from corpus import Corpus
from domain import DocumentInfo, Job, Review, Verdict
from indicator_queries import Grid


@dataclass(frozen=True, slots=True)
class OverviewCell:
    """The newest answer of a cell and the decision on it; ``stale``: the answer was made again since."""

    verdict: Verdict
    review: Review | None
    stale: bool

    @property
    def decided(self) -> bool:
        """Whether somebody decided on the answer that stands today."""
        return self.review is not None and not self.stale

    @property
    def shown(self) -> Verdict:
        """A person's verdict where there is one, else the tool's."""
        return self.review.verdict if self.decided and self.review and self.review.verdict else self.verdict


@dataclass(frozen=True, slots=True)
class OverviewLine:
    """A document with its cells by code, and the task that works on it."""

    document: DocumentInfo
    cells: Mapping[str, OverviewCell]
    job: Job | None

    @property
    def pages(self) -> int:
        """Pages of all pieces."""
        return sum(piece.pages for piece in self.document.pieces)

    @property
    def unread(self) -> int:
        """Pages that answers do not see."""
        return self.pages - sum(piece.pages_read for piece in self.document.pieces)

    @property
    def decided(self) -> int:
        """Cells that somebody decided on."""
        return sum(cell.decided for cell in self.cells.values())

    def count(self, verdict: Verdict) -> int:
        """Cells that show this verdict."""
        return sum(cell.shown is verdict for cell in self.cells.values())


def overview(corpus: Corpus, grid: Grid) -> list[OverviewLine]:
    """Every document, with the cells of this grid; cells of other grids are left out."""
    codes = {indicator.code for indicator in grid.indicators}
    verdicts, reviews = corpus.answers.verdicts(), corpus.reviews.all_current()
    jobs = {str(job.payload.get("slug")): job for job in corpus.jobs.unfinished()}
    lines = []
    for info in corpus.documents.all():
        own = reviews.get(info.slug, {})
        cells = {
            code: OverviewCell(verdict, own.get(code), code in own and own[code].answer != number)
            for code, (number, verdict) in verdicts.get(info.slug, {}).items()
            if code in codes
        }
        lines.append(OverviewLine(info, cells, jobs.get(info.slug)))
    return lines
