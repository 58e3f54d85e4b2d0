"""Established verdicts, one bar an indicator."""

from __future__ import annotations

from exports.charts import Chart, stacked_chart
from exports.deliverables.common_parts import SERIES, counts_of
from exports.deliverables.material import Material, tally
from exports.deliverables.registry_of_charts import ChartKind


def verdict_chart(material: Material) -> Chart:
    """Established verdicts by indicator."""
    rows = [
        (f"{one.code} {one.name}", counts_of(tally([cell for _, cell in material.of_indicator(one.code)])))
        for one in material.grid.indicators
    ]
    return stacked_chart("Verdicts établis, indicateur par indicateur (nombre de documents)", rows, SERIES)


def drawn(material: Material) -> Chart | None:
    """The chart; None without a document."""
    return verdict_chart(material) if material.documents else None


CHART = ChartKind(
    "verdicts",
    "Verdicts par indicateur",
    10,
    drawn,
    "Aucun dossier n'est choisi.",
    "Choisissez au moins un dossier lu.",
)
