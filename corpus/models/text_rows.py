"""What was read of a piece: pages, tables, sentences, passages."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from corpus.models.document_rows import PieceRow
from corpus.models.row_base import Base


class PageRow(Base):
    """A page: its physical number, printed label, cleaned text, whether it could be read, what stood on it."""

    __tablename__ = "page"
    # Counting the pages read of every document must not touch their texts.
    __table_args__ = (UniqueConstraint("piece_id", "ordinal"), Index("ix_page_status", "piece_id", "status"))
    id: Mapped[int] = mapped_column(primary_key=True)
    piece_id: Mapped[int] = mapped_column(ForeignKey(PieceRow.id, ondelete="CASCADE"))
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
    piece_id: Mapped[int] = mapped_column(ForeignKey(PieceRow.id, ondelete="CASCADE"))
    ordinal: Mapped[int]
    words: Mapped[list[Any]]


class TableRowsRow(Base):
    """A ruled table of a page: HTML for display, and its rows as [start, end, text]."""

    __tablename__ = "page_table"
    __table_args__ = (UniqueConstraint("piece_id", "ordinal", "position"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    piece_id: Mapped[int] = mapped_column(ForeignKey(PieceRow.id, ondelete="CASCADE"))
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
    piece_id: Mapped[int] = mapped_column(ForeignKey(PieceRow.id, ondelete="CASCADE"))
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
    piece_id: Mapped[int] = mapped_column(ForeignKey(PieceRow.id, ondelete="CASCADE"))
    position: Mapped[int]
    section: Mapped[list[Any]]
    text: Mapped[str]
    first_position: Mapped[int]
    last_position: Mapped[int]
    first_ordinal: Mapped[int]
    last_ordinal: Mapped[int]
    provision: Mapped[str | None]
    provision_number: Mapped[str | None]
