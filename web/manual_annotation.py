"""What the pages of the manual annotation show: each cell as one person noted it."""

from __future__ import annotations

from dataclasses import dataclass

from api import links
from corpus import Corpus
from corpus.manual_store import ManualCell
from indicator_queries import Grid, Indicator
from use_cases.annotate import Annotating, is_finished
from web.page_state import AnnotationState
from web.places import PlaceLinks


@dataclass(frozen=True, slots=True)
class HandCell:
    """A cell of the grid, what the person noted of it (None: nothing yet), and the seconds they spent."""

    indicator: Indicator
    noted: ManualCell | None
    seconds: float
    href: str

    @property
    def finished(self) -> bool:
        """Whether it says all that a gold needs."""
        return self.noted is not None and is_finished(self.noted)


def hand_cells(corpus: Corpus, annotating: Annotating, grid: Grid, slug: str, person: str) -> list[HandCell]:
    """Every cell of the grid, for one person."""
    noted = corpus.manual.all(slug, person)
    minutes = annotating.minutes(slug, person)
    return [
        HandCell(
            indicator,
            noted.get(indicator.code),
            minutes.get(indicator.code, 0.0) * 60,
            links.annotation(slug, indicator.code),
        )
        for indicator in grid.indicators
    ]


def hand_state(corpus: Corpus, slug: str, cell: HandCell) -> AnnotationState:
    """What the script starts from, as JSON: nothing in it comes from the tool's answer."""
    noted = cell.noted
    places = PlaceLinks(corpus, slug)
    return {
        "document": slug,
        "indicator": cell.indicator.code,
        "verdict": noted.verdict.value if noted and noted.verdict else None,
        "doubtful": bool(noted and noted.doubtful),
        "comment": (noted.comment if noted else None) or "",
        "values": places.noted_values(noted.values if noted else ()),
        "evidence": places.noted_evidence(noted.evidence if noted else ()),
    }
