"""How documents, numbers and durations look in a terminal: they say the same as the JSON, in plain French."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table
from rich.text import Text

from domain.territories import department_names

if TYPE_CHECKING:
    from corpus.deleted_store import DeletedDocument
    from domain import DocumentInfo


def number(value: float) -> str:
    """A number as French readers write it: 1250.5 -> « 1 250,5 »."""
    text = f"{value:,.6f}".rstrip("0").rstrip(".")
    return text.replace(",", "\u202f").replace(".", ",")


def duration(seconds: float) -> str:
    """A duration in words: 75 -> « 1 min 15 s »."""
    if seconds < 60:
        return f"{number(round(seconds, 1))} s"
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest:02d} s"


def deleted_documents(out: Console, found: Sequence[DeletedDocument]) -> None:
    """Documents that are gone, with the work that is kept of each."""
    if not found:
        out.print("Aucun document supprimé n'a de décision gardée.", highlight=False)
        return
    table = Table("Identifiant", "Cases décidées", "Cases analysées à la main", "Dernière fois")
    for document in found:
        table.add_row(document.slug, str(document.decisions), str(document.noted), f"{document.last:%d/%m/%Y}")
    out.print(table)


def documents(out: Console, found: Sequence[DocumentInfo]) -> None:
    """The documents, one a line."""
    if not found:
        out.print("Aucun document. Commencez par : biollm ingest DOSSIER --document IDENTIFIANT", highlight=False)
        return
    versions = any(document.plan for document in found)
    columns = ["Identifiant", "Titre", "Nature", "Territoire", "État", "Pièces", "Pages lues", "Indexé"]
    table = Table(*columns, *(["Plan", "Version"] if versions else []))
    for document in found:
        pages = sum(piece.pages for piece in document.pieces)
        read = sum(piece.pages_read for piece in document.pieces)
        indexed = all(piece.indexed_by for piece in document.pieces)
        table.add_row(
            document.slug,
            Text(document.title),
            document.kind or "",
            Text(", ".join(part for part in (document.territory, department_names(document.departments)) if part)),
            document.stage or "",
            str(len(document.pieces)),
            f"{read} / {pages}",
            "oui" if indexed else "non",
            *((document.plan or "", Text(document.version or "")) if versions else ()),
        )
    out.print(table)
