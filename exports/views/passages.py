"""What a search found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from domain import Hit
from exports.table import Column, Table
from exports.wording import place_text


def passages_table(text: str, hits: Sequence[Hit], titles: Mapping[str, str]) -> Table:
    """One row a passage, the nearest first.

    Args:
        text: What was looked for.
        hits: What was found.
        titles: Titles of the documents by slug.
    """
    rows = []
    for rank, hit in enumerate(hits, start=1):
        passage = hit.passage
        pages = "" if passage.first_page is None else str(passage.first_page)
        if passage.last_page is not None and passage.last_page != passage.first_page:
            pages = f"{pages} à {passage.last_page}"
        also = "\n".join(
            f"{titles.get(one.document, one.document)} : {place_text(one.piece, one.first_page, one.label)}"
            for one in hit.also
        )
        rows.append(
            (
                rank,
                titles.get(passage.document, passage.document),
                passage.piece,
                pages,
                passage.label or "",
                " › ".join(passage.section),
                passage.text,
                also,
            )
        )
    names = list(dict.fromkeys(titles.values()))
    return Table(
        name="Recherche",
        subject=f"« {text} »",
        columns=(
            Column("Rang", 7, centred=True), Column("Document", 24), Column("Pièce", 20),
            Column("Page", 9, centred=True), Column("Page imprimée", 11, centred=True),
            Column("Titre au-dessus", 26), Column("Passage", 80), Column("Même texte ailleurs", 24),
        ),
        rows=tuple(rows),
        about=(
            ("Recherche", f"« {text} »"),
            ("Documents", "\n".join(names)),
            ("Ordre", "Le passage le plus proche de ce qui est cherché d'abord."),
        ),
    )  # fmt: skip
