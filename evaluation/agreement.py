"""How the tool's verdict stands to the gold's, in one word."""

from __future__ import annotations

from enum import StrEnum

from domain import Verdict
from evaluation.cell_results import CellResult

_STEPS = {Verdict.NON: 0, Verdict.PARTIEL: 1, Verdict.OUI: 2}


class Agreement(StrEnum):
    """``VOISIN`` is one step away on non < partiel < oui; it is wrong, but less so."""

    JUSTE = "juste"
    VOISIN = "voisin"
    FAUX = "faux"
    A_VERIFIER = "à vérifier"
    SANS_REPONSE = "sans réponse"


def agreement(cell: CellResult) -> Agreement:
    """The agreement of one cell."""
    if cell.answer is None:
        return Agreement.SANS_REPONSE
    if cell.answer is Verdict.A_VERIFIER:
        return Agreement.A_VERIFIER
    if cell.right:
        return Agreement.JUSTE
    if cell.gold in _STEPS and cell.answer in _STEPS and abs(_STEPS[cell.gold] - _STEPS[cell.answer]) == 1:
        return Agreement.VOISIN
    return Agreement.FAUX
