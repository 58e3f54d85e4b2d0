"""How far a proposed verdict can be trusted: its chance, held against what became of such verdicts on other dossiers.

A chance of .7 is not right as often for a « partiel » as for a « oui », nor where the words that the grid expects tell
another verdict than the trained weights. A regression over these few facts, fitted on dossiers that were left out, says
how often a verdict like this one was right.
"""

from __future__ import annotations

import numpy as np

from answering.scoring.evidence_set import log_odds
from answering.scoring.scorer_weights import Linear
from domain import Verdict

TRUST_FEATURES = ("chance", "as_words_say", "oui", "partiel", "non")
"""Names of the features of a verdict, in order; « sans objet » has none of the last three."""


def trust_row(verdict: Verdict, chance: float, by_words: Verdict) -> list[float]:
    """The features of a proposed verdict.

    Args:
        verdict: The likeliest verdict.
        chance: Its chance.
        by_words: The verdict of the grid's rule by the expected words alone.
    """
    kinds = [float(verdict is one) for one in (Verdict.OUI, Verdict.PARTIEL, Verdict.NON)]
    return [log_odds(chance), float(verdict is by_words), *kinds]


def trust_in(trust: Linear, verdict: Verdict, chance: float, by_words: Verdict) -> float:
    """How often verdicts like this one were right."""
    return float(trust.chances(np.array([trust_row(verdict, chance, by_words)]))[0, 0])
