"""What was read of a document, page by page, and what was not, with the reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from exports.table import Column, Table


@dataclass(frozen=True, slots=True)
class ReadingRow:
    """A page of a piece, or what stood in the file as a whole (``page`` is then empty)."""

    piece: str
    page: str
    state: str
    account: str
    aside: str


def reading_table(rows: Sequence[ReadingRow], *, subject: str) -> Table:
    """One row a page, in the order of the document."""
    return Table(
        name="Compte rendu de lecture",
        subject=subject,
        columns=(
            Column("Pièce", 28), Column("Page", 18), Column("État", 34), Column("Ce qu'il y avait", 60),
            Column("Texte mis de côté, jamais cité", 60),
        ),
        rows=tuple((row.piece, row.page, row.state, row.account, row.aside) for row in rows),
        about=(
            ("Contenu", "Une ligne par page, et une par fichier pour ce qui n'est sur aucune page."),
            ("Caractères", "Comptés sans les espaces."),
        ),
    )  # fmt: skip
