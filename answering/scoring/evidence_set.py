"""The evidence of a criterion in a document as a set: of its best sentence alone a long text always has one."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from answering.scoring.evidence_table import Mask, Scores

#: Probabilities nearer to 0 or 1 than this are not told apart.
_LEAST = 1e-4
#: Log-odds that stand for « no such sentence ».
_NONE = -5.0

SET_FEATURES = (
    "best", "third", "eighth", "mass", "pages", "best_denial", "denial_mass", "by_rule", "denied_by_rule",
    "rule_balance", "best_by_rule", "best_denial_by_rule", "some_by_rule", "likest", "spoken",
)  # fmt: skip
"""Names of what :func:`set_features` gives, in order."""


WITHOUT_LIKENESS = SET_FEATURES[:-2]
"""Those that a second opinion judges from: what sentences say, and neither what they resemble nor how many speak."""


def set_columns(names: Sequence[str]) -> list[int]:
    """The columns of :func:`set_features` that have these names."""
    return [SET_FEATURES.index(name) for name in names]


def log_odds(probability: float) -> float:
    """The log-odds of a probability, kept finite."""
    held = min(max(probability, _LEAST), 1 - _LEAST)
    return float(np.log(held / (1 - held)))


def set_features(
    established: Scores,
    denied: Scores,
    meets: Mask,
    denies: Mask,
    pages: Sequence[tuple[str, int | None]],
    *,
    likest: float,
    spoken: int,
) -> list[float]:
    """Describe the sentences looked at for a criterion, in the order of :data:`SET_FEATURES`.

    Args:
        established: Probability of each that it establishes the criterion.
        denied: Probability of each that it denies it.
        meets: Those that meet it by rule.
        denies: Those that take it back by rule.
        pages: Piece and page of each.
        likest: How much the one that resembles labelled evidence most does so.
        spoken: How many bear the words of the subject, whatever they say of it: few, where there is nothing to find.
    """
    best = np.sort(established)[::-1]
    likely = {page for page, chance in zip(pages, established.tolist(), strict=True) if chance > 0.5}
    met, back = int(meets.sum()), int(denies.sum())
    return [
        log_odds(float(best[0])) if len(best) else _NONE,
        log_odds(float(best[2])) if len(best) > 2 else _NONE,
        log_odds(float(best[7])) if len(best) > 7 else _NONE,
        float(np.log(established[established > 0.1].sum() + 0.1)),
        float(np.log1p(len(likely))),
        log_odds(float(denied.max())) if len(denied) else _NONE,
        float(np.log(denied[denied > 0.1].sum() + 0.1)),
        float(np.log1p(met)),
        float(np.log1p(back)),
        float(np.log1p(met) - np.log1p(back)),
        log_odds(float(established[meets].max())) if met else _NONE,
        log_odds(float(denied[denies].max())) if back else _NONE,
        float(met > 0),
        likest,
        float(np.log1p(spoken)),
    ]
