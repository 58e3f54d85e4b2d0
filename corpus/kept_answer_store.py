"""Answers to free questions that people keep."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from corpus.engine import storage_errors
from corpus.models.review_rows import KeptAnswerRow
from domain import Answer
from domain.answer_codec import decode_answer, encode_answer
from domain.errors import UnknownKeptAnswer
from domain.kept_answers import AnswerNote


class KeptAnswerStore:
    """Keeps answers by document, until a person lets them go."""

    def __init__(self, engine: Engine, path: Path):
        self._engine = engine
        self._path = path

    def add(
        self,
        documents: Sequence[str],
        text: str,
        answer: Answer,
        *,
        asked: int | None = None,
        note: str = "",
        useful: bool | None = None,
        person: str = "",
    ) -> AnswerNote:
        """Keep an answer; one question is kept once: again, its note and its usefulness are replaced."""
        with storage_errors(self._path), Session(self._engine, expire_on_commit=False) as session, session.begin():
            row = session.scalar(select(KeptAnswerRow).where(KeptAnswerRow.asked == asked)) if asked else None
            if row is None:
                row = KeptAnswerRow(documents=list(documents), asked=asked, text=text, answer=encode_answer(answer))
                session.add(row)
            row.note, row.useful, row.person = note, useful, person
            session.flush()
            return _kept(row)

    def change(self, number: int, note: str, useful: bool | None) -> AnswerNote:
        """Say otherwise of one what it is worth.

        Raises:
            UnknownKeptAnswer: there is none of this number.
        """
        with storage_errors(self._path), Session(self._engine, expire_on_commit=False) as session, session.begin():
            row = _row(session, number)
            row.note, row.useful = note, useful
            session.flush()
            return _kept(row)

    def get(self, number: int) -> AnswerNote:
        """One by its number.

        Raises:
            UnknownKeptAnswer: there is none of this number.
        """
        with Session(self._engine) as session:
            return _kept(_row(session, number))

    def all(self, documents: Sequence[str] = ()) -> list[AnswerNote]:
        """Those of these documents (of all, where none is named), oldest first."""
        with Session(self._engine) as session:
            found = [_kept(row) for row in session.scalars(select(KeptAnswerRow).order_by(KeptAnswerRow.id))]
        return [one for one in found if not documents or set(one.documents) & set(documents)]

    def of_questions(self, asked: Sequence[int]) -> dict[int, AnswerNote]:
        """Those of these questions, by the number of the question."""
        with Session(self._engine) as session:
            rows = session.scalars(select(KeptAnswerRow).where(KeptAnswerRow.asked.in_(asked)))
            return {row.asked: _kept(row) for row in rows if row.asked is not None}

    def remove(self, number: int) -> None:
        """Let one go.

        Raises:
            UnknownKeptAnswer: there is none of this number.
        """
        with storage_errors(self._path), Session(self._engine) as session, session.begin():
            session.delete(_row(session, number))


def _row(session: Session, number: int) -> KeptAnswerRow:
    row = session.get(KeptAnswerRow, number)
    if row is None:
        raise UnknownKeptAnswer(
            f"Aucune réponse gardée n'a le numéro {number}.", remedy="La liste : page « Réponses gardées »."
        )
    return row


def _kept(row: KeptAnswerRow) -> AnswerNote:
    return AnswerNote(
        number=row.id,
        documents=tuple(row.documents),
        asked=row.asked,
        text=row.text,
        answer=decode_answer(row.answer),
        note=row.note,
        useful=row.useful,
        person=row.person,
        created_at=row.created_at,
    )
