"""Departments of a document whose communes are not known."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = 'departments'
down_revision = 'kept_answers'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
    with op.batch_alter_table('document', schema=None) as batch_op:
        batch_op.add_column(sa.Column('departments', sa.JSON(), server_default='[]', nullable=False))


def downgrade() -> None:
    """Go back one version."""
    with op.batch_alter_table('document', schema=None) as batch_op:
        batch_op.drop_column('departments')
