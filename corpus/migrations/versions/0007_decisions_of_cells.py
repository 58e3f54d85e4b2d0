"""A decision is of its cell and holds all that it said: answers and documents may go without it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = 'decisions_of_cells'
down_revision = 'passages_read_by_a_model'
branch_labels = None
depends_on = None

_KEPT_PERTINENCE = 2  # what a quote kept as the tool gave it was worth in a gold before


def upgrade() -> None:
    """Bring the schema forward; what a review left to its answer is copied into it."""
    with op.batch_alter_table('review', schema=None) as batch_op:
        batch_op.add_column(sa.Column('act', sa.String(), nullable=False, server_default='decide'))
        batch_op.add_column(sa.Column('tool_verdict', sa.String(), nullable=True))
        batch_op.add_column(sa.Column('restores', sa.Integer(), nullable=True))
    _fill(op.get_bind())
    with op.batch_alter_table('review', schema=None) as batch_op:
        batch_op.drop_index('uq_review_current')
        batch_op.alter_column('act', existing_type=sa.String(), server_default=None)
        batch_op.alter_column('answer_id', existing_type=sa.Integer(), nullable=True)
        batch_op.drop_constraint('fk_review_answer_id', type_='foreignkey')
        batch_op.create_foreign_key('fk_review_answer_id', 'answer', ['answer_id'], ['id'], ondelete='SET NULL')
    with op.batch_alter_table('review', schema=None) as batch_op:
        batch_op.create_index('uq_review_current', ['document', 'indicator'], unique=True, sqlite_where=sa.text('current'))


def downgrade() -> None:
    """Go back one version; decisions whose answer is gone cannot be kept there, and the full contents stay."""
    op.execute("DELETE FROM review WHERE answer_id IS NULL OR decision = 'retire'")
    with op.batch_alter_table('review', schema=None) as batch_op:
        batch_op.drop_index('uq_review_current')
        batch_op.drop_constraint('fk_review_answer_id', type_='foreignkey')
        batch_op.create_foreign_key('fk_review_answer_id', 'answer', ['answer_id'], ['id'], ondelete='CASCADE')
        batch_op.alter_column('answer_id', existing_type=sa.Integer(), nullable=False)
        for name in ('restores', 'tool_verdict', 'act'):
            batch_op.drop_column(name)
    with op.batch_alter_table('review', schema=None) as batch_op:
        batch_op.create_index('uq_review_current', ['document', 'indicator'], unique=True, sqlite_where=sa.text('current'))


def _fill(connection: sa.Connection) -> None:
    reviews = connection.execute(
        sa.text(
            'SELECT r.id, r.content, r.document, r.answer_id, a.verdict, a."values" FROM review r '
            "LEFT JOIN answer a ON a.id = r.answer_id"
        )
    ).all()
    for number, content, document, answer, verdict, values in reviews:
        cited = connection.execute(
            sa.text(
                "SELECT piece, page, label, quote, ordinal, start, \"end\", confidence FROM citation "
                "WHERE answer_id = :answer ORDER BY position"
            ),
            {"answer": answer},
        ).mappings().all()  # fmt: skip
        full = _full(
            _json(content) or {},
            [{"document": document, **value} for value in _json(values) or []],
            [{**dict(citation), "document": document} for citation in cited],
            document,
        )
        connection.execute(
            sa.text("UPDATE review SET content = :content, tool_verdict = :verdict WHERE id = :number"),
            {"content": json.dumps(full, ensure_ascii=False), "verdict": verdict, "number": number},
        )


def _json(stored: Any) -> Any:
    return json.loads(stored) if isinstance(stored, str) else stored


def _full(
    content: Mapping[str, Any], values: Sequence[Mapping[str, Any]], cited: Sequence[Mapping[str, Any]], document: str
) -> dict[str, Any]:
    """The content of a review with what it kept of its answer: None said « those of the answer »."""
    given, evidence = content.get("values"), content.get("evidence")
    return {
        "version": 1,
        "values": [dict(value) for value in values] if given is None else _placed(given, values, document),
        "evidence": [
            {**citation, "pertinence": _KEPT_PERTINENCE} for citation in cited
        ] if evidence is None else [_evidence(one, cited, document) for one in evidence],
    }  # fmt: skip


def _placed(
    given: Sequence[Mapping[str, Any]], values: Sequence[Mapping[str, Any]], document: str
) -> list[dict[str, Any]]:
    """Each value of a person with the place of the answer's value that it repeats, where there is one."""
    left = [dict(value) for value in values]
    placed = []
    for one in given:
        said = {"value": one["value"], "unit": one.get("unit"), "label": one.get("label")}
        same = next((value for value in left if all(value.get(name) == said[name] for name in said)), None)
        if same is not None:
            left.remove(same)
        placed.append({**(same or {"piece": "", "page": None, "document": document}), **said})
    return placed


def _evidence(one: Mapping[str, Any], cited: Sequence[Mapping[str, Any]], document: str) -> dict[str, Any]:
    """A citation that a person kept or gave; what was not of the answer is found again by its words when it is read."""
    page, quote = one.get("page"), one.get("quote") or ""
    same = next(
        (each for each in cited if (each["piece"], each["page"], each["quote"]) == (one["piece"], page, quote)), None
    )
    unknown = {
        "piece": one["piece"], "page": page, "label": None, "quote": quote, "ordinal": page or 0, "start": 0, "end": 0,
        "confidence": None, "document": document,
    }  # fmt: skip
    return {**(same or unknown), "pertinence": int(one.get("pertinence") or 3)}
