"""Where the values of the reference are lost without a model, and what is shown that it does not have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from benchmarks.values_read import AmountKey, Candidates, noted_amounts
from evaluation.gold_cells import Gold
from french.units import Amount

LOSSES = ("shown", "too unsure", "no label", "not read", "verdict")
"""What became of a value of the reference, the furthest it came first."""


def value_losses(
    gold: Gold,
    candidates: Candidates,
    best: Mapping[AmountKey, tuple[float, Amount]],
    least: Mapping[str, float],
) -> dict[str, Counter[str]]:
    """What became of the values of the reference, by dossier.

    Args:
        gold: The reference.
        candidates: What was looked at.
        best: The likeliest place of every amount of a cell.
        least: The chance from which a value is shown, by dossier.

    Returns:
        Counts by the names of :data:`LOSSES`: shown; a candidate under the chance; a number that was read and that no
        label of the grid measures there; no such number with that unit read; a cell that is proposed as « non ».
    """
    found: dict[str, Counter[str]] = {document: Counter() for document in gold.documents}
    for cell in gold.cells:
        own = [(chance, amount) for key, (chance, amount) in best.items() if key[:2] == (cell.document, cell.indicator)]
        for wanted in noted_amounts(cell):
            chance = max((chance for chance, amount in own if amount.is_same(wanted)), default=None)
            if (cell.document, cell.indicator) not in candidates.looked:
                became = "verdict"
            elif chance is not None:
                became = "shown" if chance >= least[cell.document] else "too unsure"
            else:
                read = any(amount.is_same(wanted) for amount in candidates.read.get(cell.document, ()))
                became = "no label" if read else "not read"
            found[cell.document][became] += 1
    return found


def losses_table(
    gold: Gold,
    candidates: Candidates,
    best: Mapping[AmountKey, tuple[float, Amount]],
    least: Mapping[str, float],
) -> str:
    """The same as a Markdown table, all dossiers last."""
    counts = value_losses(gold, candidates, best, least)
    rows = [*counts.items(), ("**all**", sum(counts.values(), Counter()))]
    lines = [f"| {name} | {of.total()} | " + " | ".join(str(of[one]) for one in LOSSES) + " |" for name, of in rows]
    return "\n".join(["| | values | " + " | ".join(LOSSES) + " |", "|---" * (2 + len(LOSSES)) + "|", *lines])
