"""Slides for a committee: question, sample, review, matrix, charts, quotes, limits, next steps."""

from __future__ import annotations

from domain import CellStatus, Verdict
from domain.labels import STATUSES
from domain.proportions import wilson
from domain.whole_quotes import each_once, whole_quote
from exports.charts import interval_chart, stacked_chart
from exports.deliverable_blocks import Blank, Block, Bullets, DataTable, Paragraph, Slide, SlideShow, TableText
from exports.deliverables.common_parts import counts_of
from exports.deliverables.material import Material, is_established, kinds_of, tally, themes_of
from exports.deliverables.plots.verdicts_by_indicator import verdict_chart
from exports.deliverables.registry_of_kinds import DeliverableKind
from exports.deliverables.wording import (
    column_title,
    document_text,
    is_prose,
    kind_name,
    quotation,
    shown,
    undecided_text,
)
from exports.file_text import many

LISTED = 8
"""Documents named on a slide, at most."""
ACROSS = 5
"""Documents side by side in the matrix, at most."""
QUOTES = 5


def slides(material: Material) -> SlideShow:
    """Ten slides at most, the first page besides."""
    made = [
        Slide("question", "La question", (Bullets((
            f"Que disent ces documents sur {len(material.grid.indicators)} indicateurs ?", material.grid.title,
            "Chaque verdict établi l'est par une personne, citations à l'appui.")),
            Blank("message de cette réunion", 2))),
        Slide("echantillon", "Documents étudiés", _sample(material)),
        Slide("relecture", "Ce qui est établi, et ce qui ne l'est pas", _review(material), required=True),
        Slide("matrice", "Verdicts par document", _matrix(material)),
        Slide("indicateurs", "Verdicts établis par indicateur", (verdict_chart(material).slide_picture(),)),
        Slide("natures", "Part de « oui » établis", _kinds(material)),
        *_quote_slides(material),
        Slide("limites", "Méthode et limites", (Bullets((
            "Seules les cases relues comptent ; taux avec n et intervalle à 95 % (Wilson).",
            "« Non » : rien trouvé dans ce qui a été cherché ; cartes et images ne sont pas lues.",
            "Pas d'appréciation juridique, pas de classement des territoires.",
            f"Réponses de l'outil : {', '.join(material.export.models) or 'aucune'}.")),), required=True),
        Slide("suites", "Suites", (Blank("décisions attendues, calendrier", 5),)),
    ]  # fmt: skip
    return SlideShow("Biodiversité dans les documents d'urbanisme", material.export.title, material.made, tuple(made))


def _sample(material: Material) -> tuple[Block, ...]:
    documents = material.documents
    rows = tuple(
        (one.info.title, document_text(one), f"{one.reviewed} sur {len(one.cells)}") for one in documents[:LISTED]
    )
    table = DataTable(
        "Documents étudiés et cases établies", ("Document", "Nature, version", "Cases établies"), rows, (4, 3, 1.4)
    )
    more = len(documents) - LISTED
    return (table, Paragraph(f"et {many(more, 'autre document', 'autres documents')}")) if more > 0 else (table,)


def _review(material: Material) -> tuple[Block, ...]:
    cells = [cell for _, cell in material.cells()]
    counts = [(STATUSES[status].capitalize(), [sum(cell.status is status for cell in cells)]) for status in CellStatus]
    chart = stacked_chart("Cases par état de la relecture", [(name, value) for name, value in counts], ("Cases",))
    return (
        Paragraph(undecided_text(tally(cells).undecided, len(cells))),
        chart.slide_picture(),
    )


def _matrix(material: Material) -> tuple[Block, ...]:
    documents = material.documents
    if len(documents) > ACROSS:
        rows = [(one.info.title, counts_of(tally(list(one.cells)))) for one in documents[:20]]
        series = ("Oui", "Partiel", "Non", "Sans objet", "Non établi")
        name = "Verdicts établis par document, dans l'ordre alphabétique"
        return (stacked_chart(name, rows, series).slide_picture(),)
    cells = {(document.info.slug, cell.indicator): cell for document, cell in material.cells()}
    table: tuple[tuple[TableText, ...], ...] = tuple(
        (one.code, *(shown(cells.get((document.info.slug, one.code))) for document in documents))
        for one in material.grid.indicators
    )
    headers = ("Indicateur", *(column_title(document) for document in documents))
    return (DataTable("Verdicts par indicateur et par document", headers, table, (0.8, *[2.0] * len(documents))),)


def _kinds(material: Material) -> tuple[Block, ...]:
    rows = []
    for theme, indicators in themes_of(material.grid).items():
        codes = {one.code for one in indicators}
        found = tally([cell for _, cell in material.cells() if cell.indicator in codes])
        bounds = wilson(found.count(Verdict.OUI), found.answerable)
        if bounds is not None:
            rows.append((theme, found.count(Verdict.OUI) / found.answerable, bounds, found.answerable))
    for kind in kinds_of(material):
        found = tally([cell for document, cell in material.cells() if document.info.kind == kind])
        bounds = wilson(found.count(Verdict.OUI), found.answerable)
        if bounds is not None and len(kinds_of(material)) > 1:
            rows.append((kind_name(kind), found.count(Verdict.OUI) / found.answerable, bounds, found.answerable))
    if not rows:
        return (Paragraph("Aucune case n'est établie : il n'y a encore aucun taux à montrer."),)
    return (
        interval_chart(
            "Part de « oui » parmi les cases établies, par thème et par nature de plan", rows
        ).slide_picture(),
    )


def _quote_slides(material: Material) -> list[Slide]:
    quotes: list[Block] = []
    for indicators in themes_of(material.grid).values():
        codes = {one.code for one in indicators}
        for document, cell in material.cells():
            short = [one for one in each_once(cell.citations)
                     if 40 <= len(said := whole_quote(one)) <= 420 and is_prose(said)]  # fmt: skip
            if cell.indicator in codes and is_established(cell) and cell.verdict is Verdict.OUI and short:
                quotes.append(quotation(material, document, cell, short[0]))
                break
    quotes = quotes[:QUOTES]
    if not quotes:
        return [Slide("citations", "Citations", (Paragraph("Aucune citation n'est encore établie par une personne."),))]
    groups = [quotes[start : start + 3] for start in range(0, len(quotes), 3)]
    return [
        Slide(
            f"citations-{number}" if number > 1 else "citations",
            "Ce que disent les documents" + (" (suite)" if number > 1 else ""),
            tuple(group),
        )
        for number, group in enumerate(groups, 1)
    ]


KIND = DeliverableKind(
    "diaporama",
    "Diaporama pour un comité",
    "Huit à dix diapositives : question, documents, verdicts, graphiques, citations, limites, suites.",
    ("question", "echantillon", "relecture", "matrice", "indicateurs", "natures", "citations", "limites", "suites"),
    90,
    shown=slides,
    blanks=("messages", "suites"),
)
