"""Citations of sentences that go on over the end of their page, with the part on the other page."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = 'whole_quotes'
down_revision = 'departments'
branch_labels = None
depends_on = None

COLUMNS = ('before', 'after')


def upgrade() -> None:
    """Bring the schema forward."""
    with op.batch_alter_table('citation', schema=None) as batch_op:
        for column in COLUMNS:
            batch_op.add_column(sa.Column(column, sa.JSON(), nullable=True))


def downgrade() -> None:
    """Go back one version."""
    with op.batch_alter_table('citation', schema=None) as batch_op:
        for column in reversed(COLUMNS):
            batch_op.drop_column(column)
