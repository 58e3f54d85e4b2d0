"""Answers, and the runs they come from."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import asdict, fields
from pathlib import Path

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from corpus.engine import storage_errors
from corpus.models.answer_rows import AnswerRow, CitationRow, RunRow
from corpus.models.document_rows import DocumentRow
from corpus.models.row_base import now
from corpus.revisions import Revisions
from corpus.row_lookup import document_row
from domain import Answer, Citation, Verdict
from domain.answer_codec import decode_answer, encode_record, encode_searched, encode_value, encode_warnings
from domain.json_types import JsonObject
from domain.once import MadeOnce

_CITATION = tuple(field.name for field in fields(Citation))
#: What the answers of a document are read from, and of how many documents they are kept: some 200 kB each.
_READ_FROM = ("document", "former_slug", "answer", "citation")
_KEPT = 24
_TOGETHER = 100  # documents whose answers are read in one query


class AnswerStore:
    """Keeps every answer ever given; the current one of a cell is the newest."""

    def __init__(self, engine: Engine, path: Path, revisions: Revisions):
        self._engine = engine
        self._path = path
        self._revisions = revisions
        self._numbered: MadeOnce[tuple[object, ...], dict[str, tuple[int, Answer]]] = MadeOnce(_KEPT)
        self._verdicts: MadeOnce[tuple[object, ...], dict[str, dict[str, tuple[int, Verdict]]]] = MadeOnce(1)

    def add(self, answer: Answer, *, key: str, run: str | None = None) -> int:
        """Store an answer with its citations, in one transaction; returns its number.

        ``key`` is the hash of all that the answer was made from (corpus, indicator, profile, model,
        prompt): asked again with the same key, the answer is found instead of made.
        """
        # Answers of cells are kept in memory by document; those to free questions never are.
        counted = self._revisions.of_documents(answer.document) if answer.indicator else self._revisions.unread()
        with counted, storage_errors(self._path), Session(self._engine) as session, session.begin():
            row = row_of_answer(answer, document_row(session, answer.document).id, key=key, run=run)
            session.add(row)
            session.flush()
            return row.id

    def find(self, document: str, key: str) -> Answer | None:
        """The newest answer made from exactly this, if there is one."""
        with Session(self._engine) as session:
            row = session.scalar(
                select(AnswerRow)
                .where(AnswerRow.document_id == document_row(session, document).id, AnswerRow.key == key)
                .order_by(AnswerRow.id.desc())
                .limit(1)
            )
            return None if row is None else _answer(row)

    def current(self, document: str) -> list[Answer]:
        """The newest answer of each indicator of a document, by indicator code."""
        return [answer for _, answer in self.numbered(document).values()]

    def numbered(self, document: str) -> dict[str, tuple[int, Answer]]:
        """As :meth:`current`, by indicator code, each answer with its number: what a review is of."""
        key = (document, *self._revisions.of(*_READ_FROM, document=document))
        return dict(self._numbered.get(key, lambda: self._read_numbered(document)))

    def _read_numbered(self, document: str) -> dict[str, tuple[int, Answer]]:
        with Session(self._engine) as session:
            return _numbered(session, [document_row(session, document).id]).get(document, {})

    def numbered_of(self, documents: Sequence[str]) -> dict[str, dict[str, tuple[int, Answer]]]:
        """As :meth:`numbered`, of many documents in a few queries; one that has no answer is absent."""
        found: dict[str, dict[str, tuple[int, Answer]]] = {}
        with Session(self._engine) as session:
            for start in range(0, len(documents), _TOGETHER):
                slugs = documents[start : start + _TOGETHER]
                owners = session.scalars(select(DocumentRow.id).where(DocumentRow.slug.in_(slugs))).all()
                found.update(_numbered(session, owners))
                session.expunge_all()  # the rows of one batch are not kept while the next is read
        return found

    def verdicts(self) -> dict[str, dict[str, tuple[int, Verdict]]]:
        """The newest verdict of every cell of every document, as {slug: {code: (number, verdict)}}, in one query.

        What is returned is shared: it is read, never changed.
        """
        return self._verdicts.get(self._revisions.of(*_READ_FROM), self._read_verdicts)

    def _read_verdicts(self) -> dict[str, dict[str, tuple[int, Verdict]]]:
        newest = (
            select(func.max(AnswerRow.id))
            .where(AnswerRow.indicator.is_not(None))
            .group_by(AnswerRow.document_id, AnswerRow.indicator)
        )
        query = (
            select(DocumentRow.slug, AnswerRow.indicator, AnswerRow.id, AnswerRow.verdict)
            .join(DocumentRow, DocumentRow.id == AnswerRow.document_id)
            .where(AnswerRow.id.in_(newest))
        )
        found: dict[str, dict[str, tuple[int, Verdict]]] = {}
        with Session(self._engine) as session:
            for slug, code, number, verdict in session.execute(query):
                found.setdefault(slug, {})[str(code)] = (number, Verdict(verdict))
        return found

    def by_number(self, number: int) -> Answer | None:
        """An answer by its number, current or not."""
        with Session(self._engine) as session:
            row = session.get(AnswerRow, number)
            return None if row is None else _answer(row)

    def start_run(self, kind: str, document: str | None, parameters: JsonObject) -> str:
        """Record the start of a run; returns its identifier."""
        identifier = uuid.uuid4().hex
        with storage_errors(self._path), Session(self._engine) as session, session.begin():
            session.add(RunRow(id=identifier, kind=kind, document=document, parameters=dict(parameters)))
        return identifier

    def finish_run(self, run: str, figures: JsonObject) -> None:
        """Record what a run came to. A run without an end was interrupted."""
        with storage_errors(self._path), Session(self._engine) as session, session.begin():
            row = session.get_one(RunRow, run)
            row.figures = dict(figures)
            row.finished_at = now()


def _numbered(session: Session, owners: Sequence[int]) -> dict[str, dict[str, tuple[int, Answer]]]:
    """The newest answer of each indicator of these documents, as {slug: {code: (number, answer)}}."""
    newest = (
        select(func.max(AnswerRow.id))
        .where(AnswerRow.document_id.in_(owners), AnswerRow.indicator.is_not(None))
        .group_by(AnswerRow.document_id, AnswerRow.indicator)
    )
    # The citations of all in one query, not one for each: a page of a cell reads them all.
    together = (joinedload(AnswerRow.document), selectinload(AnswerRow.citations))
    query = select(AnswerRow).where(AnswerRow.id.in_(newest)).order_by(AnswerRow.indicator).options(*together)
    found: dict[str, dict[str, tuple[int, Answer]]] = {}
    for row in session.scalars(query):
        found.setdefault(row.document.slug, {})[str(row.indicator)] = (row.id, _answer(row))
    return found


def _answer(row: AnswerRow) -> Answer:
    return decode_answer(
        {
            "document": row.document.slug,
            "indicator": row.indicator,
            "question": row.question,
            "verdict": row.verdict,
            "rationale": row.rationale,
            "values": row.values,
            "citations": [{name: getattr(citation, name) for name in _CITATION} for citation in row.citations],
            "searched": row.searched,
            "warnings": row.warnings,
            "llm": row.llm,
            "seconds": row.seconds,
            "record": row.record,
        }
    )


def row_of_answer(answer: Answer, document: int, *, key: str, run: str | None) -> AnswerRow:
    """The row of an answer of the document with this number, with its citations."""
    return AnswerRow(
        document_id=document,
        run_id=run,
        key=key,
        indicator=answer.indicator,
        question=answer.question,
        verdict=answer.verdict,
        rationale=answer.rationale,
        values=[encode_value(value) for value in answer.values],
        searched=encode_searched(answer.searched),
        warnings=encode_warnings(answer.warnings),
        llm=answer.llm,
        seconds=answer.seconds,
        record=encode_record(answer),
        citations=[
            CitationRow(position=position, **{**asdict(citation), "document": citation.document or answer.document})
            for position, citation in enumerate(answer.citations)
        ],
    )
