"""Deliverables that were made: what each was made from, so that a figure of a report can be traced."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

from pydantic import BaseModel
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from corpus.engine import storage_errors
from corpus.models.work_rows import DeliverableRow
from domain.errors import UnknownDeliverable
from domain.practices import MadeDeliverable, SourceCell


class _Cell(BaseModel):
    document: str
    indicator: str
    answer: int | None
    decision: int | None
    verdict: str | None
    status: str


class _Content(BaseModel):
    """Stored form, version 1."""

    documents: tuple[str, ...] = ()
    cells: tuple[_Cell, ...] = ()
    practices: tuple[int, ...] = ()


class DeliverableStore:
    """Keeps what was made; the files themselves stand in the data directory, by their identifier."""

    def __init__(self, engine: Engine, path: Path):
        self._engine = engine
        self._path = path

    def add(self, made: MadeDeliverable) -> None:
        """Keep one."""
        content = _Content(
            documents=made.documents,
            cells=tuple(_Cell(**asdict(one)) for one in made.cells),
            practices=made.practices,
        )
        with storage_errors(self._path), Session(self._engine) as session, session.begin():
            session.add(
                DeliverableRow(
                    id=made.id,
                    kind=made.kind,
                    form=made.form,
                    filename=made.filename,
                    sha256=made.sha256,
                    person=made.person,
                    content={"version": 1, **content.model_dump()},
                    made_at=made.made_at,
                )
            )

    def get(self, identifier: str) -> MadeDeliverable:
        """One by its identifier.

        Raises:
            UnknownDeliverable: there is none.
        """
        with Session(self._engine) as session:
            row = session.get(DeliverableRow, identifier)
            if row is None:
                raise UnknownDeliverable("Aucun livrable n'a cet identifiant.", remedy="La liste : page « Livrables ».")
            return _made(row)

    def all(self, limit: int = 100) -> list[MadeDeliverable]:
        """The last ones, newest first."""
        with Session(self._engine) as session:
            query = select(DeliverableRow).order_by(DeliverableRow.made_at.desc(), DeliverableRow.id).limit(limit)
            return [_made(row) for row in session.scalars(query)]


def _made(row: DeliverableRow) -> MadeDeliverable:
    content = _Content.model_validate(row.content)
    return MadeDeliverable(
        id=row.id,
        kind=row.kind,
        form=row.form,
        filename=row.filename,
        documents=content.documents,
        cells=tuple(SourceCell(**one.model_dump()) for one in content.cells),
        sha256=row.sha256,
        person=row.person,
        made_at=row.made_at,
        practices=content.practices,
    )
