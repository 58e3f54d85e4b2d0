"""All documents at once: how far each was read, answered and reviewed, in a few queries whatever their number."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from corpus import Corpus
from domain import CellStatus, DocumentInfo, Job, Verdict
from use_cases.cells import Cells, CellSummary


@dataclass(frozen=True, slots=True)
class OverviewLine:
    """A document with its cells by code, and the task that works on it."""

    document: DocumentInfo
    cells: Mapping[str, CellSummary]
    job: Job | None

    @property
    def pages(self) -> int:
        """Pages of all pieces."""
        return sum(piece.pages for piece in self.document.pieces)

    @property
    def unread(self) -> int:
        """Pages that answers do not see, blank ones left out."""
        return sum(piece.pages_unread for piece in self.document.pieces)

    @property
    def decided(self) -> int:
        """Cells that somebody settled: validated or corrected. A doubt settles nothing."""
        return sum(cell.decided for cell in self.cells.values())

    @property
    def standing(self) -> int:
        """Cells with a decision of any kind, doubts included."""
        return sum(cell.decision is not None for cell in self.cells.values())

    @property
    def to_review(self) -> int:
        """Cells whose decision should be looked at again."""
        return sum(cell.to_review for cell in self.cells.values())

    def in_status(self, status: CellStatus) -> int:
        """Cells in this state of the review."""
        return sum(cell.status is status for cell in self.cells.values())

    def count(self, verdict: Verdict) -> int:
        """Cells that show this verdict."""
        return sum(cell.verdict is verdict for cell in self.cells.values())


def overview(corpus: Corpus, cells: Cells) -> list[OverviewLine]:
    """Every document, with the cells of the grid; cells of other grids are left out."""
    found = cells.overview()
    jobs = {slug: job for job in corpus.jobs.unfinished() for slug in job.request.touches}
    return [OverviewLine(info, found.get(info.slug, {}), jobs.get(info.slug)) for info in corpus.documents.all()]
