"""From chances of criteria to chances of verdicts: the rule of the grid over every combination of its criteria."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import product

from answering.indicators.rubric import verdict_of
from domain import DocumentKind, PieceKind, Verdict
from indicator_queries.schema import Rubric

#: Criteria of which both outcomes are tried; of more, the surest count as they most likely are.
_MOST = 12


def verdict_chances(
    rubric: Rubric,
    established: Mapping[str, float],
    kinds: Iterable[PieceKind] = (),
    document_kind: DocumentKind | None = None,
    *,
    denied: bool = False,
) -> dict[Verdict, float]:
    """The chance of each verdict when criteria are established with these chances, each on its own.

    Args:
        rubric: Criteria and rule.
        established: The chance of each criterion, by key.
        kinds: Kinds of the document's pieces, none when they are not known.
        document_kind: Kind of the document, None when it is not known.
        denied: Whether the document itself denies a criterion.
    """
    present = tuple(kinds)
    unsure = sorted(established, key=lambda key: abs(established[key] - 0.5))[:_MOST]
    sure = {key for key, chance in established.items() if key not in unsure and chance > 0.5}
    chances: dict[Verdict, float] = {}
    for outcome in product((False, True), repeat=len(unsure)):
        chance = 1.0
        for key, met in zip(unsure, outcome, strict=True):
            chance *= established[key] if met else 1 - established[key]
        met_keys = sure | {key for key, met in zip(unsure, outcome, strict=True) if met}
        verdict = verdict_of(rubric, met_keys, present, document_kind, denied=denied)
        chances[verdict] = chances.get(verdict, 0.0) + chance
    return chances
