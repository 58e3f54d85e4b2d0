"""Free questions and their answers, by conversation and person."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = 'questions_asked'
down_revision = 'reviews_clocks_trials_gold'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
    op.create_table('question',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('conversation', sa.String(), nullable=False),
    sa.Column('person', sa.String(), nullable=False),
    sa.Column('documents', sa.JSON(), nullable=False),
    sa.Column('everywhere', sa.Boolean(), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('answer', sa.JSON(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_question'))
    )
    with op.batch_alter_table('question', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_question_conversation'), ['conversation'], unique=False)
        batch_op.create_index(batch_op.f('ix_question_person'), ['person'], unique=False)


def downgrade() -> None:
    """Go back one version."""
    op.drop_table('question')
