"""Answers, and the runs they come from."""

from __future__ import annotations

import uuid
from dataclasses import asdict

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from corpus.answer_lists import AnswerLists
from corpus.engine import storage_errors
from corpus.models.answer_rows import AnswerRow, CitationRow, RunRow
from corpus.models.row_base import now
from corpus.plain_reads import PlainReads
from corpus.revisions import Revisions
from corpus.row_lookup import document_row
from domain import Answer
from domain.answer_codec import encode_record, encode_searched, encode_value, encode_warnings
from domain.json_types import JsonObject


class AnswerStore(AnswerLists):
    """Keeps every answer ever given, and finds them again."""

    def __init__(self, reads: PlainReads, engine: Engine, revisions: Revisions):
        super().__init__(reads, revisions)
        self._engine = engine
        self._path = reads.database

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
