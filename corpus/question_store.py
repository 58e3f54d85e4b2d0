"""Free questions as people asked them, by conversation, with the answers that they were given."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import Engine, delete, func, select
from sqlalchemy.orm import Session

from corpus.engine import storage_errors
from corpus.models.review_rows import QuestionRow
from corpus.revisions import Revisions
from domain import Answer, AskedQuestion, Conversation
from domain.answer_codec import decode_answer, encode_answer
from domain.errors import UnknownConversation


class QuestionStore:
    """Keeps the questions of everyone; a person's own are found by the name that they gave."""

    def __init__(self, engine: Engine, path: Path, revisions: Revisions):
        self._engine = engine
        self._path = path
        self._revisions = revisions

    def add(
        self,
        conversation: str,
        person: str,
        documents: Sequence[str],
        text: str,
        answer: Answer,
        *,
        everywhere: bool = False,
    ) -> AskedQuestion:
        """Keep a question with its answer, as the last of its conversation."""
        unread = self._revisions.unread()
        with unread, storage_errors(self._path), Session(self._engine, expire_on_commit=False) as session:
            row = QuestionRow(
                conversation=conversation,
                person=person,
                documents=list(documents),
                everywhere=everywhere,
                text=text,
                answer=encode_answer(answer),
            )
            session.add(row)
            session.commit()
            return _asked(row)

    def conversations(self, person: str, limit: int = 100) -> list[Conversation]:
        """A person's conversations, the last used first."""
        with Session(self._engine) as session:
            first, last = func.min(QuestionRow.id), func.max(QuestionRow.created_at)
            groups = session.execute(
                select(QuestionRow.conversation, func.count(), last, first)
                .where(QuestionRow.person == person)
                .group_by(QuestionRow.conversation)
                .order_by(last.desc(), first.desc())
                .limit(limit)
            ).all()
            texts = dict(
                session.execute(
                    select(QuestionRow.id, QuestionRow.text).where(QuestionRow.id.in_([group[3] for group in groups]))
                ).all()
            )
            return [Conversation(name, texts[begun], count, when) for name, count, when, begun in groups]

    def get(self, number: int) -> AskedQuestion | None:
        """A question by its number; None where it was forgotten, or never asked."""
        with Session(self._engine) as session:
            row = session.get(QuestionRow, number)
            return _asked(row) if row is not None else None

    def of(self, conversation: str) -> list[AskedQuestion]:
        """The questions of a conversation, oldest first.

        Raises:
            UnknownConversation: there is none of this name.
        """
        with Session(self._engine) as session:
            rows = session.scalars(
                select(QuestionRow).where(QuestionRow.conversation == conversation).order_by(QuestionRow.id)
            ).all()
            if not rows:
                raise UnknownConversation("Cette conversation n'existe pas, ou plus.")
            return [_asked(row) for row in rows]

    def remove(self, conversation: str) -> None:
        """Forget a conversation.

        Raises:
            UnknownConversation: there is none of this name.
        """
        with storage_errors(self._path), Session(self._engine) as session, session.begin():
            gone = session.execute(
                delete(QuestionRow).where(QuestionRow.conversation == conversation).returning(QuestionRow.id)
            ).all()
            if not gone:
                raise UnknownConversation("Cette conversation n'existe pas, ou plus.")


def _asked(row: QuestionRow) -> AskedQuestion:
    return AskedQuestion(
        id=row.id,
        conversation=row.conversation,
        person=row.person,
        documents=tuple(row.documents),
        everywhere=row.everywhere,
        text=row.text,
        answer=decode_answer(row.answer),
        created_at=row.created_at,
    )
