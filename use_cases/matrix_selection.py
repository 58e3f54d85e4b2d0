"""The matrix as it is asked for: which documents and indicators, in which order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from domain import CellStatus, DocumentInfo, DocumentKind, Stage, Verdict
from domain.territories import DEPARTMENTS, REGIONS, regions_of
from domain.text_folding import plain
from indicator_queries import Indicator
from use_cases.cells import CellSummary
from use_cases.overview import OverviewLine


class MatrixSort(StrEnum):
    """What the documents of the matrix are sorted by."""

    TITLE = "title"
    TERRITORY = "territory"
    DATE = "date"
    YES = "yes"
    UNREVIEWED = "unreviewed"
    DOUBTFUL = "doubtful"
    TO_REVIEW = "to_review"


class CellState(StrEnum):
    """What may be looked for in the review: a state of cells, or decisions that must be looked at again."""

    NOT_REVIEWED = "not_reviewed"
    VALIDATED = "validated"
    CORRECTED = "corrected"
    DOUBTFUL = "doubtful"
    TO_REVIEW = "to_review"

    def holds(self, cell: CellSummary) -> bool:
        """Whether a cell is in this state."""
        if self is CellState.TO_REVIEW:
            return cell.to_review
        return cell.status is CellStatus[self.name]


@dataclass(frozen=True, slots=True)
class Choice:
    """What is asked to be seen; empty texts and None choose nothing. Departments and regions are INSEE codes."""

    text: str = ""
    kind: DocumentKind | None = None
    stage: Stage | None = None
    territory: str = ""
    theme: str = ""
    sort: MatrixSort = MatrixSort.TITLE
    state: CellState | None = None
    department: str = ""
    region: str = ""

    def shows(self, cell: CellSummary) -> bool:
        """Whether the cell is in the state that is looked for."""
        return self.state is None or self.state.holds(cell)


def chosen_lines(lines: Sequence[OverviewLine], choice: Choice) -> list[OverviewLine]:
    """The documents of the choice, in its order."""
    words = plain(choice.text).split()
    kept = [
        line
        for line in lines
        if (choice.kind is None or line.document.kind is choice.kind)
        and (choice.stage is None or line.document.stage is choice.stage)
        and (not choice.territory or line.document.territory == choice.territory)
        and line.document.lies_in(choice.department, choice.region)
        and (choice.state is None or any(map(choice.shows, line.cells.values())))
        and all(word in plain(f"{line.document.title} {line.document.territory or ''}") for word in words)
    ]
    kept.sort(key=lambda line: plain(line.document.title))
    if choice.sort is MatrixSort.TERRITORY:
        kept.sort(key=lambda line: plain(line.document.territory or "\uffff"))
    elif choice.sort is MatrixSort.DATE:
        kept.sort(key=lambda line: line.document.date.toordinal() if line.document.date else 0, reverse=True)
    elif choice.sort is MatrixSort.YES:
        kept.sort(key=lambda line: line.count(Verdict.OUI), reverse=True)
    elif choice.sort is MatrixSort.UNREVIEWED:
        kept.sort(key=lambda line: len(line.cells) - line.decided, reverse=True)
    elif choice.sort is MatrixSort.DOUBTFUL:
        kept.sort(key=lambda line: line.in_status(CellStatus.DOUBTFUL), reverse=True)
    elif choice.sort is MatrixSort.TO_REVIEW:
        kept.sort(key=lambda line: line.to_review, reverse=True)
    return kept


def chosen_indicators(indicators: Sequence[Indicator], choice: Choice) -> list[Indicator]:
    """The indicators of the chosen theme, or all."""
    return [indicator for indicator in indicators if not choice.theme or indicator.theme == choice.theme]


@dataclass(frozen=True, slots=True)
class Places:
    """Where the documents of a list lie: (code, name) of each department and region, and the names of territories.

    All in the order of the names.
    """

    departments: tuple[tuple[str, str], ...]
    regions: tuple[tuple[str, str], ...]
    territories: tuple[str, ...] = ()

    @property
    def several(self) -> bool:
        """Whether there is anything to choose from."""
        return len(self.departments) > 1


def places_of(documents: Iterable[DocumentInfo]) -> Places:
    """The departments and regions of these documents, and their territories."""
    infos = list(documents)
    departments = {code for info in infos for code in info.departments}
    return Places(
        _by_name((code, f"{DEPARTMENTS[code][0]} ({code})") for code in departments),
        _by_name((code, REGIONS[code]) for code in regions_of(departments)),
        tuple(sorted({info.territory for info in infos if info.territory}, key=plain)),
    )


def _by_name(places: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(places, key=lambda place: plain(place[1])))
