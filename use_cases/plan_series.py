"""A plan over time: its versions as one line of a list, and its indicators from version to version."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from corpus import Corpus
from domain import DocumentInfo
from domain.errors import UnknownDocument
from exports.views.series_table import SeriesLine
from indicator_queries import Grid
from use_cases.cells import Cells
from use_cases.overview import OverviewLine


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A plan in a list: its newest version, and the others, newest first; a document without a plan stands alone."""

    newest: OverviewLine
    others: tuple[OverviewLine, ...] = ()

    @property
    def plan(self) -> str | None:
        """What its versions share; None where there is one version."""
        return self.newest.document.plan if self.others else None


@dataclass(frozen=True, slots=True)
class PlanSeries:
    """A plan with its versions, oldest first, and one line an indicator."""

    plan: str
    name: str
    versions: tuple[DocumentInfo, ...]
    lines: tuple[SeriesLine, ...]


def by_age(document: DocumentInfo) -> tuple[date, str]:
    """Sorts the versions of a plan, oldest first; one without a date is the oldest."""
    return document.date or date.min, document.slug


def plan_lines(lines: Sequence[OverviewLine]) -> list[PlanLine]:
    """The documents of a list with the versions of a plan in one line, at the place of the first of them."""
    groups: dict[str, list[OverviewLine]] = {}
    for line in lines:
        document = line.document
        groups.setdefault(f"plan {document.plan}" if document.plan else document.slug, []).append(line)
    found = []
    for group in groups.values():
        newest, *others = sorted(group, key=lambda line: by_age(line.document), reverse=True)
        found.append(PlanLine(newest, tuple(others)))
    return found


def plan_series(corpus: Corpus, cells: Cells, grid: Grid, plan: str) -> PlanSeries:
    """The indicators of a plan from version to version.

    Raises:
        UnknownDocument: no document belongs to this plan.
    """
    versions = tuple(sorted((info for info in corpus.documents.all() if info.plan == plan), key=by_age))
    if not versions:
        raise UnknownDocument(
            f"Aucun dossier n'appartient au plan « {plan} ».",
            remedy="La page d'un dossier dit à quel plan il appartient.",
        )
    sides = [{cell.indicator: cell for cell in cells.of(info.slug)} for info in versions]
    lines = tuple(SeriesLine(one, tuple(side.get(one.code) for side in sides)) for one in grid.indicators)
    newest = versions[-1]
    return PlanSeries(plan, newest.territory or newest.title, versions, lines)
