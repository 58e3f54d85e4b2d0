"""Long work, and the files that it made."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Mapped, mapped_column

from corpus.models.row_base import Base, now


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
