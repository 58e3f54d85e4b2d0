"""Median time that a person took for a cell, indicator by indicator."""

from __future__ import annotations

from exports.charts import Chart, bar_chart
from exports.deliverables.material import Material, median_minutes
from exports.deliverables.registry_of_charts import ChartKind


def time_chart(material: Material) -> Chart | None:
    """One bar an indicator whose review was timed; None where none was."""
    timed = [
        (f"{one.code} {one.name}", minutes)
        for one in material.grid.indicators
        if (minutes := median_minutes(material, one.code)) is not None
    ]
    return bar_chart("Temps médian de relecture par indicateur", timed, "min") if timed else None


CHART = ChartKind(
    "temps",
    "Temps de relecture par indicateur",
    50,
    time_chart,
    "Aucun temps n'a été mesuré.",
    "Le temps se compte quand une personne relit une case à l'écran.",
)
