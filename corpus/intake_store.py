"""What the files of a document told of it before they were read, and what its geographic tables hold."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from corpus.engine import storage_errors
from corpus.models.document_rows import DocumentRow, DossierIntakeRow, GeographyRow
from corpus.row_lookup import document_row
from domain import DossierIntake, Geography
from domain.json_types import JsonObject

T = TypeVar("T")
_FEW = 500
"""Up to this number, documents are named in the query."""


class IntakeStore:
    """Keeps the newest of each; a form that this version does not know counts as none until the next reading."""

    def __init__(self, engine: Engine, path: Path):
        self._engine = engine
        self._path = path

    def put(self, slug: str, intake: DossierIntake) -> None:
        """Keep what intake made of a document, in place of the one before.

        Raises:
            UnknownDocument: no document has this slug.
        """
        with storage_errors(self._path), Session(self._engine) as session, session.begin():
            number = document_row(session, slug).id
            content = _of_intake().dump_python(intake, mode="json")
            session.merge(DossierIntakeRow(document_id=number, content=content))

    def get(self, slug: str) -> DossierIntake | None:
        """What intake made of a document; None where it came before intake was kept.

        Raises:
            UnknownDocument: no document has this slug.
        """
        with Session(self._engine) as session:
            row = session.get(DossierIntakeRow, document_row(session, slug).id)
            return None if row is None else _decoded(_of_intake(), row.content)

    def put_geography(self, slug: str, geography: Geography) -> None:
        """Keep what the geographic tables of a document hold.

        Raises:
            UnknownDocument: no document has this slug.
        """
        with storage_errors(self._path), Session(self._engine) as session, session.begin():
            number = document_row(session, slug).id
            session.merge(GeographyRow(document_id=number, content=geography_content(geography)))

    def geography(self, slug: str) -> Geography | None:
        """What the geographic tables of a document hold; None where it has none.

        Raises:
            UnknownDocument: no document has this slug.
        """
        with Session(self._engine) as session:
            row = session.get(GeographyRow, document_row(session, slug).id)
            return None if row is None else _decoded(_of_geography(), row.content)

    def geographies(self, slugs: Sequence[str]) -> dict[str, Geography]:
        """What the geographic tables of these documents hold, by slug in its order; those with none are left out."""
        query = select(DocumentRow.slug, GeographyRow.content).join(
            DocumentRow, DocumentRow.id == GeographyRow.document_id
        )
        wanted = set(slugs)
        if len(wanted) <= _FEW:  # a drawing of the layers is part of each row
            query = query.where(DocumentRow.slug.in_(wanted))
        with Session(self._engine) as session:
            rows = session.execute(query.order_by(DocumentRow.slug)).all()
        decoded = {slug: _decoded(_of_geography(), content) for slug, content in rows if slug in wanted}
        return {slug: geography for slug, geography in decoded.items() if geography is not None}


def geography_content(geography: Geography) -> JsonObject:
    """What a row of the database holds of it."""
    content: JsonObject = _of_geography().dump_python(geography, mode="json")
    return content


@cache
def _of_intake() -> TypeAdapter[DossierIntake]:
    return TypeAdapter(DossierIntake)


@cache
def _of_geography() -> TypeAdapter[Geography]:
    return TypeAdapter(Geography)


def _decoded(adapter: TypeAdapter[T], content: object) -> T | None:
    try:
        return adapter.validate_python(content)
    except ValidationError:
        return None
