"""What the tool made of documents: runs, answers with their citations."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from corpus.models.document_rows import DocumentRow
from corpus.models.row_base import Base, now


class RunRow(Base):
    """One pass over indicators, or one evaluation, with what is needed to trace its figures."""

    __tablename__ = "run"
    id: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str]
    document: Mapped[str | None] = mapped_column(index=True)
    parameters: Mapped[dict[str, Any]] = mapped_column(default=dict)
    figures: Mapped[dict[str, Any] | None]
    started_at: Mapped[datetime] = mapped_column(default=now)
    finished_at: Mapped[datetime | None]


class AnswerRow(Base):
    """An answer to an indicator or to a free question. ``key`` says from what it was made."""

    __tablename__ = "answer"
    __table_args__ = (Index("ix_answer_cell", "document_id", "indicator"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey(DocumentRow.id, ondelete="CASCADE"))
    run_id: Mapped[str | None] = mapped_column(ForeignKey(RunRow.id, ondelete="SET NULL"))
    key: Mapped[str] = mapped_column(index=True)
    indicator: Mapped[str | None]
    question: Mapped[str | None]
    verdict: Mapped[str]
    rationale: Mapped[str]
    values: Mapped[list[Any]]
    searched: Mapped[dict[str, Any]]
    warnings: Mapped[list[Any]]
    llm: Mapped[str]
    seconds: Mapped[float]
    record: Mapped[dict[str, Any]]
    created_at: Mapped[datetime] = mapped_column(default=now)
    document: Mapped[DocumentRow] = relationship()
    citations: Mapped[list[CitationRow]] = relationship(
        cascade="all, delete-orphan", passive_deletes=True, order_by="CitationRow.position"
    )


class CitationRow(Base):
    """A verbatim quote of an answer, and where it stands.

    ``before`` and ``after`` are the parts of its sentences on other pages, as fields of :class:`domain.CitedPart`.
    """

    __tablename__ = "citation"
    id: Mapped[int] = mapped_column(primary_key=True)
    answer_id: Mapped[int] = mapped_column(ForeignKey(AnswerRow.id, ondelete="CASCADE"), index=True)
    position: Mapped[int]
    document: Mapped[str]
    piece: Mapped[str]
    page: Mapped[int | None]
    label: Mapped[str | None]
    quote: Mapped[str]
    ordinal: Mapped[int]
    start: Mapped[int]
    end: Mapped[int]
    confidence: Mapped[float | None]
    before: Mapped[dict[str, Any] | None]
    after: Mapped[dict[str, Any] | None]
