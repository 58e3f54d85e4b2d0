"""Answers as an Excel workbook that a person opens without any explanation."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from domain import Answer, DocumentInfo, Verdict
from domain.verdict_words import VERDICTS
from exports.sheet import finish, put, put_header, set_print, set_widths
from exports.wording import MEANINGS, pages_text, value_text
from indicator_queries import Grid

COLOURS = {
    Verdict.OUI: "C6E0B4",
    Verdict.PARTIEL: "FFE699",
    Verdict.NON: "F4B183",
    Verdict.SANS_OBJET: "D9D9D9",
    Verdict.A_VERIFIER: "BDD7EE",
}
NOT_ASKED = "—"

_LIMITS = (
    "Ce classeur a été produit par un outil automatique. Il aide à lire ; il ne remplace ni la lecture ni l'avis "
    "d'un instructeur.",
    "Chaque citation est recopiée mot pour mot de la page indiquée, par le programme et non par le modèle. Le verdict "
    "et la justification viennent du modèle : ils peuvent être faux même quand la citation est exacte.",
    "« Non » veut dire que rien n'a été trouvé dans les passages examinés. Les cartes et les images ne sont pas lues, "
    "et une page illisible ne peut rien montrer (voir la colonne Avertissements).",
    "« Page » est le numéro physique dans le fichier, à partir de 1 ; « Page imprimée » est le numéro écrit sur la "
    "page, quand il est connu.",
)


def write_workbook(
    documents: Sequence[DocumentInfo], answers: Sequence[Answer], grid: Grid, path: Path, made: datetime
) -> None:
    """Write the workbook: Synthèse, Réponses, Citations, Valeurs, Lisez-moi.

    Args:
        documents: The documents, in the order of the rows of « Synthèse ».
        answers: Their answers, to indicators and to free questions.
        grid: The grid, for names and questions.
        path: Where to write; the caller sees to it that this is atomic.
        made: The date shown in « Lisez-moi ».
    """
    from openpyxl import Workbook

    book = Workbook()
    _synthesis(book.active, documents, answers, grid)
    _answers(book.create_sheet("Réponses"), answers, grid)
    _citations(book.create_sheet("Citations"), answers)
    _values(book.create_sheet("Valeurs"), answers)
    _read_me(book.create_sheet("Lisez-moi"), documents, answers, grid, made)
    book.properties.creator = "BIOLLM"
    book.properties.title = "Réponses à la grille d'indicateurs"
    book.properties.language = "fr-FR"
    book.save(path)


def _synthesis(sheet: Any, documents: Sequence[DocumentInfo], answers: Sequence[Answer], grid: Grid) -> None:
    sheet.title = "Synthèse"
    given = {(answer.document, answer.indicator): answer for answer in answers if answer.indicator is not None}
    titles = ["Document", *(f"{indicator.code}\n{indicator.name}" for indicator in grid.indicators)]
    put_header(sheet, 1, titles, height=110)
    for row, document in enumerate(documents, start=2):
        put(sheet, row, 1, f"{document.title}\n({document.slug})")
        sheet.row_dimensions[row].height = 45
        for column, indicator in enumerate(grid.indicators, start=2):
            answer = given.get((document.slug, indicator.code))
            cell = put(sheet, row, column, VERDICTS[answer.verdict] if answer else NOT_ASKED, centre=True)
            if answer:
                colour(cell, answer.verdict)
    last = len(documents) + 1
    for row, (verdict, label) in enumerate(VERDICTS.items(), start=last + 2):
        colour(put(sheet, row, 1, label), verdict)
    put(sheet, last + 2 + len(VERDICTS), 1, f"{NOT_ASKED} : pas encore demandé")
    set_widths(sheet, [34, *[13] * len(grid.indicators)])
    finish(sheet, header_row=1, columns=len(titles), last_row=last, frozen="B2")


def _answers(sheet: Any, answers: Sequence[Answer], grid: Grid) -> None:
    titles = (
        "Document", "Code", "Indicateur", "Question", "Verdict", "Justification", "Valeurs",
        "Nombre de citations", "Pages citées", "Avertissements", "Passages examinés", "Modèle", "Secondes",
    )  # fmt: skip
    put_header(sheet, 1, titles, height=32)
    known = {indicator.code: indicator for indicator in grid.indicators}
    for row, answer in enumerate(answers, start=2):
        indicator = known.get(answer.indicator) if answer.indicator is not None else None
        put(sheet, row, 1, answer.document)
        put(sheet, row, 2, answer.indicator or "")
        put(sheet, row, 3, indicator.name if indicator else "Question libre" if answer.indicator is None else "")
        put(sheet, row, 4, answer.question or (indicator.question if indicator else ""))
        colour(put(sheet, row, 5, VERDICTS[answer.verdict], centre=True), answer.verdict)
        put(sheet, row, 6, answer.rationale)
        put(sheet, row, 7, "\n".join(value_text(value) for value in answer.values))
        put(sheet, row, 8, len(answer.citations))
        put(sheet, row, 9, pages_text(answer.citations))
        put(sheet, row, 10, "\n".join(warning.sentence for warning in answer.warnings))
        put(sheet, row, 11, answer.searched.passages)
        put(sheet, row, 12, answer.llm)
        put(sheet, row, 13, answer.seconds).number_format = "0.0"
    set_widths(sheet, (20, 8, 26, 40, 12, 50, 36, 11, 26, 36, 11, 20, 10))
    finish(sheet, header_row=1, columns=len(titles), last_row=len(answers) + 1)


def _citations(sheet: Any, answers: Sequence[Answer]) -> None:
    titles = ("Document", "Code", "Question", "Verdict", "Pièce", "Page", "Page imprimée", "Citation")
    put_header(sheet, 1, titles, height=32)
    row = 1
    for answer in answers:
        for citation in answer.citations:
            row += 1
            put(sheet, row, 1, answer.document)
            put(sheet, row, 2, answer.indicator or "")
            put(sheet, row, 3, answer.question or "")
            colour(put(sheet, row, 4, VERDICTS[answer.verdict], centre=True), answer.verdict)
            put(sheet, row, 5, citation.piece)
            put(sheet, row, 6, citation.page)
            put(sheet, row, 7, citation.label or "")
            put(sheet, row, 8, citation.quote)
    set_widths(sheet, (20, 8, 24, 12, 30, 8, 12, 100))
    finish(sheet, header_row=1, columns=len(titles), last_row=row)


def _values(sheet: Any, answers: Sequence[Answer]) -> None:
    titles = ("Document", "Code", "Question", "Ce qui est mesuré", "Valeur", "Unité", "Pièce", "Page")
    put_header(sheet, 1, titles, height=32)
    row = 1
    for answer in answers:
        for value in answer.values:
            row += 1
            put(sheet, row, 1, answer.document)
            put(sheet, row, 2, answer.indicator or "")
            put(sheet, row, 3, answer.question or "")
            put(sheet, row, 4, value.label or "")
            put(sheet, row, 5, value.value).number_format = "#,##0.###"
            put(sheet, row, 6, value.unit or "")
            put(sheet, row, 7, value.piece)
            put(sheet, row, 8, value.page)
    set_widths(sheet, (20, 8, 24, 60, 14, 16, 36, 8))
    finish(sheet, header_row=1, columns=len(titles), last_row=row)


def _read_me(
    sheet: Any, documents: Sequence[DocumentInfo], answers: Sequence[Answer], grid: Grid, made: datetime
) -> None:
    from openpyxl.styles import Font

    models = ", ".join(sorted({answer.llm for answer in answers})) or "aucun"
    lines: list[tuple[str, str]] = [
        ("Ce que c'est", "Les réponses de BIOLLM à une grille d'indicateurs, pour les documents ci-dessous."),
        ("Date", made.strftime("%d/%m/%Y à %H:%M")),
        ("Documents", "\n".join(f"{document.title} ({document.slug})" for document in documents)),
        ("Grille", f"{grid.title} ({grid.name}, version {grid.version})"),
    ]
    if grid.note:
        lines.append(("À propos de la grille", grid.note))
    lines += [
        ("Modèle de langue", models),
        ("Feuille Synthèse", "Un document par ligne, un indicateur par colonne."),
        ("Feuille Réponses", "Une réponse par ligne, avec sa justification et ses avertissements."),
        ("Feuille Citations", "Une citation par ligne, avec la pièce et la page où la retrouver."),
        ("Feuille Valeurs", "Un chiffre par ligne, avec son unité et la page où il est écrit."),
    ]
    lines += [(f"Verdict « {VERDICTS[verdict]} »", meaning) for verdict, meaning in MEANINGS.items()]
    lines += [("Limites" if position == 0 else "", limit) for position, limit in enumerate(_LIMITS)]
    for row, (title, text) in enumerate(lines, start=1):
        put(sheet, row, 1, title).font = Font(bold=True)
        put(sheet, row, 2, text)
    set_widths(sheet, (26, 110))
    set_print(sheet)


def colour(cell: Any, verdict: Verdict) -> None:
    """Give a cell the colour of its verdict."""
    from openpyxl.styles import PatternFill

    cell.fill = PatternFill("solid", fgColor=COLOURS[verdict])
