"""What the reference base is made from and restored to, in a few queries for any number of documents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from corpus.answer_store import row_of_answer
from corpus.engine import storage_errors
from corpus.intake_store import geography_content
from corpus.models.answer_rows import AnswerRow, RunRow
from corpus.models.document_rows import DocumentRow, GeographyRow, PieceRow
from corpus.models.review_rows import PracticeRow, ReviewRow
from corpus.models.text_rows import PageRow
from corpus.review_content import content_to_json
from domain import Answer, Geography, Review
from domain.errors import UsageError
from domain.json_types import JsonObject
from domain.practices import GoodPractice


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """The key of an answer and when it was made, by its number."""

    number: int
    key: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class KeptPiece:
    """A piece without its text."""

    document: str
    name: str
    filename: str
    kind: str
    sha256: str
    size: int
    media_type: str
    position: int
    reader: str
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KeptPage:
    """A page; ``text`` is None where it is not given."""

    document: str
    piece: str
    ordinal: int
    number: int | None
    label: str | None
    status: str
    kind: str
    text: str | None


@dataclass(frozen=True, slots=True)
class KeptDocument:
    """A document as it was described."""

    slug: str
    title: str
    kind: str | None
    territory: str | None
    stage: str | None
    date: date | None
    plan: str | None
    version: str | None
    procedure: str | None
    procedure_number: int | None
    scope: str | None
    identifier: str | None
    authority: str | None
    communes: tuple[str, ...]
    created_at: datetime
    departments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KeptRun:
    """An evaluation as stored; its codec reads it."""

    id: str
    started_at: datetime
    finished_at: datetime | None
    parameters: JsonObject
    figures: JsonObject | None


@dataclass(frozen=True, slots=True)
class RestoredAnswer:
    """An answer to put back."""

    answer: Answer
    key: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Restored:
    """Everything that an import puts back, in one transaction.

    ``reviews`` have numbers of their own (``id``, ``replaces``, ``restores``, and ``answer`` as the rank of an
    answer, from 0): they get new ones.
    """

    documents: tuple[KeptDocument, ...]
    pieces: tuple[KeptPiece, ...]
    pages: tuple[KeptPage, ...]
    answers: tuple[RestoredAnswer, ...]
    reviews: tuple[Review, ...]
    practices: tuple[GoodPractice, ...]
    runs: tuple[KeptRun, ...]
    geographies: tuple[tuple[str, Geography], ...] = ()


class ReferenceStore:
    """Reads and restores in bulk."""

    def __init__(self, engine: Engine, path: Path):
        self._engine = engine
        self._path = path

    def answers(self, slugs: Sequence[str]) -> dict[int, KeptAnswer]:
        """Key and date of the newest answer of each cell of these documents, by number."""
        wanted = set(slugs)
        newest = (
            select(func.max(AnswerRow.id))
            .where(AnswerRow.indicator.is_not(None))
            .group_by(AnswerRow.document_id, AnswerRow.indicator)
        )
        query = (
            select(DocumentRow.slug, AnswerRow.id, AnswerRow.key, AnswerRow.created_at)
            .join(DocumentRow, DocumentRow.id == AnswerRow.document_id)
            .where(AnswerRow.id.in_(newest))
        )
        with Session(self._engine) as session:
            return {
                number: KeptAnswer(number, key, created)
                for slug, number, key, created in session.execute(query)
                if slug in wanted
            }

    def pieces(self, slugs: Sequence[str]) -> list[KeptPiece]:
        """The pieces of these documents."""
        query = select(DocumentRow.slug, PieceRow).join(DocumentRow, DocumentRow.id == PieceRow.document_id)
        with Session(self._engine) as session:
            rows = session.execute(query.order_by(DocumentRow.slug, PieceRow.position, PieceRow.id)).all()
            return [
                KeptPiece(
                    slug, row.name, row.filename, row.kind, row.sha256, row.size, row.media_type, row.position,
                    row.reader, tuple(str(one) for one in row.warnings),
                )
                for slug, row in rows
                if slug in set(slugs)
            ]  # fmt: skip

    def pages(self, slugs: Sequence[str]) -> Iterator[KeptPage]:
        """The pages of these documents, without their text."""
        query = (
            select(
                DocumentRow.slug, PieceRow.name, PageRow.ordinal, PageRow.number, PageRow.label, PageRow.status,
                PageRow.kind,
            )
            .join(PieceRow, PieceRow.id == PageRow.piece_id)
            .join(DocumentRow, DocumentRow.id == PieceRow.document_id)
            .order_by(DocumentRow.slug, PieceRow.position, PieceRow.id, PageRow.ordinal)
        )  # fmt: skip
        wanted = set(slugs)
        with Session(self._engine) as session:
            yield from (KeptPage(*row, None) for row in session.execute(query) if row[0] in wanted)

    def texts(self, places: set[tuple[str, str, int]]) -> dict[tuple[str, str, int], str]:
        """The texts of these pages (document, piece, ordinal)."""
        by_piece: dict[tuple[str, str], list[int]] = {}
        for document, piece, ordinal in places:
            by_piece.setdefault((document, piece), []).append(ordinal)
        found: dict[tuple[str, str, int], str] = {}
        with Session(self._engine) as session:
            for (document, piece), ordinals in by_piece.items():
                query = (
                    select(PageRow.ordinal, PageRow.text)
                    .join(PieceRow, PieceRow.id == PageRow.piece_id)
                    .join(DocumentRow, DocumentRow.id == PieceRow.document_id)
                    .where(DocumentRow.slug == document, PieceRow.name == piece, PageRow.ordinal.in_(ordinals[:900]))
                )
                found |= {(document, piece, ordinal): text for ordinal, text in session.execute(query)}
        return found

    def runs(self, kind: str) -> list[KeptRun]:
        """The finished runs of a kind, oldest first."""
        query = select(RunRow).where(RunRow.kind == kind, RunRow.finished_at.is_not(None))
        with Session(self._engine) as session:
            return [
                KeptRun(row.id, row.started_at, row.finished_at, row.parameters, row.figures)
                for row in session.scalars(query.order_by(RunRow.started_at, RunRow.id))
            ]

    def restore(self, content: Restored, run_kind: str) -> None:
        """Put everything back, or nothing.

        Raises:
            UsageError: one of the documents is already there.
        """
        with storage_errors(self._path), Session(self._engine) as session, session.begin():
            here = set(session.scalars(select(DocumentRow.slug)))
            taken = sorted(here & {one.slug for one in content.documents})
            if taken:
                raise UsageError(
                    f"Ces dossiers sont déjà là : {', '.join(taken[:5])}. Rien n'a été importé.",
                    remedy="Importez dans une installation vide (--data-dir), ou supprimez ces dossiers d'abord.",
                )
            documents = {
                one.slug: DocumentRow(
                    **(asdict(one) | {"communes": list(one.communes), "departments": list(one.departments)})
                )
                for one in content.documents
            }
            session.add_all(documents.values())
            session.flush()
            self._texts(session, content, documents)
            session.add_all(
                GeographyRow(document_id=documents[slug].id, content=geography_content(geography))
                for slug, geography in content.geographies
            )
            answers = []
            for one in content.answers:
                row = row_of_answer(one.answer, documents[one.answer.document].id, key=one.key, run=None)
                row.created_at = one.created_at
                answers.append(row)
            session.add_all(answers)
            session.flush()
            self._reviews(session, content, [row.id for row in answers])
            session.add_all(_practice_row(one) for one in content.practices)
            known = set(session.scalars(select(RunRow.id)))
            session.add_all(
                RunRow(
                    id=one.id, kind=run_kind, document=None, parameters=dict(one.parameters),
                    figures=dict(one.figures) if one.figures is not None else None, started_at=one.started_at,
                    finished_at=one.finished_at,
                )
                for one in content.runs
                if one.id not in known
            )  # fmt: skip

    @staticmethod
    def _texts(session: Session, content: Restored, documents: dict[str, DocumentRow]) -> None:
        pieces = {}
        for one in content.pieces:
            given = asdict(one) | {"warnings": list(one.warnings)}
            given.pop("document")
            pieces[one.document, one.name] = PieceRow(document_id=documents[one.document].id, **given)
        session.add_all(pieces.values())
        session.flush()
        session.add_all(
            PageRow(
                piece_id=pieces[page.document, page.piece].id, ordinal=page.ordinal, number=page.number,
                label=page.label, text=page.text or "", status=page.status, kind=page.kind, removed=[],
            )
            for page in content.pages
        )  # fmt: skip

    @staticmethod
    def _reviews(session: Session, content: Restored, answers: Sequence[int]) -> None:
        numbers: dict[int, int] = {}
        for one in content.reviews:
            row = ReviewRow(
                answer_id=answers[one.answer] if one.answer is not None else None,
                document=one.document,
                indicator=one.indicator,
                reviewer=one.reviewer,
                act=one.act,
                decision=one.decision,
                verdict=one.verdict,
                tool_verdict=one.tool_verdict,
                comment=one.comment,
                seconds=one.seconds,
                content=content_to_json(one.values, one.evidence),
                replaces=numbers.get(one.replaces) if one.replaces is not None else None,
                restores=numbers.get(one.restores) if one.restores is not None else None,
                current=one.current,
                created_at=one.created_at,
            )
            session.add(row)
            session.flush()
            numbers[one.id] = row.id


def _practice_row(one: GoodPractice) -> PracticeRow:
    given = asdict(replace(one)) | {"tags": list(one.tags)}
    given.pop("number")
    return PracticeRow(**given)
