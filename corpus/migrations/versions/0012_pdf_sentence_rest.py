"""Sentences that go on over the end of their page."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = 'sentence_rest'
down_revision = 'ledger'
branch_labels = None
depends_on = None

COLUMNS = ('rest_ordinal', 'rest_start', 'rest_end')


def upgrade() -> None:
    """Bring the schema forward."""
    with op.batch_alter_table('sentence', schema=None) as batch_op:
        for column in COLUMNS:
            batch_op.add_column(sa.Column(column, sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('rest_cuts_word', sa.Boolean(), nullable=True))


def downgrade() -> None:
    """Go back one version."""
    with op.batch_alter_table('sentence', schema=None) as batch_op:
        batch_op.drop_column('rest_cuts_word')
        for column in reversed(COLUMNS):
            batch_op.drop_column(column)
