"""Intervals around figures: bootstrap by document, Wilson where documents show no spread.

Cells of one document are not independent (same authors, same style, same missing pieces), so whole
documents are drawn with replacement (cluster bootstrap; Davison & Hinkley, 1997, 3.8), and the
interval is the percentile one. With a single document, or documents that all give the same share,
draws show no spread: shares get Wilson's interval (Wilson, 1927), which supposes independent cells and
is thus rather too narrow.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

LEVEL = 0.95
BOOTSTRAP = "bootstrap par document"
WILSON = "Wilson"
# Below this share of usable draws, the figure is too often undefined for its spread to mean anything.
_ENOUGH = 0.5

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Interval:
    """A 95 % interval, how it was made and over how many documents."""

    low: float
    high: float
    method: str
    documents: int

    def to_json(self) -> dict[str, object]:
        """As stored in a report."""
        return {"low": self.low, "high": self.high, "method": self.method, "documents": self.documents}


def wilson(top: float, bottom: float) -> tuple[float, float] | None:
    """Wilson's score interval for ``top`` successes in ``bottom`` trials, None without a trial."""
    from scipy.stats import binomtest

    if not bottom:
        return None
    found = binomtest(round(top), round(bottom)).proportion_ci(confidence_level=LEVEL, method="wilson")
    return float(found.low), float(found.high)


class Draws:
    """The same draws of documents for every figure, so that figures stay comparable."""

    def __init__(self, documents: int, draws: int, seed: int):
        """Draw ``draws`` samples of ``documents`` documents.

        ``weights`` has the shape (draws, documents): how often each document is in each sample. With a
        single document it is empty.
        """
        self.documents = documents
        self.weights: Floats = np.zeros((0, documents))
        if documents > 1:
            drawn = np.random.default_rng(seed).multinomial(documents, [1 / documents] * documents, size=draws)
            self.weights = drawn.astype(np.float64)

    def ratio(self, tops: Sequence[float], bottoms: Sequence[float]) -> Interval | None:
        """Interval of sum(tops) / sum(bottoms); one entry for each document."""
        if self.documents < 2:
            bounds = wilson(sum(tops), sum(bottoms))
            return Interval(*bounds, WILSON, self.documents) if bounds else None
        top = self.weights @ np.asarray(tops, dtype=np.float64)
        bottom = self.weights @ np.asarray(bottoms, dtype=np.float64)
        with np.errstate(divide="ignore", invalid="ignore"):
            drawn = self._percentiles(top / bottom)
        if drawn is not None and drawn.low == drawn.high:
            # Every document gives the same share (often 0 or 1): drawing them again cannot show a
            # spread, which does not mean that there is none.
            bounds = wilson(sum(tops), sum(bottoms))
            return Interval(*bounds, WILSON, self.documents) if bounds else None
        return drawn

    def kappa(self, tables: Floats) -> Interval | None:
        """Interval of the linearly weighted kappa; ``tables`` is (documents, classes, classes) counts."""
        if self.documents < 2:
            return None
        summed = np.tensordot(self.weights, tables, axes=1)
        return self._percentiles(kappas(summed))

    def balanced(self, tables: Floats) -> Interval | None:
        """Interval of the mean of per-class recalls; ``tables`` is (documents, classes, 2): right, all."""
        if self.documents < 2:
            return None
        summed = np.tensordot(self.weights, tables, axes=1)
        with np.errstate(divide="ignore", invalid="ignore"):
            recalls = summed[:, :, 0] / summed[:, :, 1]
        seen = np.isfinite(recalls)
        with np.errstate(invalid="ignore", divide="ignore"):
            means = np.where(seen, recalls, 0.0).sum(axis=1) / seen.sum(axis=1)
        return self._percentiles(means)

    def _percentiles(self, figures: Floats) -> Interval | None:
        usable = figures[np.isfinite(figures)]
        if usable.size == 0 or usable.size < _ENOUGH * figures.size:
            return None
        low, high = np.quantile(usable, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
        return Interval(float(low), float(high), BOOTSTRAP, self.documents)


def kappas(tables: Floats) -> Floats:
    """Linearly weighted kappa of each table of counts, shape (n, classes, classes); NaN where undefined.

    kappa = 1 - sum(w * observed) / sum(w * expected), with w = |i - j| (Cohen, 1968).
    """
    size = tables.shape[-1]
    distance = np.abs(np.subtract.outer(np.arange(size), np.arange(size))).astype(np.float64)
    count = tables.sum(axis=(1, 2))
    with np.errstate(divide="ignore", invalid="ignore"):
        expected = tables.sum(axis=2)[:, :, None] * tables.sum(axis=1)[:, None, :] / count[:, None, None]
        result: Floats = 1.0 - (tables * distance).sum(axis=(1, 2)) / (expected * distance).sum(axis=(1, 2))
    return result
