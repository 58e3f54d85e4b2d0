"""The manual analysis in the making: one cell a document, indicator and person, each person's own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, delete, func, select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Session

from corpus.annotation_content import encode_noted, noted_evidence, noted_values
from corpus.engine import storage_errors
from corpus.models.review_rows import ManualCellRow
from corpus.models.row_base import now
from corpus.revisions import Revisions
from domain import NotedEvidence, Value, Verdict


@dataclass(frozen=True, slots=True)
class ManualCell:
    """What a person noted of a cell; without a verdict it is not finished."""

    document: str
    indicator: str
    person: str
    verdict: Verdict | None
    doubtful: bool = False
    comment: str | None = None
    values: tuple[Value, ...] = ()
    evidence: tuple[NotedEvidence, ...] = ()
    updated_at: datetime | None = None


class ManualStore:
    """Keeps the newest state of each person's cells."""

    def __init__(self, engine: Engine, path: Path, revisions: Revisions):
        self._engine = engine
        self._path = path
        self._revisions = revisions

    def put(self, cell: ManualCell) -> ManualCell:
        """Keep the state of a cell in place of the one before; returns it as kept."""
        row: dict[str, Any] = {
            "verdict": cell.verdict,
            "doubtful": cell.doubtful,
            "comment": cell.comment,
            "content": encode_noted(cell.values, cell.evidence),
            "updated_at": now(),
        }
        key = {"document": cell.document, "indicator": cell.indicator, "person": cell.person}
        own = self._revisions.of_documents(cell.document)
        with own, storage_errors(self._path), Session(self._engine) as session, session.begin():
            statement = insert(ManualCellRow).values(**key, **row)
            session.execute(statement.on_conflict_do_update(index_elements=list(key), set_=row))
        found = self.get(cell.document, cell.indicator, cell.person)
        assert found is not None
        return found

    def get(self, document: str, indicator: str, person: str) -> ManualCell | None:
        """A person's cell, if they noted anything."""
        return self.all(document, person).get(indicator)

    def all(self, document: str, person: str) -> dict[str, ManualCell]:
        """A person's cells of a document, by indicator."""
        with Session(self._engine) as session:
            query = select(ManualCellRow).where(ManualCellRow.document == document, ManualCellRow.person == person)
            return {row.indicator: _cell(row) for row in session.scalars(query.order_by(ManualCellRow.indicator))}

    def count(self, document: str) -> int:
        """How many cells of a document people have noted anything of, each person's counted."""
        with Session(self._engine) as session:
            query = select(func.count()).select_from(ManualCellRow).where(ManualCellRow.document == document)
            return session.scalar(query) or 0

    def forget(self, document: str) -> None:
        """Delete all that people noted of a document, for a person who asks for exactly that."""
        with storage_errors(self._path), Session(self._engine) as session, session.begin():
            session.execute(delete(ManualCellRow).where(ManualCellRow.document == document))

    def people(self, document: str) -> list[str]:
        """Who noted anything of a document."""
        with Session(self._engine) as session:
            query = select(ManualCellRow.person).where(ManualCellRow.document == document).distinct()
            return sorted(session.scalars(query))


def _cell(row: ManualCellRow) -> ManualCell:
    return ManualCell(
        row.document,
        row.indicator,
        row.person,
        Verdict(row.verdict) if row.verdict else None,
        row.doubtful,
        row.comment,
        noted_values(row.content),
        noted_evidence(row.content),
        row.updated_at,
    )
