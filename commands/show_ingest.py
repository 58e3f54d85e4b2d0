"""What became of the files of a document, for the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table
from rich.text import Text

from domain import PieceState

if TYPE_CHECKING:
    from use_cases.ingest import IngestReport

_STATES = {
    PieceState.READ: "lue",
    PieceState.REPLACED: "remplacée",
    PieceState.UNCHANGED: "inchangée",
    PieceState.REFUSED: "REFUSÉE",
}


def ingest_report(out: Console, report: IngestReport) -> None:
    """What became of each file, then every page that nobody could read."""
    table = Table("Pièce", "État", "Pages", title=f"Document {report.document}", title_justify="left")
    for piece in report.pieces:
        style = "red" if piece.state is PieceState.REFUSED else None
        table.add_row(Text(piece.filename), _STATES[piece.state], str(piece.pages), style=style)
    out.print(table)
    for piece in report.refused:
        out.print(f"Refusée. {piece.error}", style="red", markup=False, highlight=False)
    for line in report.ignored:
        out.print(f"Passé : {line}", markup=False, highlight=False)
    for line in report.warnings:
        out.print(f"Attention : {line}", style="yellow", markup=False, highlight=False)
    if report.unread_pages:
        out.print(
            f"{len(report.unread_pages)} page(s) sans texte lisible, que les réponses ne voient pas : "
            f"{', '.join(report.unread_pages)}",
            style="yellow",
            markup=False,
            highlight=False,
        )
