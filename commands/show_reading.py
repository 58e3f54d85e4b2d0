"""How a reading report looks in a terminal."""

from __future__ import annotations

from collections import Counter, defaultdict

from rich.console import Console
from rich.table import Column, Table
from rich.text import Text

from domain import PageKind
from ingestion import ranges
from use_cases.reading_report import PieceReading, ReadingReport

KINDS = {
    PageKind.TEXT: "texte",
    PageKind.SCAN: "numérisées",
    PageKind.FONT: "police illisible",
    PageKind.MAP: "carte, dessin",
    PageKind.BLANK: "blanches",
    PageKind.BROKEN: "abîmées",
}
_SHOWN_LINES = 3  # running heads named in the terminal; the JSON gives them all


def reading_report(out: Console, report: ReadingReport) -> None:
    """Pages by kind for each piece, then what was not read and what is doubtful."""
    # Kinds that no page has are left out: eleven columns do not fit in eighty characters.
    kinds = [kind for kind in KINDS if any(piece.by_kind.get(kind) for piece in report.pieces)]
    table = Table(
        Column("Pièce", min_width=16, overflow="fold"),
        "Pages",
        "Lues",
        *(KINDS[kind].capitalize() for kind in kinds),
        "Tableaux",
        title=f"Lecture de {report.document}",
        title_justify="left",
    )
    for piece in report.pieces:
        counts = [str(piece.by_kind.get(kind, 0) or "") for kind in kinds]
        table.add_row(Text(piece.filename), str(piece.pages), str(piece.pages_read), *counts, str(piece.tables or ""))
    out.print(table)
    for piece in report.pieces:
        for line in _lines(piece):
            out.print(line, markup=False, highlight=False)


def _lines(piece: PieceReading) -> list[str]:
    lines = []
    by_reason: defaultdict[str, list[int]] = defaultdict(list)
    for page in piece.unread:
        by_reason[page.reason].append(page.page)
    for reason, pages in by_reason.items():
        lines.append(f"  NON LUE(S) : p. {ranges(pages)} : {reason}")
    if piece.recognised:
        mean = sum(page.confidence for page in piece.recognised) / len(piece.recognised)
        said = f"  Reconnaissance de caractères : {len(piece.recognised)} page(s), confiance moyenne {mean:.0%}"
        lines.append(said.replace("%", " %"))
    doubtful = [each.page for each in piece.doubtful]
    if doubtful:
        lines.append(f"  À vérifier sur l'original, mal reconnue(s) : p. {ranges(doubtful)}")
    if piece.removed:
        most = Counter(piece.removed).most_common(_SHOWN_LINES)
        names = ", ".join(f"« {line[:60]} » ({count} p.)" for line, count in most)
        rest = len(piece.removed) - len(most)
        lines.append(
            f"  Lignes non citées (en-têtes, pieds de page) : {names}" + (f" et {rest} autre(s)" if rest else "")
        )
    if piece.relabelled:
        number, label = piece.relabelled[0]
        lines.append(
            f"  Numéro imprimé différent du rang dans le fichier : {len(piece.relabelled)} page(s) "
            f"(la page {number} porte « {label} »)"
        )
    lines.append(f"  {piece.account}")
    lines += [f"  {warning}" for warning in piece.warnings if "non lue(s)" not in warning and "reconn" not in warning]
    return [f"{piece.filename} ({piece.kind.value})", *lines] if lines else []
