"""The shapes of requests and responses about decisions on cells."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from pydantic import BaseModel, Field

from api.bounds import Offset, PageNumber, StoredId
from api.schemas import AnswerView, Request
from domain import CellStatus, Comparator, Decision, DecisionStanding, ReviewAct, Value, Verdict
from use_cases.decided_content import EvidenceGiven


class EvidenceIn(Request):
    """A piece of evidence given by a person."""

    piece: Annotated[str, Field(min_length=1, max_length=300)]
    page: PageNumber | None = None
    quote: Annotated[str, Field(max_length=4000)] | None = None
    pertinence: Annotated[int, Field(ge=1, le=3)] = 3

    def given(self) -> EvidenceGiven:
        """As the use case takes it."""
        return EvidenceGiven(self.piece, self.page, self.quote, self.pertinence)


class ReviewValueIn(Request):
    """A quantity given by a person.

    ``piece``, ``page``, ``quote``, ``ordinal``, ``start`` and ``end`` say where it stands, like those of a citation;
    left out, a value that repeats one that the cell shows keeps the place of that one.
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

    def given(self, document: str) -> Value:
        """As the use case takes it."""
        return Value(**self.model_dump(), document=document)


class Seen(Request):
    """What every act names: ``seen`` is the cell's ``seen`` that the person had before their eyes, null when none.

    If somebody else acted in between, the act is refused with 409 and that decision. ``reviewer`` signs it; left
    out, the name given in this browser does.
    """

    seen: StoredId | None = None
    reviewer: Annotated[str, Field(max_length=100)] = ""


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


class ReviewView(BaseModel):
    """A decision as kept, with all that it said; ``answer_id`` is null when the answer it read is gone."""

    id: int
    document: str
    indicator: str
    answer_id: int | None
    reviewer: str
    act: ReviewAct
    decision: Decision
    verdict: Verdict | None
    tool_verdict: Verdict | None
    comment: str | None
    seconds: float | None
    values: list[dict[str, Any]]
    evidence: list[dict[str, Any]]
    replaces: int | None
    restores: int | None
    current: bool
    created_at: datetime


class HistoryView(ReviewView):
    """A row of the history of a cell: an act, and the decision that stood before it (null: the tool's answer)."""

    before: ReviewView | None


class CellView(BaseModel):
    """A cell: what was decided, beside what the tool answers now.

    ``verdict``, ``values``, ``citations`` and ``comment`` are the decision's where there is one, else the answer's.
    ``standing`` says how the decision stands beside the present answer and text, ``lost`` which of its citations
    stand nowhere any more. ``stale``: the tool answered again since the decision.
    """

    indicator: str
    status: CellStatus
    verdict: Verdict | None
    values: list[dict[str, Any]]
    citations: list[dict[str, Any]]
    comment: str | None
    standing: DecisionStanding | None
    lost: list[dict[str, Any]]
    answer_id: int | None
    answer: AnswerView | None
    review: ReviewView | None
    seen: int | None
    stale: bool
    seconds_manual: float
    seconds_assisted: float


class ToReviewView(BaseModel):
    """A decision to look at again, beside what the tool answers now."""

    standing: DecisionStanding
    reason: str
    cell: CellView
