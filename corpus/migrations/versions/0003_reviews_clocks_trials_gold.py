"""One current review a cell; clocks, trials of studies and versions of the gold."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = 'reviews_clocks_trials_gold'
down_revision = 'reading_in_depth'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward. A review kept before becomes its cell's current one if it is the newest."""
    with op.batch_alter_table('review', schema=None) as batch_op:
        batch_op.add_column(sa.Column('document', sa.String(), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('indicator', sa.String(), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('content', sa.JSON(), nullable=False, server_default='{}'))
        batch_op.add_column(sa.Column('replaces', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('current', sa.Boolean(), nullable=False, server_default='0'))
    op.execute(
        "UPDATE review SET document = (SELECT d.slug FROM answer a JOIN document d ON d.id = a.document_id "
        "WHERE a.id = review.answer_id), indicator = COALESCE((SELECT a.indicator FROM answer a "
        "WHERE a.id = review.answer_id), '')"
    )
    op.execute(
        "UPDATE review SET current = 1 WHERE indicator <> '' AND id = (SELECT MAX(o.id) FROM review o "
        "WHERE o.document = review.document AND o.indicator = review.indicator)"
    )
    with op.batch_alter_table('review', schema=None) as batch_op:
        batch_op.alter_column('document', existing_type=sa.String(), server_default=None)
        batch_op.alter_column('indicator', existing_type=sa.String(), server_default=None)
        batch_op.alter_column('content', existing_type=sa.JSON(), server_default=None)
        batch_op.alter_column('current', existing_type=sa.Boolean(), server_default=None)
        batch_op.create_index('ix_review_cell', ['document', 'indicator'], unique=False)
        batch_op.create_index('uq_review_current', ['document', 'indicator'], unique=True, sqlite_where=sa.text('current'))

    op.create_table('clock',
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('document', sa.String(), nullable=False),
    sa.Column('indicator', sa.String(), nullable=False),
    sa.Column('person', sa.String(), nullable=False),
    sa.Column('mode', sa.String(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('seconds', sa.Double(), nullable=False),
    sa.Column('idle_stops', sa.Integer(), nullable=False),
    sa.Column('started_at', sa.DateTime(), nullable=False),
    sa.Column('last_at', sa.DateTime(), nullable=False),
    sa.Column('stopped_at', sa.DateTime(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_clock'))
    )
    with op.batch_alter_table('clock', schema=None) as batch_op:
        batch_op.create_index('ix_clock_cell', ['document', 'indicator'], unique=False)

    op.create_table('trial',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('document', sa.String(), nullable=False),
    sa.Column('indicator', sa.String(), nullable=False),
    sa.Column('variant', sa.String(), nullable=False),
    sa.Column('answer', sa.JSON(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_trial')),
    sa.UniqueConstraint('key', name=op.f('uq_trial_key'))
    )
    op.create_table('gold',
    sa.Column('digest', sa.String(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('origin', sa.String(), nullable=False),
    sa.Column('cells', sa.Integer(), nullable=False),
    sa.Column('details', sa.JSON(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.PrimaryKeyConstraint('digest', name=op.f('pk_gold'))
    )


def downgrade() -> None:
    """Take the schema back."""
    op.drop_table('gold')
    op.drop_table('trial')
    with op.batch_alter_table('clock', schema=None) as batch_op:
        batch_op.drop_index('ix_clock_cell')
    op.drop_table('clock')
    with op.batch_alter_table('review', schema=None) as batch_op:
        batch_op.drop_index('uq_review_current')
        batch_op.drop_index('ix_review_cell')
        for name in ('current', 'replaces', 'content', 'indicator', 'document'):
            batch_op.drop_column(name)
