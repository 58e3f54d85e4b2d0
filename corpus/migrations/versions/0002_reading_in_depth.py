"""What a page is made of, recognised words, tables, provisions, versions of a plan, stages of a job."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = 'reading_in_depth'
down_revision = '0001'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
    # Columns are added in place: rebuilding a table would cascade its deletion to what hangs on it.
    op.add_column('document', sa.Column('plan', sa.String(), nullable=True))
    op.add_column('document', sa.Column('version', sa.String(), nullable=True))
    op.create_index('ix_document_plan', 'document', ['plan'])
    op.add_column('piece', sa.Column('kind_given', sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column('page', sa.Column('kind', sa.String(), nullable=False, server_default='text'))
    op.add_column('page', sa.Column('triage', sa.String(), nullable=True))
    op.add_column('page', sa.Column('confidence', sa.Double(), nullable=True))
    op.add_column('page', sa.Column('removed', sa.JSON(), nullable=False, server_default='[]'))
    op.add_column('sentence', sa.Column('row', sa.String(), nullable=True))
    op.add_column('passage', sa.Column('provision', sa.String(), nullable=True))
    op.add_column('passage', sa.Column('provision_number', sa.String(), nullable=True))
    op.add_column('citation', sa.Column('confidence', sa.Double(), nullable=True))
    op.add_column('job', sa.Column('stage_started_at', sa.DateTime(), nullable=True))
    op.create_table('recognition',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('piece_id', sa.Integer(), nullable=False),
    sa.Column('ordinal', sa.Integer(), nullable=False),
    sa.Column('words', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['piece_id'], ['piece.id'], name=op.f('fk_recognition_piece_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_recognition')),
    sa.UniqueConstraint('piece_id', 'ordinal', name=op.f('uq_recognition_piece_id'))
    )
    op.create_table('page_table',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('piece_id', sa.Integer(), nullable=False),
    sa.Column('ordinal', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('html', sa.String(), nullable=False),
    sa.Column('rows', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['piece_id'], ['piece.id'], name=op.f('fk_page_table_piece_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_page_table')),
    sa.UniqueConstraint('piece_id', 'ordinal', 'position', name=op.f('uq_page_table_piece_id'))
    )


def downgrade() -> None:
    """Take the schema back."""
    op.drop_table('page_table')
    op.drop_table('recognition')
    op.drop_index('ix_document_plan', 'document')
    for table, column in (
        ('job', 'stage_started_at'), ('citation', 'confidence'), ('passage', 'provision_number'),
        ('passage', 'provision'), ('sentence', 'row'), ('page', 'removed'), ('page', 'confidence'),
        ('page', 'triage'), ('page', 'kind'), ('piece', 'kind_given'), ('document', 'version'), ('document', 'plan'),
    ):
        op.drop_column(table, column)
