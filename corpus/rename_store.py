"""The slug of a document changes in one transaction, with all that names it; what it was called before is kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, Engine, String, cast, delete, or_, select, text, update
from sqlalchemy.orm import InstrumentedAttribute, Session

from corpus.engine import storage_errors
from corpus.models.answer_rows import AnswerRow, CitationRow, RunRow
from corpus.models.document_rows import FormerSlugRow, PieceRow
from corpus.models.evaluation_rows import AnnotationRow, GoldVersionRow, TrialRow
from corpus.models.review_rows import ClockRow, KeptAnswerRow, ManualCellRow, PracticeRow, QuestionRow, ReviewRow
from corpus.models.text_rows import PassageRow
from corpus.models.work_rows import DeliverableRow, JobRow
from corpus.renamed_content import NewNames, RenameStep
from corpus.row_lookup import document_row
from domain.errors import StorageError
from domain.identity import passage_id


@dataclass(frozen=True, slots=True)
class UnfinishedRenaming:
    """A renaming that was begun, from one slug to another."""

    former: str
    slug: str
    step: RenameStep


class RenameStore:
    """Renames documents, and knows what they were called."""

    def __init__(self, engine: Engine, path: Path):
        self._engine = engine
        self._path = path

    def now(self, former: str) -> str | None:
        """What the document is called now that once had this slug; None where none had, or where it is gone."""
        with Session(self._engine) as session:
            row = session.get(FormerSlugRow, former)
            return row.slug if row is not None and row.step != RenameStep.BEGUN else None

    def unfinished(self) -> list[UnfinishedRenaming]:
        """Renamings that were cut short, oldest first."""
        with Session(self._engine) as session:
            query = select(FormerSlugRow).where(FormerSlugRow.step != RenameStep.DONE)
            rows = session.scalars(query.order_by(FormerSlugRow.created_at, FormerSlugRow.former))
            return [UnfinishedRenaming(row.former, row.slug, RenameStep(row.step)) for row in rows]

    def begin(self, former: str, slug: str) -> None:
        """Note that a document is going to be renamed, before anything else of it changes."""
        with storage_errors(self._path), Session(self._engine) as session, session.begin():
            session.merge(FormerSlugRow(former=former, slug=slug, step=RenameStep.BEGUN))

    def finish(self, former: str) -> None:
        """Note that nothing is left to do; a renaming that never took place is forgotten."""
        with storage_errors(self._path), Session(self._engine) as session, session.begin():
            row = session.get_one(FormerSlugRow, former)
            if row.step == RenameStep.BEGUN:
                session.delete(row)
            else:
                row.step = RenameStep.DONE

    def new_passages(self, former: str, slug: str) -> dict[str, str]:
        """The ids that the passages of a document will have under another slug, by those that they have.

        Raises:
            UnknownDocument: no document has the former slug.
        """
        with Session(self._engine) as session:
            return _new_passages(session, document_row(session, former).id, slug)

    def rename(self, names: NewNames) -> None:
        """Give a document its new slug, and its new name to all that names it, in one transaction.

        Raises:
            UnknownDocument: no document has the former slug.
            StorageError: the text of the document changed since its passages were listed; nothing was renamed.
        """
        with storage_errors(self._path), Session(self._engine) as session, session.begin():
            row = document_row(session, names.former)
            row.slug = names.slug
            if row.title == names.former:  # it was never given a title
                row.title = names.slug
            session.flush()
            # Within the transaction only: what a model made of a passage names its passage, and follows it.
            session.execute(text("PRAGMA defer_foreign_keys = ON"))
            if _new_passages(session, row.id, names.slug) != dict(names.passages):
                raise StorageError(
                    "Le dossier a changé pendant qu'il était renommé ; rien n'a été renommé.",
                    where=names.former,
                    remedy="Recommencez.",
                )
            _rename_passages(session, names.passages)
            _rename_columns(session, names)
            for column, which in _stored_json(row.id, names):
                _rewrite(session, column, which, names)
            _rename_golds(session, names)
            session.execute(delete(FormerSlugRow).where(FormerSlugRow.former == names.slug))
            session.execute(update(FormerSlugRow).where(FormerSlugRow.slug == names.former).values(slug=names.slug))
            session.merge(FormerSlugRow(former=names.former, slug=names.slug, step=RenameStep.RENAMED))


def _new_passages(session: Session, document: int, slug: str) -> dict[str, str]:
    rows = session.execute(
        select(PassageRow.id, PieceRow.name, PieceRow.sha256, PassageRow.position, PassageRow.text)
        .join(PieceRow, PieceRow.id == PassageRow.piece_id)
        .where(PieceRow.document_id == document)
    )
    return {old: passage_id(slug, piece, sha256, position, said) for old, piece, sha256, position, said in rows}


def _rename_passages(session: Session, passages: Mapping[str, str]) -> None:
    pairs = [{"old": old, "new": new} for old, new in passages.items()]
    if pairs:
        session.execute(text("UPDATE passage SET id = :new WHERE id = :old"), pairs)
        session.execute(text("UPDATE mark SET passage_id = :new WHERE passage_id = :old"), pairs)


def _rename_columns(session: Session, names: NewNames) -> None:
    for table in (CitationRow, ReviewRow, ClockRow, ManualCellRow, TrialRow, RunRow, PracticeRow):
        session.execute(update(table).where(table.document == names.former).values(document=names.slug))


def _stored_json(document: int, names: NewNames) -> Iterator[tuple[InstrumentedAttribute[Any], ColumnElement[bool]]]:
    """The columns of JSON that may name the document, each with the rows that may."""
    of_answers = AnswerRow.document_id == document
    yield AnswerRow.values, of_answers
    yield AnswerRow.record, of_answers
    yield ReviewRow.content, ReviewRow.document == names.slug
    yield ManualCellRow.content, ManualCellRow.document == names.slug
    asked = _mentions(QuestionRow.documents, names)
    yield QuestionRow.answer, asked
    yield QuestionRow.documents, asked
    kept = _mentions(KeptAnswerRow.documents, names)
    yield KeptAnswerRow.answer, kept
    yield KeptAnswerRow.documents, kept
    for column in (
        RunRow.parameters,
        RunRow.figures,
        JobRow.payload,
        JobRow.result,
        GoldVersionRow.details,
        DeliverableRow.content,
    ):
        yield column, _mentions(column, names)


def _mentions(column: InstrumentedAttribute[Any], names: NewNames) -> ColumnElement[bool]:
    # A slug holds no character that JSON would escape, so it stands between quotes as it is; so does a digest.
    said = cast(column, String)
    return or_(*(said.contains(f'"{name}"', autoescape=True) for name in (names.former, *names.golds)))


def _rewrite(session: Session, column: InstrumentedAttribute[Any], which: ColumnElement[bool], names: NewNames) -> None:
    """Bring one column to the new names; a list of slugs stands without the name of its field."""
    for row in session.scalars(select(column.class_).where(which)).all():
        content = getattr(row, column.key)
        if content is not None:
            setattr(row, column.key, names.in_json({column.key: content})[column.key])
    session.flush()


def _rename_golds(session: Session, names: NewNames) -> None:
    """Give the cells of versions of the gold their new document, and the versions their new digests."""
    for old, new in names.golds.items():
        known = session.get(GoldVersionRow, new) is not None
        if known:  # the same cells were imported under the new slug too: one version says it
            session.execute(delete(AnnotationRow).where(AnnotationRow.gold_digest == old))
            session.execute(delete(GoldVersionRow).where(GoldVersionRow.digest == old))
            continue
        session.execute(
            update(AnnotationRow)
            .where(AnnotationRow.gold_digest == old, AnnotationRow.document == names.former)
            .values(document=names.slug)
        )
        session.execute(update(AnnotationRow).where(AnnotationRow.gold_digest == old).values(gold_digest=new))
        session.execute(update(GoldVersionRow).where(GoldVersionRow.digest == old).values(digest=new))
