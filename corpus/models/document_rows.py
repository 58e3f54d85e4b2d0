"""Documents and their pieces, with what their files told."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from corpus.models.row_base import Base, now


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
