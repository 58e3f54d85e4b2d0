"""From which trust on a verdict is given, chosen on verdicts of dossiers that were left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from domain import Verdict

#: Share of given verdicts that must be right, and least share of cells that are answered. Of a dossier that was left
#: out fewer are, by some hundredths: seven in ten are wanted there.
AIM, LEAST_ANSWERED = 0.88, 0.73
#: A criterion without labelled examples is judged from cue phrases and meaning alone: so much more trust is wanted.
_WITHOUT_EXAMPLES = 0.12
_MOST = 0.95


@dataclass(frozen=True, slots=True)
class HeldOutVerdict:
    """A proposed verdict of a dossier, by models that do not know it.

    Attributes:
        document: The dossier.
        verdict: The likeliest verdict.
        chance: Its chance.
        by_words: The verdict of the grid's rule by the expected words alone.
        reference: The verdict of the reference.
    """

    document: str
    verdict: Verdict
    chance: float
    by_words: Verdict
    reference: Verdict

    @property
    def right(self) -> bool:
        """Whether it is that of the reference."""
        return self.verdict is self.reference


def sure_from(told: Sequence[tuple[float, bool]], *, alone: bool = False) -> float:
    """The least trust from which the verdicts given are right often enough, as long as enough cells are answered.

    Args:
        told: Trust in verdicts of dossiers left out, and whether each was right.
        alone: For criteria without labelled examples.
    """
    ranked = sorted(told, key=lambda one: -one[0])
    floor = max(1, round(LEAST_ANSWERED * len(ranked)))
    right, best = 0, floor
    for answered, (_, was_right) in enumerate(ranked, 1):
        right += was_right
        if answered >= floor and right / answered >= AIM:
            best = answered
    chosen = ranked[best - 1][0] if ranked else 1.0
    return min(chosen + _WITHOUT_EXAMPLES, _MOST) if alone else chosen
