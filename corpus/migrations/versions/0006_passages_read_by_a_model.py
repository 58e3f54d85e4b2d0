"""What a language model made of each passage, where it reads them all."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = 'passages_read_by_a_model'
down_revision = 'analysis_by_hand'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
    op.create_table('mark',
    sa.Column('passage_id', sa.String(), nullable=False),
    sa.Column('space', sa.String(), nullable=False),
    sa.Column('odds', sa.Double(), nullable=False),
    sa.ForeignKeyConstraint(['passage_id'], ['passage.id'], name=op.f('fk_mark_passage_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('passage_id', 'space', name=op.f('pk_mark'))
    )


def downgrade() -> None:
    """Go back one version."""
    op.drop_table('mark')
