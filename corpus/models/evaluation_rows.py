"""What the tool is measured by: manual analyses and trials."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from corpus.models.row_base import Base, now


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
