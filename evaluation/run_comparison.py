"""Two runs over the same cells, compared cell by cell: which is better, and is it more than luck?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from domain.errors import UsageError
from evaluation.cell_results import CellResult
from evaluation.figures import Counted, share
from evaluation.intervals import DRAWS, SEED, Interval

LEVEL = 0.05


@dataclass(frozen=True, slots=True)
class McNemar:
    """Cells that one run alone gets right; ``p`` is the exact two-sided McNemar test (McNemar, 1947).

    ``p_holm`` is corrected for the number of indicators tested (Holm, 1979); None for the overall test.
    """

    n: int
    first_only: int
    second_only: int
    p: float
    p_holm: float | None = None


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure in both runs; the interval is that of second - first, drawn by document."""

    first: float | None
    second: float | None
    interval: Interval | None

    @property
    def difference(self) -> float | None:
        """Second - first."""
        return None if self.first is None or self.second is None else self.second - self.first


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two runs over the cells that both have."""

    cells: int
    overall: McNemar
    indicators: Mapping[str, McNemar]
    figures: Mapping[str, Difference]
    first_alone: int
    second_alone: int
    """Cells that one run has and the other not: left out."""


def compare_runs(
    first: Sequence[CellResult], second: Sequence[CellResult], *, draws: int = DRAWS, seed: int = SEED
) -> Comparison:
    """Compare two runs over the cells that both have, a cell of one with the same cell of the other.

    The figures' intervals draw whole documents, the same ones for both runs (paired cluster bootstrap).
    McNemar's test supposes independent cells, which those of one document are not: its p is then rather
    too small, and the intervals are what to trust.

    Raises:
        UsageError: The runs have no cell in common, or disagree on what the gold says of one.
    """
    left = {(cell.document, cell.indicator): cell for cell in first}
    right = {(cell.document, cell.indicator): cell for cell in second}
    keys = sorted(left.keys() & right.keys())
    if not keys:
        raise UsageError("les deux évaluations n'ont aucune case en commun.")
    changed = [key for key in keys if left[key].gold is not right[key].gold]
    if changed:
        raise UsageError(
            f"la référence a changé entre les deux évaluations ({len(changed)} case(s), "
            f"dont {changed[0][0]} / {changed[0][1]}).",
            remedy="Refaites la plus ancienne avec la référence d'aujourd'hui.",
        )
    pairs = [(left[key], right[key]) for key in keys]
    codes = sorted({indicator for _, indicator in keys})
    tests = [_mcnemar([pair for pair in pairs if pair[0].indicator == code]) for code in codes]
    corrected = holm([test.p for test in tests])
    return Comparison(
        cells=len(keys),
        overall=_mcnemar(pairs),
        indicators={
            code: McNemar(test.n, test.first_only, test.second_only, test.p, p)
            for code, test, p in zip(codes, tests, corrected, strict=True)
        },
        figures=_differences([one for one, _ in pairs], [other for _, other in pairs], draws, seed),
        first_alone=len(left) - len(keys),
        second_alone=len(right) - len(keys),
    )


def _mcnemar(pairs: Sequence[tuple[CellResult, CellResult]]) -> McNemar:
    from scipy.stats import binomtest

    first_only = sum(one.right and not other.right for one, other in pairs)
    second_only = sum(other.right and not one.right for one, other in pairs)
    # Under no difference, a cell that one run alone gets right is a fair coin. None: there is nothing to test.
    discordant = first_only + second_only
    p = float(binomtest(first_only, discordant).pvalue) if discordant else 1.0
    return McNemar(len(pairs), first_only, second_only, p)


def holm(ps: Sequence[float]) -> list[float]:
    """P values corrected for their number, step-down (Holm, 1979); a single one stays as it is."""
    corrected = [0.0] * len(ps)
    highest = 0.0
    for rank, at in enumerate(sorted(range(len(ps)), key=ps.__getitem__)):
        highest = max(highest, min(1.0, (len(ps) - rank) * ps[at]))
        corrected[at] = highest
    return corrected


def _differences(
    first: Sequence[CellResult], second: Sequence[CellResult], draws: int, seed: int
) -> dict[str, Difference]:  # fmt: skip
    everything = range(len(first))
    one, other = Counted(first, draws, seed), Counted(second, draws, seed)
    documents, left = one.sums(everything)
    _, right = other.sums(everything)
    drawn = one.draws_of(len(documents))
    samples: NDArray[np.float64] | None = None
    if len(documents) > 1:
        samples = drawn.ratios(right[:, :, 0], right[:, :, 1]) - drawn.ratios(left[:, :, 0], left[:, :, 1])
    totals = left.sum(axis=0), right.sum(axis=0)
    return {
        name: Difference(
            share(*totals[0][at]),
            share(*totals[1][at]),
            drawn.percentiles(samples[:, at]) if samples is not None else None,
        )
        for at, name in enumerate(one.ratios)
    }
