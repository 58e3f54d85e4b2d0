"""What deliverables are made from: documents with their cells, and what else was measured or collected."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise

from domain import Cell, CellStatus, Citation, DecisionStanding, DocumentKind, Verdict
from domain.errors import NothingToDeliver
from domain.kept_answers import PlacedAnswer
from domain.practices import GoodPractice
from exports.contents import Export, ExportedDocument
from indicator_queries import Grid, Indicator


@dataclass(frozen=True, slots=True)
class MeasuredShare:
    """A share that an evaluation or a study gives of an indicator.

    Attributes:
        indicator: Its code; empty for the whole grid.
        label: What is measured, in French.
        value: From 0 to 1.
        low: Lower bound of the 95 % interval, None where there is none.
        high: Upper bound.
        n: What it is over.
        source: Which evaluation or study, and of when.
    """

    indicator: str
    label: str
    value: float
    low: float | None
    high: float | None
    n: int
    source: str


@dataclass(frozen=True, slots=True)
class Material:
    """Everything that a deliverable may say.

    Attributes:
        export: The documents with their cells.
        grid: The grid of the cells.
        practices: Passages that people collected, those of the documents first.
        pictures: PNG of pages by (document, piece, ordinal).
        measures: What evaluations and studies say of the indicators.
        seconds: Time that people spent with the tool's answer, by (document, indicator).
        former_articles: Numbers that articles had before, by the present one (« L.151-23 »).
        kept_answers: Answers to free questions that people keep of the documents, oldest first.
        fill_in: Makes the workbook that people fill in by hand; None where nothing does.
    """

    export: Export
    grid: Grid
    practices: tuple[GoodPractice, ...] = ()
    pictures: Mapping[tuple[str, str, int], bytes] = field(default_factory=dict)
    measures: tuple[MeasuredShare, ...] = ()
    seconds: Mapping[tuple[str, str], float] = field(default_factory=dict)
    former_articles: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    kept_answers: tuple[PlacedAnswer, ...] = ()
    fill_in: Callable[[], bytes] | None = None

    @classmethod
    def of(cls, export: Export) -> Material:
        """The documents alone, with their grid; one at least."""
        if not export.documents:
            raise NothingToDeliver("Aucun dossier n'est choisi.", remedy="Choisissez au moins un dossier lu.")
        return cls(export, export.documents[0].grid)

    @property
    def documents(self) -> tuple[ExportedDocument, ...]:
        """In alphabetical order of their titles: an order that ranks nobody."""
        return tuple(sorted(self.export.documents, key=lambda one: (one.info.title.casefold(), one.info.slug)))

    @property
    def made(self) -> datetime:
        """The date of the file."""
        return self.export.made

    def cells(self) -> Iterator[tuple[ExportedDocument, Cell]]:
        """Every cell with its document."""
        return ((document, cell) for document in self.documents for cell in document.cells)

    def of_indicator(self, code: str) -> list[tuple[ExportedDocument, Cell]]:
        """The cells of an indicator."""
        return [(document, cell) for document, cell in self.cells() if cell.indicator == code]

    def title_of(self, slug: str) -> str:
        """The title of a document, its slug where it is not among them."""
        return next((one.info.title for one in self.export.documents if one.info.slug == slug), slug)

    def piece_text(self, slug: str, piece: str) -> str:
        """What a piece of a document is called."""
        own = next((one for one in self.export.documents if one.info.slug == slug), None)
        return own.piece_text(piece) if own is not None else piece

    def link(self, citation: Citation, document: str) -> str | None:
        """The page of a citation in the viewer."""
        return self.export.link(citation, document)

    def cell_link(self, cell: Cell) -> str:
        """The cell in the service."""
        return self.export.cell_link(cell)

    def versions(self) -> list[tuple[ExportedDocument, ExportedDocument]]:
        """Two versions of one plan that follow one another, the older first."""
        by_plan: dict[str, list[ExportedDocument]] = {}
        for document in self.documents:
            if document.info.plan:
                by_plan.setdefault(document.info.plan, []).append(document)
        found = []
        for plan in sorted(by_plan):
            own = sorted(by_plan[plan], key=lambda one: (str(one.info.date or ""), one.info.slug))
            found += list(pairwise(own))
        return found


@dataclass(frozen=True, slots=True)
class Tally:
    """Verdicts that people established on a set of cells, and what they did not establish.

    ``by_verdict`` counts decided cells alone; ``undecided`` cells that nobody settled (not reviewed, or in doubt).
    """

    by_verdict: Mapping[Verdict, int]
    undecided: int

    @property
    def answerable(self) -> int:
        """Decided cells to which the indicator applies: what a share of « oui » is of."""
        return sum(self.by_verdict.get(one, 0) for one in (Verdict.OUI, Verdict.PARTIEL, Verdict.NON))

    def count(self, verdict: Verdict) -> int:
        """Decided cells of this verdict."""
        return self.by_verdict.get(verdict, 0)


def tally(cells: list[Cell]) -> Tally:
    """Count what people established."""
    counts: dict[Verdict, int] = {}
    undecided = 0
    for cell in cells:
        if is_established(cell) and cell.verdict is not None:
            counts[cell.verdict] = counts.get(cell.verdict, 0) + 1
        else:
            undecided += 1
    return Tally(counts, undecided)


def kept_and_decided(material: Material, code: str) -> tuple[int, int]:
    """Decisions on an indicator that keep the verdict of the tool, and all of them; a doubt decides nothing."""
    decided = [
        (cell.verdict, cell.decision.tool_verdict)
        for _, cell in material.of_indicator(code)
        if cell.decision is not None and cell.status is not CellStatus.DOUBTFUL
    ]
    return sum(verdict == tool for verdict, tool in decided), len(decided)


def median_minutes(material: Material, code: str) -> float | None:
    """Median time of the review of an indicator, to a tenth of a minute; None where it was not timed."""
    known = sorted(seconds / 60 for (_, indicator), seconds in material.seconds.items() if indicator == code)
    return round(known[len(known) // 2], 1) if known else None


def is_established(cell: Cell) -> bool:
    """Whether a person settled the cell, with proof that still stands: nothing else counts as established."""
    return holds(cell.status, cell.standing)


def holds(status: CellStatus, standing: DecisionStanding | None) -> bool:
    """Whether a decision in this state establishes a verdict."""
    settled = status in (CellStatus.VALIDATED, CellStatus.CORRECTED)
    return settled and standing is not DecisionStanding.EVIDENCE_GONE


def kinds_of(material: Material) -> list[DocumentKind | None]:
    """The kinds of plan that there are, in the order of their names."""
    found = {document.info.kind for document in material.export.documents}
    return sorted(found, key=lambda kind: kind.value if kind else "zz")


def themes_of(grid: Grid) -> dict[str, list[Indicator]]:
    """The indicators by theme, in the order of the grid."""
    found: dict[str, list[Indicator]] = {}
    for indicator in grid.indicators:
        found.setdefault(indicator.theme or "Autres indicateurs", []).append(indicator)
    return found
