"""The charts, one a module of ``exports.deliverables.plots``: what is added there is offered everywhere.

A module declares ``CHART``, a :class:`ChartKind`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

from domain.errors import NothingToDeliver, UnknownDeliverable, UnknownFormat
from domain.registered import registered
from exports.charts import Chart
from exports.deliverables.material import Material

MEDIA_TYPES = {"svg": "image/svg+xml", "png": "image/png"}
"""Formats of a chart: the drawing, and the picture that goes into any document."""


@dataclass(frozen=True, slots=True)
class ChartKind:
    """A chart.

    Attributes:
        name: What a user types (« verdicts »).
        label: What a page says.
        rank: They are offered in this order.
        drawn: Makes it; None where there is nothing to show.
        without: What is missing when there is nothing to show, in French.
        remedy: What to do then, in French.
    """

    name: str
    label: str
    rank: int
    drawn: Callable[[Material], Chart | None]
    without: str
    remedy: str

    def chart(self, material: Material) -> Chart:
        """The chart.

        Raises:
            NothingToDeliver: there is nothing to show.
        """
        found = self.drawn(material)
        if found is None:
            raise NothingToDeliver(self.without, remedy=self.remedy)
        return found

    def content(self, material: Material, form: str) -> bytes:
        """The file.

        Raises:
            UnknownFormat: a chart has no such format.
            NothingToDeliver: there is nothing to show.
        """
        if form not in MEDIA_TYPES:
            raise UnknownFormat(
                f"Un graphique ne s'écrit pas au format « {form} ».",
                remedy=f"Formats possibles : {', '.join(MEDIA_TYPES)}.",
            )
        chart = self.chart(material)
        return chart.png() if form == "png" else chart.svg().encode()


@cache
def chart_kinds() -> Mapping[str, ChartKind]:
    """Every chart by its name, in the order in which they are offered."""
    found = registered("exports.deliverables.plots", "CHART", ChartKind)
    return {one.name: one for one in sorted(found, key=lambda one: (one.rank, one.name))}


def chart_named(name: str) -> ChartKind:
    """A chart by its name.

    Raises:
        UnknownDeliverable: there is none of this name.
    """
    found = chart_kinds().get(name.lower())
    if found is None:
        raise UnknownDeliverable(
            f"Le graphique « {name} » n'est pas connu.", remedy=f"Graphiques : {', '.join(chart_kinds())}."
        )
    return found
