"""Alembic's entry point: runs migrations on the connection that corpus.engine hands over."""

from __future__ import annotations

from alembic import context

from corpus.models.all_rows import all_tables

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=all_tables(),
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
