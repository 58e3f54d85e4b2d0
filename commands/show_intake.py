"""How intake looks in a terminal: what the files of a dossier told, and what became of many dossiers."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from domain import DossierIntake
from domain.labels import PIECE_KINDS
from use_cases.ingest_each import DossierOutcome
from use_cases.intake_json import FACT_LABELS, told_facts


def each_report(out: Console, done: Sequence[DossierOutcome]) -> None:
    """What became of every dossier of a folder, then what is wrong with those that were refused."""
    table = Table("Dossier", "Document", "État", "Pièces", "Pages", title_justify="left")
    for one in done:
        pieces = one.report.pieces if one.report else ()
        state = "inchangé" if one.unchanged else ("refusé" if one.error else "lu")
        pages = sum(piece.pages for piece in pieces)
        table.add_row(Text(one.name), one.document, state, str(len(pieces) or ""), str(pages or ""))
    out.print(table)
    for one in done:
        if one.error:
            out.print(f"{one.name} : {one.error}", style="red", markup=False, highlight=False)
        for piece in one.report.refused if one.report else ():
            out.print(f"{one.name}, refusée : {piece.error}", style="red", markup=False, highlight=False)
        for line in one.report.warnings if one.report else ():
            out.print(f"{one.name} : {line}", style="yellow", markup=False, highlight=False)


def intake(out: Console, slug: str, found: DossierIntake | None) -> None:
    """What the files of a document told of it, each with its reason."""
    if found is None:
        out.print("Rien n'a été gardé de ce que ses fichiers disent : lisez de nouveau le dossier.", highlight=False)
        return
    table = Table("Fait", "Valeur", "D'après", title=f"Ce que les fichiers de {slug} disent", title_justify="left")
    for name, value, reason in told_facts(found):
        table.add_row(FACT_LABELS[name], Text(value), Text(reason))
    for piece in found.pieces:
        kind = PIECE_KINDS[piece.kind] if piece.kind else "d'après son texte"
        table.add_row(
            Text(piece.filename), Text(kind + (f" : {piece.title}" if piece.title else "")), Text(piece.reason)
        )
    out.print(table)
    for line in (*(f"Absent : {one}" for one in found.missing), *found.remarks):
        out.print(line, style="yellow", markup=False, highlight=False)
