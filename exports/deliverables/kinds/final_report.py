"""Final report: sample, method, figures, limits and annexes are there; findings and recommendations are people's."""

from __future__ import annotations

from domain.whole_quotes import whole_quote
from exports.charts import bar_chart
from exports.deliverable_blocks import Blank, Block, DataTable, DeliverablePart, Heading, Paragraph, TableText, Written
from exports.deliverables.common_parts import (
    RATE_HEADERS,
    limits_part,
    method_part,
    rate_rows,
    review_part,
    sample_part,
)
from exports.deliverables.material import Material, is_established, themes_of
from exports.deliverables.plots.verdicts_by_indicator import verdict_chart
from exports.deliverables.registry_of_kinds import DeliverableKind
from exports.deliverables.wording import column_title, is_prose, quotation, shown

TO_WRITE = ("constats", "recommandations")
QUOTES = 2
ACROSS = 6


def written(material: Material) -> Written:
    """All the sections of a report."""
    parts = [
        DeliverablePart(
            "resume", "Résumé", (Blank("en dix lignes : la question, ce qui est établi, ce qui ne l'est pas", 5),)
        ),
        DeliverablePart("contexte", "Contexte et question", (Blank("commande, calendrier, personnes associées", 4),)),
        sample_part(material),
        method_part(material),
        review_part(material),
        DeliverablePart("resultats", "Résultats établis", tuple(_results(material))),
        DeliverablePart(
            "constats", "Constats", (Blank("constats, appuyés sur les figures et les citations qui précèdent", 6),)
        ),
        DeliverablePart("recommandations", "Recommandations", (Blank("recommandations du service", 6),)),
        limits_part(),
        DeliverablePart("annexes", "Annexes", tuple(_annexes(material)), new_page=True),
    ]
    return Written("Rapport final", f"{material.export.title} – {material.grid.title}", material.made, tuple(parts))


def _results(material: Material) -> list[Block]:
    blocks: list[Block] = [
        verdict_chart(material).picture(),
        DataTable("Taux établis, tous documents", RATE_HEADERS, rate_rows(material), (2.6, 2.4, 2.4, 0.9, 1)),
    ]
    timed = [seconds / 60 for seconds in material.seconds.values()]
    if timed:
        rows = [("Toutes les cases chronométrées", round(sorted(timed)[len(timed) // 2], 1))]
        blocks.append(bar_chart(f"Temps médian de relecture d'une case (n = {len(timed)})", rows, "min").picture(0.7))
    for theme, indicators in themes_of(material.grid).items():
        blocks.append(Heading(theme))
        quotes: list[Block] = []
        for one in indicators:
            for document, cell in material.of_indicator(one.code):
                if is_established(cell) and cell.citations and len(quotes) < QUOTES:
                    chosen = next((one for one in cell.citations if is_prose(whole_quote(one))), cell.citations[0])
                    quotes.append(quotation(material, document, cell, chosen))
        blocks += quotes or [Paragraph("Aucune citation établie sur ce thème.", note=True)]
        blocks.append(Blank(f"commentaire : {theme}", 2))
    return blocks


def _annexes(material: Material) -> list[Block]:
    cells = {(document.info.slug, cell.indicator): cell for document, cell in material.cells()}
    blocks: list[Block] = []
    documents = material.documents
    for start in range(0, len(documents), ACROSS):
        group = documents[start : start + ACROSS]
        rows: tuple[tuple[TableText, ...], ...] = tuple(
            (one.code, *(shown(cells.get((document.info.slug, one.code))) for document in group))
            for one in material.grid.indicators
        )
        span = f", {_span(start + 1, start + len(group))}" if len(documents) > ACROSS else ""
        blocks.append(DataTable(f"Verdicts par indicateur et par document{span}", (
            "Indicateur", *(column_title(document) for document in group)), rows,
            (1.3, *[1.6] * len(group)), small=True))  # fmt: skip
    blocks.append(DataTable("Indicateurs de la grille", ("Code", "Nom", "Question"), tuple(
        (one.code, one.name, one.question) for one in material.grid.indicators), (0.6, 2, 4)))  # fmt: skip
    return blocks


def _span(first: int, last: int) -> str:
    """« documents 1 à 6 », « documents 7 et 8 », « document 7 »."""
    if first == last:
        return f"document {first}"
    return f"documents {first} {'et' if last == first + 1 else 'à'} {last}"


KIND = DeliverableKind(
    "rapport-final",
    "Rapport final",
    "Toutes les sections d'un rapport : échantillon, méthode, chiffres, limites et annexes ; le reste est à écrire.",
    ("resume", "contexte", "echantillon", "methode", "relecture", "resultats", "constats", "recommandations", "limites",
     "annexes"),
    80,
    written=written,
    blanks=("résumé", "contexte", *TO_WRITE),
)  # fmt: skip
