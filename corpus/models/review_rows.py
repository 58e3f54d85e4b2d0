"""What people decided, noted or picked, and the time that it took."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from corpus.models.answer_rows import AnswerRow
from corpus.models.row_base import Base, now


class ReviewRow(Base):
    """What a person decided about a cell, and how long it took.

    A decision is of the cell, named by slug and code: ``content`` holds the values and the evidence as they were
    decided (see :mod:`corpus.review_content`), and answers and documents may go without it. Nothing is overwritten:
    a later review of the cell ``replaces`` the former, and one alone is ``current``, which the database itself
    holds true.
    """

    __tablename__ = "review"
    __table_args__ = (
        Index("uq_review_current", "document", "indicator", unique=True, sqlite_where=text("current")),
        Index("ix_review_cell", "document", "indicator"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    answer_id: Mapped[int | None] = mapped_column(ForeignKey(AnswerRow.id, ondelete="SET NULL"), index=True)
    document: Mapped[str]
    indicator: Mapped[str]
    reviewer: Mapped[str]
    act: Mapped[str]
    decision: Mapped[str]
    verdict: Mapped[str | None]
    tool_verdict: Mapped[str | None]
    comment: Mapped[str | None]
    seconds: Mapped[float | None]
    content: Mapped[dict[str, Any]] = mapped_column(default=dict)
    replaces: Mapped[int | None]
    restores: Mapped[int | None]
    current: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime] = mapped_column(default=now)


class ClockRow(Base):
    """Time that a person spent on a cell, in a manual annotation or with the tool's answer.

    ``seconds`` is what was counted up to ``last_at``, the last heartbeat of the person's page. It names its document
    by slug: a time measured stays true when the document is read again.
    """

    __tablename__ = "clock"
    __table_args__ = (Index("ix_clock_cell", "document", "indicator"),)
    id: Mapped[str] = mapped_column(primary_key=True)
    document: Mapped[str]
    indicator: Mapped[str]
    person: Mapped[str]
    mode: Mapped[str]
    state: Mapped[str]
    seconds: Mapped[float] = mapped_column(default=0.0)
    idle_stops: Mapped[int] = mapped_column(default=0)
    started_at: Mapped[datetime]
    last_at: Mapped[datetime]
    stopped_at: Mapped[datetime | None]


class ManualCellRow(Base):
    """What a person noted of a cell from the document alone. It names its document, like an annotation."""

    __tablename__ = "manual_cell"
    __table_args__ = (UniqueConstraint("document", "indicator", "person"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    document: Mapped[str]
    indicator: Mapped[str]
    person: Mapped[str]
    verdict: Mapped[str | None]
    doubtful: Mapped[bool] = mapped_column(default=False)
    comment: Mapped[str | None]
    content: Mapped[dict[str, Any]]
    updated_at: Mapped[datetime] = mapped_column(default=now)


class QuestionRow(Base):
    """A free question that a person asked, and the answer as it was given.

    ``documents`` are the slugs that were asked; ``everywhere`` says that the person meant all of them.
    """

    __tablename__ = "question"
    id: Mapped[int] = mapped_column(primary_key=True)
    conversation: Mapped[str] = mapped_column(index=True)
    person: Mapped[str] = mapped_column(index=True)
    documents: Mapped[list[Any]]
    everywhere: Mapped[bool]
    text: Mapped[str]
    answer: Mapped[dict[str, Any]]
    created_at: Mapped[datetime] = mapped_column(default=now)


class KeptAnswerRow(Base):
    """An answer to a free question that a person keeps; ``asked`` is the question that it was given to.

    It names its documents by slug and holds its words: it stays when they are read again, or are gone.
    """

    __tablename__ = "kept_answer"
    id: Mapped[int] = mapped_column(primary_key=True)
    documents: Mapped[list[Any]]
    asked: Mapped[int | None] = mapped_column(index=True, unique=True)
    text: Mapped[str]
    answer: Mapped[dict[str, Any]]
    note: Mapped[str]
    useful: Mapped[bool | None]
    person: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(default=now)


class PracticeRow(Base):
    """A passage that a person picked as a good practice. It names its document by slug and holds its words."""

    __tablename__ = "good_practice"
    id: Mapped[int] = mapped_column(primary_key=True)
    document: Mapped[str] = mapped_column(index=True)
    indicator: Mapped[str | None]
    piece: Mapped[str]
    ordinal: Mapped[int]
    page: Mapped[int | None]
    label: Mapped[str | None]
    quote: Mapped[str]
    title: Mapped[str]
    theme: Mapped[str]
    tags: Mapped[list[Any]] = mapped_column(default=list)
    note: Mapped[str]
    tool: Mapped[str]
    person: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(default=now)
