"""From which chance on a verdict is given, chosen on verdicts of dossiers that were left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import product

import numpy as np

from domain import Verdict

#: Share of given verdicts that must be right, least share of cells that are answered, share of « non » to be found.
#: Two points more than the .88 that users are promised: what is the best of many pairs of chances on some dossiers is
#: less right on others (.88 asked gave .88 and .87 on dossiers left out, .90 gives .89).
AIM, LEAST_ANSWERED, NON_FOUND = 0.90, 0.70, 0.72
#: What is short of the first two counts so many times what is short of the third.
_WEIGHT = 3.0
#: A criterion without labelled examples is judged from cue phrases and meaning alone: so much more chance is wanted.
_WITHOUT_EXAMPLES = 0.12
_MOST = 0.95
#: Verdicts that say that there is nothing.
_NOTHING = frozenset({Verdict.NON, Verdict.SANS_OBJET})


@dataclass(frozen=True, slots=True)
class HeldOutVerdict:
    """A verdict with its chance, and the one of the reference."""

    verdict: Verdict
    chance: float
    reference: Verdict


@dataclass(frozen=True, slots=True)
class SureFrom:
    """The chances from which verdicts are given.

    A « non » has its own: it wants every criterion absent, so its chance, a product over criteria, is lower than that
    of an equally trustworthy « oui ».

    Attributes:
        something: For « oui » and « partiel ».
        nothing: For « non » and « sans objet ».
    """

    something: float
    nothing: float

    def of(self, verdict: Verdict, *, known: bool = True) -> float:
        """The chance from which a verdict is given; ``known`` tells whether its criteria had labelled examples."""
        least = self.nothing if verdict in _NOTHING else self.something
        return least if known else max(least, min(least + _WITHOUT_EXAMPLES, _MOST))

    def to_json(self) -> dict[str, float]:
        """Plain values, rounded."""
        return {name: round(chance, 3) for name, chance in asdict(self).items()}

    @classmethod
    def from_json(cls, stored: Mapping[str, float]) -> SureFrom:
        """Read what :meth:`to_json` gave."""
        return cls(float(stored["something"]), float(stored["nothing"]))


def sure_from(outcomes: Sequence[HeldOutVerdict]) -> SureFrom:
    """The chances with which enough cells are answered, enough answers are right, and enough « non » are found.

    Every pair of chances that occur is tried; of those that reach as much the one that answers most.

    Args:
        outcomes: Verdicts of dossiers left out.
    """
    nothing = np.array([one.verdict in _NOTHING for one in outcomes], dtype=np.bool_)
    chance = np.array([one.chance for one in outcomes])
    right = np.array([one.verdict is one.reference for one in outcomes], dtype=np.bool_)
    found = right & np.array([one.verdict is Verdict.NON for one in outcomes], dtype=np.bool_)
    negative = max(1, sum(one.reference is Verdict.NON for one in outcomes))
    best, reached = SureFrom(1.0, 1.0), -np.inf
    for something, absent in product(_tried(chance[~nothing]), _tried(chance[nothing])):
        given = chance >= np.where(nothing, absent, something)
        if not given.any():
            continue
        answered = float(given.mean())
        short = _WEIGHT * (max(0.0, LEAST_ANSWERED - answered) + max(0.0, AIM - float(right[given].mean())))
        short += max(0.0, NON_FOUND - int((found & given).sum()) / negative)
        if answered / 100 - short > reached:
            best, reached = SureFrom(something, absent), answered / 100 - short
    return best


def _tried(chances: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> list[float]:
    return sorted(set(chances.tolist())) or [1.0]
