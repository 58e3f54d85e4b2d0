"""Procedure, scope and codes of documents, titles of pieces, and what intake and geographic tables tell."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = 'dossier_intake'
down_revision = 'former_slugs'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
    with op.batch_alter_table('document', schema=None) as batch_op:
        batch_op.add_column(sa.Column('procedure', sa.String(), nullable=True))
        batch_op.add_column(sa.Column('procedure_number', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('scope', sa.String(), nullable=True))
        batch_op.add_column(sa.Column('identifier', sa.String(), nullable=True))
        batch_op.add_column(sa.Column('authority', sa.String(), nullable=True))
        batch_op.add_column(sa.Column('communes', sa.JSON(), server_default='[]', nullable=False))
        batch_op.create_index(batch_op.f('ix_document_identifier'), ['identifier'], unique=False)
        batch_op.create_index(batch_op.f('ix_document_authority'), ['authority'], unique=False)
    with op.batch_alter_table('piece', schema=None) as batch_op:
        batch_op.add_column(sa.Column('title', sa.String(), nullable=True))
    for name in ('dossier_intake', 'geography'):
        op.create_table(name,
        sa.Column('document_id', sa.Integer(), nullable=False),
        sa.Column('content', sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ['document_id'], ['document.id'], name=op.f(f'fk_{name}_document_id'), ondelete='CASCADE'
        ),
        sa.PrimaryKeyConstraint('document_id', name=op.f(f'pk_{name}'))
        )


def downgrade() -> None:
    """Go back one version."""
    op.drop_table('geography')
    op.drop_table('dossier_intake')
    with op.batch_alter_table('piece', schema=None) as batch_op:
        batch_op.drop_column('title')
    with op.batch_alter_table('document', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_document_authority'))
        batch_op.drop_index(batch_op.f('ix_document_identifier'))
        for column in ('communes', 'authority', 'identifier', 'scope', 'procedure_number', 'procedure'):
            batch_op.drop_column(column)
