"""What a search found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from domain import Hit
from exports.file_text import place_text
from exports.table import Column, Content, Table


@dataclass(frozen=True, slots=True)
class ExactPlace:
    """A place where the words looked for stand as they are, with the text around it."""

    document: str
    piece: str
    page: int | None
    label: str | None
    text: str
    last_page: int | None = None


def passages_table(
    text: str, hits: Sequence[Hit], titles: Mapping[str, str], exact: Sequence[ExactPlace] = ()
) -> Table:
    """Exact occurrences in the order of the document, then one row a passage, the nearest first.

    Args:
        text: What was looked for.
        hits: Passages that are near.
        titles: Titles of the documents by slug.
        exact: Where the words stand as they are.
    """
    rows: list[tuple[Content, ...]] = [
        (
            "Occurrence exacte", rank, titles.get(one.document, one.document), one.piece,
            _pages(one.page, one.last_page), one.label or "", "", one.text, "",
        )
        for rank, one in enumerate(exact, start=1)
    ]  # fmt: skip
    for rank, hit in enumerate(hits, start=1):
        passage = hit.passage
        pages = _pages(passage.first_page, passage.last_page)
        also = "\n".join(
            f"{titles.get(one.document, one.document)} : {place_text(one.piece, one.first_page, one.label)}"
            for one in hit.also
        )
        rows.append(
            (
                "Passage proche",
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
            Column("Trouvé", 12), Column("Rang", 7, centred=True), Column("Document", 24), Column("Pièce", 20),
            Column("Page", 9, centred=True), Column("Page imprimée", 11, centred=True),
            Column("Titre au-dessus", 26), Column("Passage", 80), Column("Même texte ailleurs", 24),
        ),
        rows=tuple(rows),
        about=(
            ("Recherche", f"« {text} »"),
            ("Documents", "\n".join(names)),
            ("Occurrences exactes", str(len(exact))),
            ("Ordre", "Les occurrences exactes dans l'ordre du dossier, puis les passages, le plus proche d'abord."),
        ),
    )  # fmt: skip


def _pages(first: int | None, last: int | None) -> str:
    """« 12 », « 12 à 13 »; empty in a file without pages."""
    if first is None:
        return ""
    return str(first) if last in (None, first) else f"{first} à {last}"
