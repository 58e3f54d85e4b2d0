"""Alembic's entry point: runs migrations on the connection that corpus.engine hands over."""

from __future__ import annotations

from alembic import context

from corpus.models import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
