"""Share of « oui » among established cells, one line a kind of plan."""

from __future__ import annotations

from domain import Verdict
from domain.proportions import wilson
from exports.charts import Chart, interval_chart
from exports.deliverables.material import Material, kinds_of, tally
from exports.deliverables.registry_of_charts import ChartKind
from exports.deliverables.wording import kind_name


def kind_chart(material: Material) -> Chart | None:
    """The chart; None where nobody established a cell that can be answered."""
    rows = []
    for kind in kinds_of(material):
        found = tally([cell for document, cell in material.cells() if document.info.kind == kind])
        bounds = wilson(found.count(Verdict.OUI), found.answerable)
        if bounds is not None:
            rows.append((kind_name(kind), found.count(Verdict.OUI) / found.answerable, bounds, found.answerable))
    return interval_chart("Part de « oui » parmi les cases établies, par nature de plan", rows) if rows else None


CHART = ChartKind(
    "natures",
    "Part de « oui » par nature de plan",
    20,
    kind_chart,
    "Aucune case n'est établie : il n'y a pas encore de taux.",
    "Relisez des cases : une personne les valide ou les corrige.",
)
