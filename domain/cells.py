"""A cell (document, indicator) as it is shown and exported: what was decided, beside what the tool answers now."""

from __future__ import annotations

from dataclasses import dataclass

from domain.answers import Answer, Citation, Value
from domain.enums import CellStatus, DecisionStanding, Verdict
from domain.reviews import Review


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
