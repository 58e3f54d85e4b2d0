"""How often people kept the verdict of the tool, indicator by indicator."""

from __future__ import annotations

from domain.proportions import wilson
from exports.charts import Chart, interval_chart
from exports.deliverables.material import Material, kept_and_decided
from exports.deliverables.registry_of_charts import ChartKind


def agreement_chart(material: Material) -> Chart | None:
    """One line an indicator that somebody decided on; None where there is none."""
    rows = []
    for one in material.grid.indicators:
        kept, decided = kept_and_decided(material, one.code)
        bounds = wilson(kept, decided)
        if bounds is not None:
            rows.append((f"{one.code} {one.name}", kept / decided, bounds, decided))
    return interval_chart("Part des décisions qui gardent le verdict de l'outil", rows) if rows else None


CHART = ChartKind(
    "accord",
    "Accord entre l'outil et les relectures",
    40,
    agreement_chart,
    "Aucune case n'est décidée : il n'y a pas encore d'accord à mesurer.",
    "Relisez des cases : une personne les valide ou les corrige.",
)
