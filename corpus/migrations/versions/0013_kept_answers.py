"""Answers to free questions that people keep as notes on documents."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = 'kept_answers'
down_revision = 'sentence_rest'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
    op.create_table('kept_answer',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('documents', sa.JSON(), nullable=False),
    sa.Column('asked', sa.Integer(), nullable=True),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('answer', sa.JSON(), nullable=False),
    sa.Column('note', sa.String(), nullable=False),
    sa.Column('useful', sa.Boolean(), nullable=True),
    sa.Column('person', sa.String(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_kept_answer'))
    )
    with op.batch_alter_table('kept_answer', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_kept_answer_asked'), ['asked'], unique=True)


def downgrade() -> None:
    """Go back one version."""
    op.drop_table('kept_answer')
