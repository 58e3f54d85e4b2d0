"""The shape of a decision as it is kept."""

from __future__ import annotations

from dataclasses import asdict

from pydantic import BaseModel

from api.moments import Moment
from api.value_schemas import ValueView
from domain import (
    CitedPart,
    Decision,
    DecisionEvidence,
    Review,
    ReviewAct,
    Verdict,
)


class EvidenceView(BaseModel):
    """A citation of a decision, with its ``pertinence``: 3 decisive, 2 supports, 1 related."""

    piece: str
    page: int | None
    label: str | None
    quote: str
    ordinal: int
    start: int
    end: int
    document: str
    confidence: float | None
    before: CitedPart | None = None
    after: CitedPart | None = None
    pertinence: int

    @classmethod
    def of(cls, evidence: DecisionEvidence) -> EvidenceView:
        """The public side of a piece of evidence."""
        return cls(**asdict(evidence.citation), pertinence=evidence.pertinence)


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
    values: list[ValueView]
    evidence: list[EvidenceView]
    replaces: int | None
    restores: int | None
    current: bool
    created_at: Moment

    @classmethod
    def of(cls, review: Review) -> ReviewView:
        """The public side of a decision."""
        return cls(
            id=review.id,
            document=review.document,
            indicator=review.indicator,
            answer_id=review.answer,
            reviewer=review.reviewer,
            act=review.act,
            decision=review.decision,
            verdict=review.verdict,
            tool_verdict=review.tool_verdict,
            comment=review.comment,
            seconds=review.seconds,
            values=ValueView.all_of(review.values, review.document),
            evidence=[EvidenceView.of(one) for one in review.evidence],
            replaces=review.replaces,
            restores=review.restores,
            current=review.current,
            created_at=review.created_at,
        )
