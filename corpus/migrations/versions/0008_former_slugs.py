"""What documents were called before: old addresses lead on, and a renaming cut short is finished."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = 'former_slugs'
down_revision = 'decisions_of_cells'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
    op.create_table('former_slug',
    sa.Column('former', sa.String(), nullable=False),
    sa.Column('slug', sa.String(), nullable=False),
    sa.Column('step', sa.String(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.PrimaryKeyConstraint('former', name=op.f('pk_former_slug'))
    )
    with op.batch_alter_table('former_slug', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_former_slug_slug'), ['slug'], unique=False)


def downgrade() -> None:
    """Go back one version."""
    op.drop_table('former_slug')
