"""Material -> charts: which there are, what each says in words, and its file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from exports.deliverables.material import Material
from exports.deliverables.registry_of_charts import ChartKind, chart_kinds, chart_named
from use_cases.gather_material import Gathering


@dataclass(frozen=True, slots=True)
class OfferedChart:
    """A chart: ``text`` says the same in words; empty where there is nothing to show, and ``missing`` says why."""

    kind: ChartKind
    text: str
    missing: str


class Charting:
    """Draws charts of documents; nothing is kept."""

    def __init__(self, gathering: Gathering):
        self._gathering = gathering

    def offered(self, slugs: Sequence[str]) -> list[OfferedChart]:
        """Every chart, with what it says of these documents.

        Raises:
            UnknownDocument: no document has one of these slugs.
        """
        return offered_charts(self._gathering.material(slugs))

    def content(self, name: str, slugs: Sequence[str], form: str) -> bytes:
        """The file of a chart.

        Raises:
            UnknownDeliverable: no chart has this name.
            UnknownFormat: a chart has no such format.
            UnknownDocument: no document has one of these slugs.
            NothingToDeliver: there is nothing to show.
        """
        return chart_named(name).content(self._gathering.material(slugs), form)


def offered_charts(material: Material) -> list[OfferedChart]:
    """Every chart, with what it says of this material."""
    drawn = [(kind, kind.drawn(material)) for kind in chart_kinds().values()]
    return [OfferedChart(kind, chart.text if chart else "", "" if chart else kind.without) for kind, chart in drawn]
