"""A cell (document, indicator) as it is shown and exported: what was decided, beside what the tool answers now."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from domain.answers import Answer, Citation, Value
from domain.enums import Verdict
from domain.reviews import Review


class CellStatus(StrEnum):
    """Where a cell stands in the review. A doubt is a state of its own: it is neither validated nor unreviewed."""

    NOT_REVIEWED = "not_reviewed"
    VALIDATED = "validated"
    CORRECTED = "corrected"
    DOUBTFUL = "doubtful"


class DecisionStanding(StrEnum):
    """How a decision stands beside the tool's present answer and the present text of the document.

    ``EVIDENCE_GONE``: a quote of the decision stands nowhere any more. ``TOOL_DISAGREES``: the tool answers again,
    with another verdict than the one it gave when the person decided. ``EVIDENCE_MOVED``: same quotes, other
    pages or pieces. The first that holds, in this order, is the standing.
    """

    EVIDENCE_GONE = "evidence_gone"
    TOOL_DISAGREES = "tool_disagrees"
    EVIDENCE_MOVED = "evidence_moved"
    UNCHANGED = "unchanged"

    @property
    def to_review(self) -> bool:
        """Whether a person should look at the decision again."""
        return self is not DecisionStanding.UNCHANGED


@dataclass(frozen=True, slots=True)
class Cell:
    """What is shown, counted and exported of a cell, everywhere the same.

    ``verdict``, ``values``, ``citations`` and ``comment`` are the decision's where there is one, else the
    answer's (``comment`` is then None). ``verdict`` is None where a person doubts without saying one and where
    nothing was answered. Values and citations of a decision are given where they stand in the present text (those of
    ``decision`` itself where they stood when it was made). ``answer`` is the tool's newest answer with its
    ``answer_number``. ``lost`` are the citations of the decision that stand nowhere any more, ``standing`` is None
    without a decision. ``seen`` is the number of the last act on the cell, withdrawals included: what a later act
    must name, so that nobody overwrites what they have not seen.
    """

    document: str
    indicator: str
    status: CellStatus
    verdict: Verdict | None
    values: tuple[Value, ...] = ()
    citations: tuple[Citation, ...] = ()
    comment: str | None = None
    decision: Review | None = None
    standing: DecisionStanding | None = None
    lost: tuple[Citation, ...] = ()
    answer: Answer | None = None
    answer_number: int | None = None
    seen: int | None = None
