"""What people decided about cells: one current decision a cell, and nothing overwritten, seen or unseen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, Row, Select, Text, delete, func, select, type_coerce
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from corpus.engine import storage_errors
from corpus.models.review_rows import ReviewRow
from corpus.review_content import content_to_json, evidence_of, read_content, values_of
from corpus.revisions import Revisions
from corpus.row_lookup import document_row
from domain import Decision, DecisionEvidence, Review, ReviewAct, Value, Verdict
from domain.errors import ReviewConflict
from domain.once import MadeOnce

_TOGETHER = 100  # documents whose reviews are read in one query
_KEPT = 24  # documents whose reviews are kept


@dataclass(frozen=True, slots=True)
class ReviewDraft:
    """A review before it is kept; see :class:`domain.Review` for the fields."""

    answer: int | None
    reviewer: str
    decision: Decision
    verdict: Verdict | None
    comment: str | None = None
    seconds: float | None = None
    values: tuple[Value, ...] = ()
    evidence: tuple[DecisionEvidence, ...] = ()
    tool_verdict: Verdict | None = None
    act: ReviewAct = ReviewAct.DECIDE
    restores: int | None = None


class ReviewStore:
    """Keeps every review ever made; one of a cell is current."""

    def __init__(self, engine: Engine, path: Path, revisions: Revisions):
        self._engine = engine
        self._path = path
        self._revisions = revisions
        self._all_last: MadeOnce[tuple[int, ...], dict[str, dict[str, Review]]] = MadeOnce(1)
        self._last: MadeOnce[tuple[object, ...], dict[str, Review]] = MadeOnce(_KEPT)

    def put(self, document: str, indicator: str, draft: ReviewDraft, seen: int | None) -> Review:
        """Keep a review as the current one of its cell.

        Args:
            document: Slug.
            indicator: Code.
            draft: The review.
            seen: Number of the review that the person had before their eyes, None when there was none.

        Raises:
            ReviewConflict: the current review is another one; nothing was changed.
            UnknownDocument: the document was renamed or deleted in this instant; nothing was changed.
        """
        own = self._revisions.of_documents(document)
        with own, storage_errors(self._path), Session(self._engine, expire_on_commit=False) as session:
            try:
                former = session.scalar(_current(document, indicator))
                if (former.id if former else None) != seen:
                    raise self._conflict(document, indicator)
                if former is not None:
                    former.current = False
                    session.flush()
                row = ReviewRow(
                    answer_id=draft.answer,
                    document=document,
                    indicator=indicator,
                    reviewer=draft.reviewer,
                    act=draft.act,
                    decision=draft.decision,
                    verdict=draft.verdict,
                    tool_verdict=draft.tool_verdict,
                    comment=draft.comment,
                    seconds=draft.seconds,
                    content=content_to_json(draft.values, draft.evidence),
                    replaces=seen,
                    restores=draft.restores,
                )
                session.add(row)
                session.flush()
                document_row(session, document)  # seen from within the write: a decision never hangs on a former slug
                session.commit()
                return _review(row)
            except IntegrityError as error:  # two people at the same instant: the database keeps the first
                session.rollback()
                raise self._conflict(document, indicator) from error

    def current(self, document: str) -> dict[str, Review]:
        """The decision that stands on each decided cell of a document, by indicator; withdrawn ones are left out."""
        return {code: review for code, review in self.last(document).items() if review.decision is not Decision.RETIRE}

    def last(self, document: str) -> dict[str, Review]:
        """The last act on each cell of a document, by indicator, withdrawals included: what a later act must name."""
        key = (document, *self._revisions.of("review", document=document))
        return dict(self._last.get(key, lambda: self.last_of([document]).get(document, {})))

    def all_last(self) -> dict[str, dict[str, Review]]:
        """As :meth:`last`, of every document, as {slug: {code: review}}, in one query.

        What is returned is shared: it is read, never changed.
        """
        return self._all_last.get(self._revisions.of("review"), self._read_all_last)

    def _read_all_last(self) -> dict[str, dict[str, Review]]:
        found: dict[str, dict[str, Review]] = {}
        with Session(self._engine) as session:
            for row in session.execute(_stored().where(ReviewRow.current).order_by(ReviewRow.indicator)):
                found.setdefault(row.document, {})[row.indicator] = _read(row)
        return found

    def last_of(self, documents: Sequence[str]) -> dict[str, dict[str, Review]]:
        """As :meth:`last`, of these documents; one without any act is absent."""
        found: dict[str, dict[str, Review]] = {}
        with Session(self._engine) as session:
            for start in range(0, len(documents), _TOGETHER):
                chosen = ReviewRow.document.in_(documents[start : start + _TOGETHER])
                for row in session.execute(_stored().where(chosen, ReviewRow.current).order_by(ReviewRow.indicator)):
                    found.setdefault(row.document, {})[row.indicator] = _read(row)
        return found

    def history(self, document: str, indicator: str) -> list[Review]:
        """Every review of a cell, newest first."""
        with Session(self._engine) as session:
            query = _stored().where(ReviewRow.document == document, ReviewRow.indicator == indicator)
            return [_read(row) for row in session.execute(query.order_by(ReviewRow.id.desc()))]

    def all_of(self, document: str) -> list[Review]:
        """Every review ever made of any cell of a document, oldest first."""
        with Session(self._engine) as session:
            return [
                _read(row)
                for row in session.execute(_stored().where(ReviewRow.document == document).order_by(ReviewRow.id))
            ]

    def all_of_several(self, documents: Sequence[str]) -> dict[str, list[Review]]:
        """As :meth:`all_of`, of these documents, each with a list."""
        found: dict[str, list[Review]] = {slug: [] for slug in documents}
        with Session(self._engine) as session:
            for start in range(0, len(documents), _TOGETHER):
                chosen = ReviewRow.document.in_(documents[start : start + _TOGETHER])
                for row in session.execute(_stored().where(chosen).order_by(ReviewRow.id)):
                    found[row.document].append(_read(row))
        return found

    def count(self, document: str) -> int:
        """How many cells of a document have a decision that stands."""
        with Session(self._engine) as session:
            query = select(func.count()).select_from(ReviewRow)
            standing = ReviewRow.current & (ReviewRow.decision != Decision.RETIRE)
            return session.scalar(query.where(ReviewRow.document == document, standing)) or 0

    def forget(self, document: str) -> int:
        """Delete every decision ever made on a document, for a person who asks for exactly that; returns how many."""
        own = self._revisions.of_documents(document)
        with own, storage_errors(self._path), Session(self._engine) as session, session.begin():
            gone = session.scalars(delete(ReviewRow).where(ReviewRow.document == document).returning(ReviewRow.id))
            return len(gone.all())

    def _conflict(self, document: str, indicator: str) -> ReviewConflict:
        with Session(self._engine) as session:
            row = session.scalar(_current(document, indicator))
            where = f"{document} / {indicator}"
            if row is None:
                return ReviewConflict(
                    "Cette case n'a plus la relecture que vous aviez sous les yeux.", None, where=where
                )
            review = _review(row)
            who = review.reviewer or "une autre personne"
            return ReviewConflict(f"Cette case a été relue entre-temps par {who}.", review, where=where)


def _current(document: str, indicator: str) -> Any:
    return select(ReviewRow).where(
        ReviewRow.document == document, ReviewRow.indicator == indicator, ReviewRow.current
    )  # fmt: skip


def _stored() -> Select[Any]:
    """Reviews as plain rows, their content as its text: what was decided does not change, and is decoded once."""
    columns = [column for column in ReviewRow.__table__.columns if column.key != "content"]
    return select(*columns, type_coerce(ReviewRow.content, Text).label("content"))


def _read(row: Row[Any]) -> Review:
    return _made(row, *read_content(row.content))


def _review(row: ReviewRow) -> Review:
    return _made(row, values_of(row.content), evidence_of(row.content))


def _made(row: ReviewRow | Row[Any], values: tuple[Value, ...], evidence: tuple[DecisionEvidence, ...]) -> Review:
    return Review(
        id=row.id,
        document=row.document,
        indicator=row.indicator,
        answer=row.answer_id,
        reviewer=row.reviewer,
        act=ReviewAct(row.act),
        decision=Decision(row.decision),
        verdict=Verdict(row.verdict) if row.verdict else None,
        tool_verdict=Verdict(row.tool_verdict) if row.tool_verdict else None,
        values=values,
        evidence=evidence,
        comment=row.comment,
        seconds=row.seconds,
        replaces=row.replaces,
        restores=row.restores,
        current=row.current,
        created_at=row.created_at,
    )
