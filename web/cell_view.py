"""An answer as a person checks it: criteria met or not, values, citations, what was searched, what was decided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from api import links
from domain import Answer, Citation, DocumentInfo, Review, StoredPage
from domain.errors import UsageError
from indicator_queries import Indicator
from use_cases.container import Application
from use_cases.review import ReviewCell
from web.page_pane import SheetView, ranks_at, sheet_view

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


@dataclass(frozen=True, slots=True)
class NearLine:
    """A sentence that was read nearest to the subject, for a « non »; ``ranks`` are its places in the piece."""

    piece: str
    page: int | None
    text: str
    href: str | None
    ranks: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Another cell of the document, for the way on."""

    code: str
    name: str
    href: str
    review: Review | None
    stale: bool

    @property
    def done(self) -> bool:
        """Whether somebody decided on the answer that stands today."""
        return self.review is not None and not self.stale


@dataclass(frozen=True, slots=True)
class CellPage:
    """What the page of a cell shows."""

    document: DocumentInfo
    indicator: Indicator
    number: int
    answer: Answer
    review: Review | None
    stale: bool
    criteria: tuple[CriterionLine, ...]
    citations: tuple[CitationLine, ...]
    sheet: SheetView | None
    queries: tuple[str, ...]
    nearest: tuple[NearLine, ...]
    neighbours: tuple[Neighbour, ...]
    before: Neighbour | None
    after: Neighbour | None
    next_open: Neighbour | None
    history: tuple[Review, ...]
    seconds: float

    @property
    def done(self) -> int:
        """How many cells of the document are decided."""
        return sum(neighbour.done for neighbour in self.neighbours)

    @property
    def state(self) -> dict[str, Any]:
        """What the script of the review starts from, as JSON."""
        content = self.review.content if self.review and not self.stale else {}
        return {
            "document": self.document.slug,
            "indicator": self.indicator.code,
            "answer": self.number,
            "seen": self.review.id if self.review else None,
            "verdict": (self.review.verdict or self.answer.verdict).value if self.review else self.answer.verdict.value,
            "values": content.get("values") or [_value(value) for value in self.answer.values],
            "evidence": content.get("evidence") or [_evidence(citation) for citation in self.answer.citations],
            "comment": (self.review.comment or "") if self.review and not self.stale else "",
            "next": self.next_open.href if self.next_open else None,
        }


def cell_page(
    application: Application,
    document: DocumentInfo,
    indicator: Indicator,
    cells: Sequence[ReviewCell],
    citation: int,
) -> CellPage | None:
    """The page of a cell, open at a citation (from 1); None when the indicator has no answer yet."""
    found = next((cell for cell in cells if cell.indicator == indicator.code), None)
    if found is None:
        return None
    names = {each.code: each.name for each in application.grid.indicators}
    ring = tuple(
        Neighbour(
            cell.indicator,
            names.get(cell.indicator, ""),
            links.cell(document.slug, cell.indicator),
            cell.review,
            cell.stale,
        )
        for cell in cells
    )
    at = next(place for place, neighbour in enumerate(ring) if neighbour.code == indicator.code)
    answer = found.answer
    current = min(max(citation, 1), len(answer.citations))
    nearest = () if answer.citations else _nearest(application, document.slug, answer)
    return CellPage(
        document=document,
        indicator=indicator,
        number=found.number,
        answer=answer,
        review=found.review,
        stale=found.stale,
        criteria=_criteria(indicator, answer.record.get("criteria", {})),
        citations=_citations(application, document.slug, indicator.code, answer, current),
        sheet=_sheet(application, document.slug, answer.citations[current - 1] if current else None)
        or _sheet_of(application, document.slug, nearest),
        queries=answer.searched.queries[:_QUERIES_SHOWN],
        nearest=nearest,
        neighbours=ring,
        before=ring[at - 1] if at else None,
        after=ring[at + 1] if at + 1 < len(ring) else None,
        next_open=next((one for one in (*ring[at + 1 :], *ring[:at]) if not one.done), None),
        history=tuple(application.corpus.reviews.history(document.slug, indicator.code)),
        seconds=sum(found.seconds.values()),
    )


def _criteria(indicator: Indicator, states: Mapping[str, str]) -> tuple[CriterionLine, ...]:
    return tuple(
        CriterionLine(criterion.key, criterion.name, criterion.question, states.get(criterion.key, "non examiné"))
        for criterion in indicator.rubric.criteria
    )


def _citations(
    application: Application, slug: str, code: str, answer: Answer, current: int
) -> tuple[CitationLine, ...]:
    read: dict[tuple[str, int], StoredPage | None] = {}
    lines = []
    for number, citation in enumerate(answer.citations, start=1):
        place = (citation.piece, citation.ordinal)
        if place not in read:
            read[place] = _page(application, slug, citation)
        row = _row(read[place], citation)
        lines.append(CitationLine(number, citation, row, links.cell(slug, code, number), number == current))
    return tuple(lines)


def _page(application: Application, slug: str, citation: Citation) -> StoredPage | None:
    try:
        return application.corpus.texts.page(slug, citation.piece, citation.ordinal)
    except UsageError:  # the piece was taken out, or has fewer pages, since the answer was given
        return None


def _row(stored: StoredPage | None, citation: Citation) -> str | None:
    """The reading of a row of a table, where the citation is one."""
    if stored is None:
        return None
    ranks = ranks_at(stored, citation.start, citation.end, citation.quote)
    return " ; ".join(one.row for one in stored.sentences if one.position in ranks and one.row) or None


def _sheet(application: Application, slug: str, citation: Citation | None) -> SheetView | None:
    """The page of the citation; None when there is none, or when it is no longer in the dossier."""
    stored = None if citation is None else _page(application, slug, citation)
    if citation is None or stored is None:
        return None
    ranks = ranks_at(stored, citation.start, citation.end, citation.quote)
    return sheet_view(application, slug, citation.piece, citation.ordinal, ranks)


def _sheet_of(application: Application, slug: str, nearest: Sequence[NearLine]) -> SheetView | None:
    """Where there is nothing to cite, the page that comes nearest: what a « non » must be checked against."""
    found = next((near for near in nearest if near.href and near.page is not None), None)
    if found is None or found.page is None:
        return None
    return sheet_view(application, slug, found.piece, found.page, found.ranks)


def _nearest(application: Application, slug: str, answer: Answer) -> tuple[NearLine, ...]:
    """The sentences that the record keeps, each found again on its page."""
    return tuple(_near(application, slug, piece, page, text) for piece, page, text in answer.record.get("nearest", ()))


def _near(application: Application, slug: str, piece: str, page: int | None, text: str) -> NearLine:
    if page is None:
        return NearLine(piece, page, text, None, ())
    try:
        stored = application.corpus.texts.page(slug, piece, page)
    except UsageError:  # taken out of the dossier since
        return NearLine(piece, page, text, None, ())
    ranks = tuple(sentence.position for sentence in stored.sentences if sentence.text == text)
    return NearLine(piece, page, text, links.page(slug, piece, page, ranks), ranks)


def _value(value: Any) -> dict[str, Any]:
    return {"value": value.value, "unit": value.unit or "", "label": value.label or ""}


def _evidence(citation: Citation) -> dict[str, Any]:
    return {"piece": citation.piece, "page": citation.page, "quote": citation.quote, "pertinence": 2}
