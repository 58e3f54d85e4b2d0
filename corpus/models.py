"""The tables of the corpus, as SQLAlchemy models.

Identity of a passage is derived from its content (see :func:`domain.identity.passage_id`), so that
writing it twice changes nothing. Answers copy the words and page of what they cite instead of
pointing at rows: an answer stays readable, and traceable by its corpus hash, after a piece changed.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, MetaData, UniqueConstraint, text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


def now() -> datetime:
    """Current time in UTC, without time zone: SQLite keeps none."""
    return datetime.now(UTC).replace(tzinfo=None, microsecond=0)


class Base(DeclarativeBase):
    """Base of all tables; the naming convention lets migrations name every constraint."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_name)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {dict[str, Any]: JSON, list[Any]: JSON}  # noqa: RUF012 - SQLAlchemy's own form


class DocumentRow(Base):
    """A planning document, as its user described it."""

    __tablename__ = "document"
    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str]
    kind: Mapped[str | None]
    territory: Mapped[str | None]
    stage: Mapped[str | None]
    date: Mapped[date | None]
    plan: Mapped[str | None] = mapped_column(index=True)
    version: Mapped[str | None]
    procedure: Mapped[str | None]
    procedure_number: Mapped[int | None]
    scope: Mapped[str | None]
    identifier: Mapped[str | None] = mapped_column(index=True)
    authority: Mapped[str | None] = mapped_column(index=True)
    communes: Mapped[list[Any]] = mapped_column(default=list, server_default="[]")
    departments: Mapped[list[Any]] = mapped_column(default=list, server_default="[]")
    created_at: Mapped[datetime] = mapped_column(default=now)
    pieces: Mapped[list[PieceRow]] = relationship(
        back_populates="document", cascade="all, delete-orphan", passive_deletes=True, order_by="PieceRow.position"
    )


class DossierIntakeRow(Base):
    """What the files of a document told of it, each guess with its reason (``corpus.intake_content``)."""

    __tablename__ = "dossier_intake"
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id", ondelete="CASCADE"), primary_key=True)
    content: Mapped[dict[str, Any]]


class GeographyRow(Base):
    """What the geographic tables of a document hold: hectares by zone and prescription, and a map."""

    __tablename__ = "geography"
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id", ondelete="CASCADE"), primary_key=True)
    content: Mapped[dict[str, Any]]


class FormerSlugRow(Base):
    """What a document was called before it was renamed; ``step`` is how far the renaming is (:class:`RenameStep`)."""

    __tablename__ = "former_slug"
    former: Mapped[str] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(index=True)
    step: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(default=now)


class PieceRow(Base):
    """One file of a document. ``indexed_by`` is set once all its passages are in both indexes.

    ``ledger`` (:mod:`corpus.ledger_content`) is None where the version that read it kept no account.
    """

    __tablename__ = "piece"
    __table_args__ = (UniqueConstraint("document_id", "name"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id", ondelete="CASCADE"), index=True)
    name: Mapped[str]
    filename: Mapped[str]
    sha256: Mapped[str] = mapped_column(index=True)
    size: Mapped[int]
    media_type: Mapped[str]
    kind: Mapped[str]
    reader: Mapped[str]
    position: Mapped[int]
    warnings: Mapped[list[Any]] = mapped_column(default=list)
    indexed_by: Mapped[str | None]
    kind_given: Mapped[bool] = mapped_column(default=False)
    title: Mapped[str | None]
    ledger: Mapped[list[Any] | None]
    document: Mapped[DocumentRow] = relationship(back_populates="pieces")


class PageRow(Base):
    """A page: its physical number, printed label, cleaned text, whether it could be read, what stood on it."""

    __tablename__ = "page"
    # Counting the pages read of every document must not touch their texts.
    __table_args__ = (UniqueConstraint("piece_id", "ordinal"), Index("ix_page_status", "piece_id", "status"))
    id: Mapped[int] = mapped_column(primary_key=True)
    piece_id: Mapped[int] = mapped_column(ForeignKey("piece.id", ondelete="CASCADE"))
    ordinal: Mapped[int]
    number: Mapped[int | None]
    label: Mapped[str | None]
    text: Mapped[str]
    status: Mapped[str]
    reason: Mapped[str | None]
    kind: Mapped[str] = mapped_column(default="text")
    triage: Mapped[str | None]
    confidence: Mapped[float | None]
    removed: Mapped[list[Any]] = mapped_column(default=list)
    ledger: Mapped[list[Any]] = mapped_column(default=list, server_default="[]")


class RecognitionRow(Base):
    """The words of a page that was read from an image, as [start, end, x0, y0, x1, y1, confidence]."""

    __tablename__ = "recognition"
    __table_args__ = (UniqueConstraint("piece_id", "ordinal"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    piece_id: Mapped[int] = mapped_column(ForeignKey("piece.id", ondelete="CASCADE"))
    ordinal: Mapped[int]
    words: Mapped[list[Any]]


class TableRowsRow(Base):
    """A ruled table of a page: HTML for display, and its rows as [start, end, text]."""

    __tablename__ = "page_table"
    __table_args__ = (UniqueConstraint("piece_id", "ordinal", "position"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    piece_id: Mapped[int] = mapped_column(ForeignKey("piece.id", ondelete="CASCADE"))
    ordinal: Mapped[int]
    position: Mapped[int]
    html: Mapped[str]
    rows: Mapped[list[Any]]


class SentenceRow(Base):
    """A sentence as offsets in its page's text; ``boxes`` are filled when they are first asked for.

    ``rest_ordinal``, ``rest_start``, ``rest_end`` and ``rest_cuts_word`` are those of its part on the next page, where
    it goes on there.
    """

    __tablename__ = "sentence"
    __table_args__ = (UniqueConstraint("piece_id", "position"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    piece_id: Mapped[int] = mapped_column(ForeignKey("piece.id", ondelete="CASCADE"))
    position: Mapped[int]
    ordinal: Mapped[int]
    start: Mapped[int]
    end: Mapped[int]
    row: Mapped[str | None]
    boxes: Mapped[list[Any] | None]
    rest_ordinal: Mapped[int | None]
    rest_start: Mapped[int | None]
    rest_end: Mapped[int | None]
    rest_cuts_word: Mapped[bool | None]


class PassageRow(Base):
    """A run of sentences, the unit that is embedded and indexed."""

    __tablename__ = "passage"
    __table_args__ = (UniqueConstraint("piece_id", "position"),)
    id: Mapped[str] = mapped_column(primary_key=True)
    piece_id: Mapped[int] = mapped_column(ForeignKey("piece.id", ondelete="CASCADE"))
    position: Mapped[int]
    section: Mapped[list[Any]]
    text: Mapped[str]
    first_position: Mapped[int]
    last_position: Mapped[int]
    first_ordinal: Mapped[int]
    last_ordinal: Mapped[int]
    provision: Mapped[str | None]
    provision_number: Mapped[str | None]


class RelevanceRow(Base):
    """What a language model made of a passage that it read for a question: log-odds of « oui ».

    ``space`` names the model and the words of the question; a passage that goes takes its scores along.
    """

    __tablename__ = "mark"
    passage_id: Mapped[str] = mapped_column(ForeignKey("passage.id", ondelete="CASCADE"), primary_key=True)
    space: Mapped[str] = mapped_column(primary_key=True)
    odds: Mapped[float]


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
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id", ondelete="CASCADE"))
    run_id: Mapped[str | None] = mapped_column(ForeignKey("run.id", ondelete="SET NULL"))
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
    """A verbatim quote of an answer, and where it stands."""

    __tablename__ = "citation"
    id: Mapped[int] = mapped_column(primary_key=True)
    answer_id: Mapped[int] = mapped_column(ForeignKey("answer.id", ondelete="CASCADE"), index=True)
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
    answer_id: Mapped[int | None] = mapped_column(ForeignKey("answer.id", ondelete="SET NULL"), index=True)
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


class TrialRow(Base):
    """An answer made to study the tool or the grid; it is never an answer of the document.

    ``key`` says from what it was made, so that an interrupted study goes on where it was.
    """

    __tablename__ = "trial"
    __table_args__ = (UniqueConstraint("key"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str]
    kind: Mapped[str]
    document: Mapped[str]
    indicator: Mapped[str]
    variant: Mapped[str]
    answer: Mapped[dict[str, Any]]
    created_at: Mapped[datetime] = mapped_column(default=now)


class GoldVersionRow(Base):
    """A version of the manual analysis; its cells are the annotations of the same digest."""

    __tablename__ = "gold"
    digest: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    origin: Mapped[str]
    cells: Mapped[int]
    details: Mapped[dict[str, Any]] = mapped_column(default=dict)
    created_at: Mapped[datetime] = mapped_column(default=now)


class AnnotationRow(Base):
    """One cell of a manual (gold) analysis. It names its document, which may not be ingested yet."""

    __tablename__ = "annotation"
    __table_args__ = (UniqueConstraint("gold_digest", "document", "indicator", "annotator"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    gold_digest: Mapped[str]
    document: Mapped[str]
    indicator: Mapped[str]
    annotator: Mapped[str] = mapped_column(default="")
    verdict: Mapped[str]
    minutes: Mapped[float | None]
    content: Mapped[dict[str, Any]]
    created_at: Mapped[datetime] = mapped_column(default=now)


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


class DeliverableRow(Base):
    """A file that was made to be handed in; ``content`` says from which documents, answers and decisions."""

    __tablename__ = "deliverable"
    id: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str]
    form: Mapped[str]
    filename: Mapped[str]
    sha256: Mapped[str]
    person: Mapped[str]
    content: Mapped[dict[str, Any]]
    made_at: Mapped[datetime] = mapped_column(default=now)


class JobRow(Base):
    """Long work with progress; the queue of work is this table, so it survives a restart."""

    __tablename__ = "job"
    id: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str]
    payload: Mapped[dict[str, Any]]
    status: Mapped[str] = mapped_column(index=True, default="queued")
    stage: Mapped[str | None]
    stage_started_at: Mapped[datetime | None]
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    attempts: Mapped[int] = mapped_column(default=0)
    result: Mapped[dict[str, Any] | None]
    error: Mapped[dict[str, Any] | None]
    created_at: Mapped[datetime] = mapped_column(default=now)
    started_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
