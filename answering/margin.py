"""By how many sentences a verdict of criteria holds: what would have to be read otherwise for it to change."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import combinations

from answering.criteria import Finding
from corpus.types import Verdict


@dataclass(frozen=True, slots=True)
class Margin:
    """The fewest sentences that, read otherwise, would change a verdict, and the criteria that they decide.

    ``sentences`` is None when nothing that was read could change it: no sentence came near.
    """

    sentences: int | None
    criteria: tuple[str, ...] = ()


def margin(
    findings: Mapping[str, Finding], met: set[str], verdict: Verdict, verdict_if: Callable[[set[str]], Verdict]
) -> Margin:
    """How firmly a verdict stands on the sentences read.

    A criterion that is met falls when the sentences that meet it outnumber those that deny it no more; one that is
    not met would be, were its denials, announcements and refused sentences read as saying it. All criteria
    are turned together, the cheapest way is kept.

    Args:
        findings: the sentences of every criterion, by key.
        met: the criteria that are met.
        verdict: what they gave.
        verdict_if: the verdict when these criteria are met.
    """
    prices = {key: price for key, finding in findings.items() if (price := _price(finding, key in met)) is not None}
    best = Margin(None)
    for count in range(1, len(prices) + 1):
        for turned in combinations(prices, count):
            cost = sum(prices[key] for key in turned)
            if (best.sentences is None or cost < best.sentences) and verdict_if(met ^ set(turned)) is not verdict:
                best = Margin(cost, turned)
    return best


def _price(finding: Finding, met: bool) -> int | None:
    """Sentences to read otherwise for the criterion to turn; None when there is none that could."""
    lead = len(finding.meets) - len(finding.denies)
    if met:
        return max(1, lead)
    near = len(finding.meets) + len(finding.denies) + len(finding.announces) + len(finding.refused)
    if not near:
        return None
    # A denial read the other way counts twice: it goes, and the other comes.
    return max(1, -lead // 2 + 1) if finding.denies else 1
