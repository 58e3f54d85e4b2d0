"""How the tool's verdict stands to the gold's, in one word."""

from __future__ import annotations

from enum import StrEnum

from domain import Verdict
from evaluation.cell_results import CellResult

_STEPS = {Verdict.NON: 0, Verdict.PARTIEL: 1, Verdict.OUI: 2}


class Agreement(StrEnum):
    """``NEAR`` is one step away on non < partiel < oui; it is wrong, but less so. ``TO_CHECK`` is an abstention."""

    RIGHT = "right"
    NEAR = "near"
    WRONG = "wrong"
    TO_CHECK = "to_check"
    NO_ANSWER = "no_answer"


def agreement(cell: CellResult) -> Agreement:
    """The agreement of one cell."""
    if cell.answer is None:
        return Agreement.NO_ANSWER
    if cell.answer is Verdict.A_VERIFIER:
        return Agreement.TO_CHECK
    if cell.right:
        return Agreement.RIGHT
    if cell.gold in _STEPS and cell.answer in _STEPS and abs(_STEPS[cell.gold] - _STEPS[cell.answer]) == 1:
        return Agreement.NEAR
    return Agreement.WRONG
