"""An answer as a person checks it: criteria met or not, values, citations, what was searched, what was decided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from api import links
from domain import (
    Answer,
    Cell,
    CellStatus,
    Citation,
    ClockMode,
    DecisionStanding,
    DocumentInfo,
    PieceKind,
    StoredPage,
    Verdict,
)
from indicator_queries import Indicator
from use_cases.container import Application
from use_cases.decided_content import KEPT_PERTINENCE
from use_cases.review import HistoryEntry
from use_cases.table_figures import TableFigure
from web.near_lines import NearLine, near_lines
from web.page_pane import PagePane, first_page, pane_of, ranks_at
from web.page_state import EvidenceState, ReviewState
from web.places import PlaceLinks, ValueLine

_MET = "établi"
_QUERIES_SHOWN = 6  # the words of the grid, that follow, would drown them


@dataclass(frozen=True, slots=True)
class CriterionLine:
    """A criterion of the rubric and what was found of it: « établi », « annoncé », « démenti », « non trouvé »."""

    key: str
    name: str
    question: str
    state: str

    @property
    def met(self) -> bool:
        """Whether the verdict counts it as met."""
        return self.state == _MET


@dataclass(frozen=True, slots=True)
class CitationLine:
    """A citation in the list; ``number`` counts from 1."""

    number: int
    citation: Citation
    row: str | None
    href: str
    current: bool
    lost: bool = False


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Another cell of the document, for the way on."""

    code: str
    name: str
    href: str
    cell: Cell

    @property
    def settled(self) -> bool:
        """Whether somebody validated or corrected the cell; a doubt settles nothing."""
        return self.cell.status in (CellStatus.VALIDATED, CellStatus.CORRECTED)

    @property
    def open(self) -> bool:
        """Whether the cell waits for somebody: nobody looked at it, or what was decided must be looked at again."""
        return self.cell.status is CellStatus.NOT_REVIEWED or (
            self.cell.standing is not None and self.cell.standing.to_review
        )


@dataclass(frozen=True, slots=True)
class CellPage:
    """What the page of a cell shows."""

    document: DocumentInfo
    indicator: Indicator
    cell: Cell
    answer: Answer | None
    criteria: tuple[CriterionLine, ...]
    citations: tuple[CitationLine, ...]
    values: tuple[ValueLine, ...]
    tool_values: tuple[ValueLine, ...]
    sheet: PagePane | None
    cited_page: bool
    queries: tuple[str, ...]
    nearest: tuple[NearLine, ...]
    neighbours: tuple[Neighbour, ...]
    before: Neighbour | None
    after: Neighbour | None
    next_open: Neighbour | None
    history: tuple[HistoryEntry, ...]
    seconds: float
    tables: tuple[TableFigure, ...] = ()

    @property
    def has_opinions(self) -> bool:
        """Whether the dossier holds the opinion of an authority."""
        return any(piece.kind is PieceKind.AVIS for piece in self.document.pieces)

    @property
    def done(self) -> int:
        """How many cells of the document are settled."""
        return sum(neighbour.settled for neighbour in self.neighbours)

    @property
    def can_accept(self) -> bool:
        """Whether there is a verdict to validate: that of the decision, else the tool's."""
        verdict = self.cell.verdict or (self.answer.verdict if self.answer else None)
        return verdict not in (None, Verdict.A_VERIFIER)

    @property
    def decided(self) -> bool:
        """Whether a person said anything of the cell that stands."""
        return self.cell.decision is not None

    @property
    def confirmable(self) -> bool:
        """Whether taking the decision up again changes how it stands: evidence that is gone must be chosen anew."""
        return self.cell.standing in (DecisionStanding.TOOL_DISAGREES, DecisionStanding.EVIDENCE_MOVED)

    @property
    def former_quotes(self) -> dict[int, Citation]:
        """Where the citations that moved stood when the decision was made, by their number."""
        then = self.cell.decision.citations if self.cell.decision else ()
        return {
            number: old
            for number, (old, now) in enumerate(zip(then, self.cell.citations, strict=False), start=1)
            if (old.piece, old.page) != (now.piece, now.page)
        }

    @property
    def state(self) -> ReviewState:
        """What the script of the review starts from, as JSON."""
        cell = self.cell
        verdict = cell.verdict or (self.answer.verdict if self.answer else None)
        if verdict is Verdict.A_VERIFIER and self.answer is not None:
            verdict = self.answer.proposed or verdict
        weights = [one.pertinence for one in cell.decision.evidence] if cell.decision else []
        return {
            "document": self.document.slug,
            "indicator": self.indicator.code,
            "answer": cell.answer_number,
            "seen": cell.seen,
            "status": cell.status.value,
            "verdict": verdict.value if verdict else None,
            "values": [line.state for line in self.values],
            "evidence": [
                _evidence(line, weight)
                for line, weight in zip_longest(self.citations, weights, fillvalue=KEPT_PERTINENCE)
                if isinstance(line, CitationLine)
            ],
            "comment": cell.comment or "",
            "next": self.next_open.href if self.next_open else None,
        }


def cell_page(application: Application, document: DocumentInfo, indicator: Indicator, citation: int) -> CellPage | None:
    """The page of a cell, open at a citation (from 1); None when it was neither answered nor decided."""
    cells = application.cells.of(document.slug)
    cell = next((one for one in cells if one.indicator == indicator.code), None)
    if cell is None:
        return None
    names = {each.code: each.name for each in application.grid.indicators}
    ring = tuple(
        Neighbour(one.indicator, names[one.indicator], links.cell(document.slug, one.indicator), one) for one in cells
    )
    at = next(place for place, neighbour in enumerate(ring) if neighbour.code == indicator.code)
    answer = cell.answer
    current = min(max(citation, 1), len(cell.citations))
    nearest = () if cell.citations or answer is None else near_lines(application.corpus, document.slug, answer)
    places = PlaceLinks(application.corpus, document.slug)
    cited = _cited_pane(application, places, cell, cell.citations[current - 1] if current else None)
    seconds = application.reviewing.seconds(document.slug).get(indicator.code, {})
    return CellPage(
        document=document,
        indicator=indicator,
        cell=cell,
        answer=answer,
        criteria=_criteria(indicator, answer.provenance.criteria or {}) if answer else (),
        citations=_citations(places, cell, current),
        values=places.of_values(cell.values, cell.citations),
        tool_values=places.of_values(answer.values, answer.citations) if answer and cell.decision else (),
        sheet=cited or _nearest_pane(application, document.slug, nearest) or first_page(application, document),
        cited_page=cited is not None,
        queries=answer.searched.queries[:_QUERIES_SHOWN] if answer else (),
        nearest=nearest,
        neighbours=ring,
        before=ring[at - 1] if at else None,
        after=ring[at + 1] if at + 1 < len(ring) else None,
        next_open=next((one for one in (*ring[at + 1 :], *ring[:at]) if one.open), None),
        history=application.reviewing.history(document.slug, indicator.code),
        seconds=seconds.get(ClockMode.MAIN, 0.0) + seconds.get(ClockMode.ASSISTE, 0.0),
        tables=_tables(application, document.slug, indicator),
    )


def _tables(application: Application, slug: str, indicator: Indicator) -> tuple[TableFigure, ...]:
    """The figures of the geographic tables that bear on an indicator; nothing is read where none may."""
    if not indicator.geographic_codes:
        return ()
    return application.table_figures.of(slug).of_indicator(indicator)


def _criteria(indicator: Indicator, states: Mapping[str, str]) -> tuple[CriterionLine, ...]:
    return tuple(
        CriterionLine(criterion.key, criterion.name, criterion.question, states.get(criterion.key, "non examiné"))
        for criterion in indicator.rubric.criteria
    )


def _citations(places: PlaceLinks, cell: Cell, current: int) -> tuple[CitationLine, ...]:
    lines = []
    for number, citation in enumerate(cell.citations, start=1):
        lost = citation in cell.lost
        row = None if lost else _row(places.page(citation.piece, citation.ordinal), citation)
        href = links.cell(cell.document, cell.indicator, number)
        lines.append(CitationLine(number, citation, row, href, number == current, lost))
    return tuple(lines)


def _row(stored: StoredPage | None, citation: Citation) -> str | None:
    """The reading of a row of a table, where the citation is one."""
    if stored is None:
        return None
    ranks = ranks_at(stored, citation.start, citation.end, citation.quote)
    return " ; ".join(one.row for one in stored.sentences if one.position in ranks and one.row) or None


def _cited_pane(application: Application, places: PlaceLinks, cell: Cell, citation: Citation | None) -> PagePane | None:
    """The page of the citation; None when there is none, or when its words stand nowhere any more."""
    stored = None if citation is None or citation in cell.lost else places.page(citation.piece, citation.ordinal)
    if citation is None or stored is None:
        return None
    ranks = ranks_at(stored, citation.start, citation.end, citation.quote)
    return pane_of(application, cell.document, citation.piece, citation.ordinal, ranks)


def _nearest_pane(application: Application, slug: str, nearest: Sequence[NearLine]) -> PagePane | None:
    """Where there is nothing to cite, the page that comes nearest: what a « non » must be checked against."""
    found = next((near for near in nearest if near.href and near.page is not None), None)
    if found is None or found.page is None:
        return None
    return pane_of(application, slug, found.piece, found.page, found.ranks)


def _evidence(line: CitationLine, pertinence: int) -> EvidenceState:
    return {
        "piece": line.citation.piece,
        "page": line.citation.page,
        "quote": line.citation.quote or None,
        "pertinence": pertinence,
        "href": line.href,
    }
