"""Established verdicts of the versions of each plan, one after the other (arrêté, then approuvé)."""

from __future__ import annotations

from exports.charts import Chart, stacked_chart
from exports.contents import ExportedDocument
from exports.deliverables.common_parts import SERIES, counts_of
from exports.deliverables.material import Material, tally
from exports.deliverables.registry_of_charts import ChartKind
from exports.deliverables.wording import document_text


def versions_chart(material: Material) -> Chart | None:
    """One bar a version, the oldest of each plan first; None where no plan has two."""
    versions: dict[str, ExportedDocument] = {}
    for pair in material.versions():
        versions |= {one.info.slug: one for one in pair}
    rows = [(_said(one), counts_of(tally(list(one.cells)))) for one in versions.values()]
    title = "Verdicts établis, d'une version à l'autre (nombre d'indicateurs)"
    return stacked_chart(title, rows, SERIES) if rows else None


def _said(document: ExportedDocument) -> str:
    return f"{document.info.territory or document.info.plan or document.info.title} – {document_text(document)}"


CHART = ChartKind(
    "versions",
    "D'une version à l'autre (arrêté, approuvé)",
    30,
    versions_chart,
    "Il faut deux versions d'un même plan.",
    "Donnez le même plan aux deux dossiers (« plan » dans leur description) et choisissez-les.",
)
