"""What people decided and noted on documents that were deleted since: it stays until they delete it too."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from corpus.models.document_rows import DocumentRow
from corpus.models.review_rows import ManualCellRow, ReviewRow
from domain import Decision


@dataclass(frozen=True, slots=True)
class DeletedDocument:
    """A document that is gone, with the work of people that is kept of it.

    Attributes:
        slug: what it was called; a document read again under it finds this work.
        decisions: cells with a decision that stands.
        acts: acts of its history, undone ones included.
        noted: cells that people annotated manually, each person's counted.
        last: when somebody last worked on it.
    """

    slug: str
    decisions: int
    acts: int
    noted: int
    last: datetime


class DeletedStore:
    """Finds the work kept of documents that there are no more."""

    def __init__(self, engine: Engine):
        self._engine = engine

    def all(self) -> list[DeletedDocument]:
        """Every deleted document on which people had worked, by slug."""
        here = select(DocumentRow.slug)
        standing = ReviewRow.current & (ReviewRow.decision != Decision.RETIRE)
        with Session(self._engine) as session:
            reviewed = {
                slug: (acts, decisions or 0, last)
                for slug, acts, decisions, last in session.execute(
                    select(
                        ReviewRow.document, func.count(), func.count().filter(standing), func.max(ReviewRow.created_at)
                    )
                    .where(ReviewRow.document.not_in(here))
                    .group_by(ReviewRow.document)
                )
            }
            noted = {
                slug: (count, last)
                for slug, count, last in session.execute(
                    select(ManualCellRow.document, func.count(), func.max(ManualCellRow.updated_at))
                    .where(ManualCellRow.document.not_in(here))
                    .group_by(ManualCellRow.document)
                )
            }
        found: list[DeletedDocument] = []
        for slug in sorted(reviewed.keys() | noted.keys()):
            acts, decisions, decided_at = reviewed.get(slug, (0, 0, None))
            count, noted_at = noted.get(slug, (0, None))
            last = max(moment for moment in (decided_at, noted_at) if moment is not None)
            found.append(DeletedDocument(slug, decisions, acts, count, last))
        return found
