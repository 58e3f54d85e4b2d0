"""The manual analysis as people make it here, cell by cell; an index that counts pages without their text."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = 'analysis_by_hand'
down_revision = 'questions_asked'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
    op.create_table('manual_cell',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('document', sa.String(), nullable=False),
    sa.Column('indicator', sa.String(), nullable=False),
    sa.Column('person', sa.String(), nullable=False),
    sa.Column('verdict', sa.String(), nullable=True),
    sa.Column('doubtful', sa.Boolean(), nullable=False),
    sa.Column('comment', sa.String(), nullable=True),
    sa.Column('content', sa.JSON(), nullable=False),
    sa.Column('updated_at', sa.DateTime(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_manual_cell')),
    sa.UniqueConstraint('document', 'indicator', 'person', name=op.f('uq_manual_cell_document'))
    )
    with op.batch_alter_table('page', schema=None) as batch_op:
        batch_op.create_index('ix_page_status', ['piece_id', 'status'], unique=False)


def downgrade() -> None:
    """Go back one version."""
    with op.batch_alter_table('page', schema=None) as batch_op:
        batch_op.drop_index('ix_page_status')
    op.drop_table('manual_cell')
