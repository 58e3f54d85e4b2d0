"""What became of all that stood on a page and in a file; sections that are not quoted say so."""

from __future__ import annotations

import json

import sqlalchemy as sa
from alembic import op

revision = 'ledger'
down_revision = 'good_practices'
branch_labels = None
depends_on = None

#: How the sections that are not quoted were called, in files without pages, and what became of their text.
ASIDE = {
    "Texte barré (non cité)": "struck",
    "Texte masqué (non cité)": "not_shown",
    "Texte supprimé par une révision (non cité)": "deleted",
    "Commentaires (non cités)": "comment",
}


def upgrade() -> None:
    """Bring the schema forward; a piece read before keeps no account of its file, until it is read again."""
    op.add_column('page', sa.Column('ledger', sa.JSON(), nullable=False, server_default='[]'))
    op.add_column('piece', sa.Column('ledger', sa.JSON(), nullable=True))
    connection = op.get_bind()
    page = sa.table('page', sa.column('id'), sa.column('number'), sa.column('label'), sa.column('text'))
    found = connection.execute(
        sa.select(page.c.id, page.c.label, page.c.text).where(page.c.number.is_(None), page.c.label.in_(list(ASIDE)))
    ).all()
    for identifier, label, text in found:
        entry = ["character", ASIDE[label], sum(map(len, text.split())), ""]
        connection.execute(
            sa.text("UPDATE page SET ledger = :ledger WHERE id = :id"),
            {"ledger": json.dumps([entry]), "id": identifier},
        )


def downgrade() -> None:
    """Go back one version."""
    with op.batch_alter_table('piece', schema=None) as batch_op:
        batch_op.drop_column('ledger')
    with op.batch_alter_table('page', schema=None) as batch_op:
        batch_op.drop_column('ledger')
