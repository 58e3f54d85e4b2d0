"""From which chance on a verdict is given, chosen on verdicts of dossiers that were left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from domain import Verdict

#: Share of given verdicts that must be right, and least share of cells that are answered.
AIM, LEAST_ANSWERED = 0.88, 0.70
#: A criterion without labelled examples is judged from cue phrases and meaning alone: so much more chance is wanted.
_WITHOUT_EXAMPLES = 0.12
_MOST = 0.95


@dataclass(frozen=True, slots=True)
class HeldOutVerdict:
    """A verdict with its chance, and the one of the reference."""

    verdict: Verdict
    chance: float
    reference: Verdict


def sure_from(outcomes: Sequence[HeldOutVerdict], *, alone: bool = False) -> float:
    """The least chance from which the verdicts given are right often enough, as long as enough cells are answered.

    Args:
        outcomes: Verdicts of dossiers left out.
        alone: For criteria without labelled examples.
    """
    ranked = sorted(outcomes, key=lambda one: -one.chance)
    floor = max(1, round(LEAST_ANSWERED * len(ranked)))
    right, best = 0, floor
    for answered, one in enumerate(ranked, 1):
        right += one.verdict is one.reference
        if answered >= floor and right / answered >= AIM:
            best = answered
    chosen = ranked[best - 1].chance if ranked else 1.0
    return min(chosen + _WITHOUT_EXAMPLES, _MOST) if alone else chosen
