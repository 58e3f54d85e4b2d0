"""Benchmark: what the documents of a sample establish, indicator by indicator and by kind of plan."""

from __future__ import annotations

from domain import Verdict
from domain.whole_quotes import each_once, whole_quote
from exports.deliverable_blocks import Blank, Block, DataTable, DeliverablePart, Heading, Paragraph, Quotation, Written
from exports.deliverables.common_parts import (
    RATE_HEADERS,
    limits_part,
    method_part,
    rate_rows,
    review_part,
    sample_part,
)
from exports.deliverables.material import Material, is_established, kinds_of, tally, themes_of
from exports.deliverables.plots.share_by_kind import kind_chart
from exports.deliverables.plots.verdicts_by_indicator import verdict_chart
from exports.deliverables.registry_of_kinds import DeliverableKind
from exports.deliverables.wording import is_prose, kind_name, quotation, share_text

PASSAGES = 3
"""Passages shown of a theme, at most."""
TO_WRITE = ("causes possibles des écarts, entretiens menés", "enseignements pour le service")


def written(material: Material) -> Written:
    """Sample, rates, passages by theme, kinds of plan, what people write."""
    parts = [
        sample_part(material),
        review_part(material),
        DeliverablePart("resultats", "Résultats établis", tuple(_results(material))),
        DeliverablePart("passages", "Passages relus, par thème", tuple(_passages(material))),
        DeliverablePart("differences", "Différences entre natures de plan", tuple(_kinds(material))),
        DeliverablePart("causes", "Causes et enseignements", tuple(Blank(one, 4) for one in TO_WRITE)),
        method_part(material),
        limits_part(),
    ]
    return Written(
        "Étude comparée de documents d'urbanisme", f"{material.export.title} – {material.grid.title}", material.made,
        tuple(parts),
    )  # fmt: skip


def _results(material: Material) -> list[Block]:
    return [
        verdict_chart(material).picture(),
        DataTable("Taux établis, tous documents", RATE_HEADERS, rate_rows(material), (2.6, 2.4, 2.4, 0.9, 1)),
    ]


def _passages(material: Material) -> list[Block]:
    blocks: list[Block] = []
    for theme, indicators in themes_of(material.grid).items():
        codes = {one.code for one in indicators}
        quotes = _quotes(material, codes)
        blocks.append(Heading(theme))
        blocks += quotes or [Paragraph("Aucun passage relu sur ce thème.", note=True)]
    return blocks


def _quotes(material: Material, codes: set[str]) -> list[Block]:
    """Passages of cells that people established as « oui », the decisive ones first, one document after the other."""
    found: list[tuple[tuple[bool, int], str, int, Quotation]] = []
    for document, cell in material.cells():
        if cell.indicator not in codes or not is_established(cell) or cell.verdict is not Verdict.OUI:
            continue
        weights = {one.citation.quote: one.pertinence for one in cell.decision.evidence} if cell.decision else {}
        for number, citation in enumerate(each_once(cell.citations)):
            weight = (not is_prose(whole_quote(citation)), -weights.get(citation.quote, 0))
            found.append((weight, f"{number:03}{document.info.slug}", len(found),
                          quotation(material, document, cell, citation)))  # fmt: skip
    return [one for *_, one in sorted(found, key=lambda item: item[:3])[:PASSAGES]]


def _kinds(material: Material) -> list[Block]:
    kinds = kinds_of(material)
    if len(kinds) < 2:
        return [Paragraph("Les documents sont tous de même nature : il n'y a rien à comparer.")]
    rows = []
    for one in material.grid.indicators:
        row = [f"{one.code} {one.name}"]
        for kind in kinds:
            found = tally([cell for document, cell in material.of_indicator(one.code) if document.info.kind == kind])
            row.append(share_text(found.count(Verdict.OUI), found.answerable))
        rows.append(tuple(row))
    blocks: list[Block] = [
        DataTable("Part de « oui » établis, par nature de plan", ("Indicateur", *map(kind_name, kinds)), tuple(rows),
                  (2.4, *[2.0] * len(kinds))),
    ]  # fmt: skip
    chart = kind_chart(material)
    drawn: list[Block] = [chart.picture(0.8)] if chart else []
    return [
        *drawn,
        *blocks,
        Paragraph(
            "Peu de documents par nature : un écart n'est lisible que si les intervalles ne se recouvrent pas.",
            note=True,
        ),
    ]


KIND = DeliverableKind(
    "benchmark",
    "Étude comparée (benchmark)",
    "Ce qu'établit un échantillon, par indicateur et par nature de plan, avec les meilleurs passages relus par thème.",
    ("echantillon", "relecture", "resultats", "passages", "differences", "causes", "methode", "limites"),
    40,
    written=written,
    blanks=TO_WRITE,
)
