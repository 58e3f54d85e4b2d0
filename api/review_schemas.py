"""The shapes of requests and responses about decisions on cells."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace
from typing import Annotated

from pydantic import BaseModel, Field

from api.answer_schemas import AnswerView
from api.bounds import Offset, PageNumber, StoredId
from api.request_base import Request
from api.review_views import ReviewView
from api.value_schemas import ValueView
from domain import (
    Cell,
    CellStatus,
    Citation,
    ClockMode,
    Comparator,
    Decision,
    DecisionStanding,
    NotedEvidence,
    Value,
    Verdict,
)
from domain.labels import STANDINGS
from use_cases.review import HistoryEntry


class EvidenceIn(Request):
    """A piece of evidence given by a person."""

    piece: Annotated[str, Field(min_length=1, max_length=300)]
    page: PageNumber | None = None
    quote: Annotated[str, Field(max_length=4000)] | None = None
    pertinence: Annotated[int, Field(ge=1, le=3)] = 3

    @classmethod
    def of(cls, evidence: NotedEvidence) -> EvidenceIn:
        """Evidence as it was given."""
        return cls(**asdict(evidence))

    def given(self) -> NotedEvidence:
        """As the use case takes it."""
        return NotedEvidence(self.piece, self.page, self.quote, self.pertinence)


class ValuePlaceIn(Request):
    """Another place that gives a value."""

    piece: Annotated[str, Field(max_length=300)]
    page: PageNumber | None = None
    quote: Annotated[str, Field(max_length=4000)] | None = None
    ordinal: PageNumber | None = None
    start: Offset | None = None
    end: Offset | None = None


class ReviewValueIn(Request):
    """A quantity given by a person.

    ``piece``, ``page``, ``quote``, ``ordinal``, ``start`` and ``end`` say where it stands, like those of a citation;
    left out, a value that repeats one that the cell shows keeps the place of that one. ``elsewhere`` are the other
    places that give the same.
    """

    value: float
    unit: Annotated[str, Field(max_length=60)] | None = None
    label: Annotated[str, Field(max_length=300)] | None = None
    piece: Annotated[str, Field(max_length=300)] = ""
    page: PageNumber | None = None
    quote: Annotated[str, Field(max_length=4000)] | None = None
    ordinal: PageNumber | None = None
    start: Offset | None = None
    end: Offset | None = None
    subject: Annotated[str, Field(max_length=300)] | None = None
    zone: Annotated[str, Field(max_length=300)] | None = None
    condition: Annotated[str, Field(max_length=1000)] | None = None
    comparator: Comparator | None = None
    elsewhere: list[ValuePlaceIn] = Field(default=[], max_length=500)

    @classmethod
    def of(cls, value: Value) -> ReviewValueIn:
        """A value as it was given."""
        return cls(**{name: told for name, told in asdict(value).items() if name != "document"})

    def given(self, document: str) -> list[Value]:
        """As the use case takes it: a value a place."""
        value = Value(**self.model_dump(exclude={"elsewhere"}), document=document)
        return [value, *(replace(value, **place.model_dump()) for place in self.elsewhere)]


class Seen(Request):
    """What every act names: ``seen`` is the cell's ``seen`` that the person had before their eyes, null when none.

    If somebody else acted in between, the act is refused with 409 and that decision. ``reviewer`` signs it; left
    out, the name given in this browser does.
    """

    seen: StoredId | None = None
    reviewer: Annotated[str, Field(max_length=100)] = ""


def values_given(values: Iterable[ReviewValueIn], document: str) -> list[Value]:
    """The values of a request as the use case takes them."""
    return [place for value in values for place in value.given(document)]


class ReviewRequest(Seen):
    """A decision on a cell.

    ``answer_id`` is the answer that the person read. « accepte » validates the tool's answer, and on a cell already
    decided it confirms the decision. ``values`` and ``evidence`` left out keep those that the cell shows. ``clock``
    is stopped, and its seconds kept with the decision.
    """

    answer_id: StoredId | None = None
    decision: Decision
    verdict: Verdict | None = None
    values: Annotated[list[ReviewValueIn], Field(max_length=100)] | None = None
    evidence: Annotated[list[EvidenceIn], Field(max_length=100)] | None = None
    comment: Annotated[str, Field(max_length=4000)] | None = None
    clock: str | None = None


class RestoreRequest(Seen):
    """Which decision of the history to put back."""

    review: StoredId


class HistoryView(ReviewView):
    """A row of the history of a cell: an act, and the decision that stood before it (null: the tool's answer)."""

    before: ReviewView | None

    @classmethod
    def of_entry(cls, entry: HistoryEntry) -> HistoryView:
        """The public side of a row of the history."""
        before = ReviewView.of(entry.before) if entry.before else None
        return cls(**dict(ReviewView.of(entry.review)), before=before)


class CellView(BaseModel):
    """A cell: what was decided, beside what the tool answers now.

    ``verdict``, ``values``, ``citations`` and ``comment`` are the decision's where there is one, else the answer's.
    ``standing`` says how the decision stands beside the present answer and text, ``lost`` which of its citations
    stand nowhere any more. ``stale``: the tool answered again since the decision.
    """

    indicator: str
    status: CellStatus
    verdict: Verdict | None
    values: list[ValueView]
    citations: list[Citation]
    comment: str | None
    standing: DecisionStanding | None
    lost: list[Citation]
    answer_id: int | None
    answer: AnswerView | None
    review: ReviewView | None
    seen: int | None
    stale: bool
    seconds_manual: float
    seconds_assisted: float

    @classmethod
    def of(cls, cell: Cell, seconds: Mapping[ClockMode, float]) -> CellView:
        """The public side of a cell, with the seconds that were spent on it."""
        return cls(
            indicator=cell.indicator,
            status=cell.status,
            verdict=cell.verdict,
            values=ValueView.all_of(cell.values, cell.document),
            citations=list(cell.citations),
            comment=cell.comment,
            standing=cell.standing,
            lost=list(cell.lost),
            answer_id=cell.answer_number,
            answer=AnswerView.of(cell.answer) if cell.answer else None,
            review=ReviewView.of(cell.decision) if cell.decision else None,
            seen=cell.seen,
            stale=cell.decision is not None and cell.decision.answer != cell.answer_number,
            seconds_manual=seconds.get(ClockMode.MAIN, 0.0),
            seconds_assisted=seconds.get(ClockMode.ASSISTE, 0.0),
        )


class ToReviewView(BaseModel):
    """A decision to look at again, beside what the tool answers now."""

    standing: DecisionStanding
    reason: str
    cell: CellView

    @classmethod
    def of(cls, standing: DecisionStanding, cell: CellView) -> ToReviewView:
        """A decision that stands otherwise than it was made, with the reason in French."""
        return cls(standing=standing, reason=STANDINGS[standing], cell=cell)
