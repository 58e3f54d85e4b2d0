"""Intervals around figures: bootstrap by document, Wilson where documents show no spread.

Cells of one document are not independent (same authors, same style, same missing pieces), so whole
documents are drawn with replacement (cluster bootstrap; Davison & Hinkley, 1997, 3.8), and the
interval is the percentile one. With a single document, or documents that all give the same share,
draws show no spread: shares get Wilson's interval (Wilson, 1927), which supposes independent cells and
is thus rather too narrow.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from domain.proportions import LEVEL, wilson

DRAWS = 10_000
SEED = 20_240_101
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


def wilsons(tops: Floats, bottoms: Floats) -> tuple[Floats, Floats]:
    """Wilson's interval of many shares at once (Wilson, 1927); NaN without a trial.

    In closed form, because an evaluation asks for thousands: libraries go one by one, at some milliseconds.
    """
    z = NormalDist().inv_cdf((1 + LEVEL) / 2)
    with np.errstate(divide="ignore", invalid="ignore"):
        share = tops / bottoms
        centre = share + z * z / (2 * bottoms)
        spread = z * np.sqrt(share * (1 - share) / bottoms + z * z / (4 * bottoms * bottoms))
        scale = 1 + z * z / bottoms
        low, high = (centre - spread) / scale, (centre + spread) / scale
    # At 0 and 1 the bound is the share itself, which rounding misses by a hair.
    return np.where(tops == 0, share, low), np.where(tops == bottoms, share, high)


class Draws:
    """The same draws of documents for every figure, so that figures stay comparable."""

    def __init__(self, documents: int, draws: int = DRAWS, seed: int = SEED):
        """Draw ``draws`` samples of ``documents`` documents.

        ``weights`` has the shape (draws, documents): how often each document is in each sample. With a
        single document it is empty.
        """
        self.documents = documents
        self.weights: Floats = np.zeros((0, documents))
        if documents > 1:
            drawn = np.random.default_rng(seed).multinomial(documents, [1 / documents] * documents, size=draws)
            self.weights = drawn.astype(np.float64)

    def ratios(self, tops: Floats, bottoms: Floats) -> Floats:
        """Each draw's sum(tops) / sum(bottoms), NaN where undefined.

        Args:
            tops: Shape (documents, figures).
            bottoms: The same shape.

        Returns:
            Shape (draws, figures).
        """
        with np.errstate(divide="ignore", invalid="ignore"):
            drawn: Floats = (self.weights @ tops) / (self.weights @ bottoms)
        return drawn

    def ratio(self, tops: Sequence[float], bottoms: Sequence[float]) -> Interval | None:
        """Interval of sum(tops) / sum(bottoms), a share; one entry for each document."""
        bounds = wilson(sum(tops), sum(bottoms))
        independent = Interval(*bounds, WILSON, self.documents) if bounds else None
        if self.documents < 2:
            return independent
        drawn = self.percentiles(self.ratios(_column(tops), _column(bottoms))[:, 0])
        if drawn is not None and drawn.low == drawn.high:
            # Every document gives the same share (often 0 or 1): drawing them again cannot show a
            # spread, which does not mean that there is none.
            return independent
        return drawn

    def of_tables(self, tables: Floats, figure: Callable[[Floats], Floats]) -> Interval | None:
        """Interval of a figure of a table of counts.

        Args:
            tables: Counts of each document, shape (documents, ...); tables of documents add up.
            figure: (draws, ...) -> (draws,), NaN where undefined.
        """
        if self.documents < 2:
            return None
        return self.percentiles(figure(np.tensordot(self.weights, tables, axes=1)))

    def percentiles(self, figures: Floats) -> Interval | None:
        """The 95 % percentile interval of drawn figures, None when too many of them are undefined."""
        usable = figures[np.isfinite(figures)]
        if usable.size == 0 or usable.size < _ENOUGH * figures.size:
            return None
        low, high = np.quantile(usable, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
        return Interval(float(low), float(high), BOOTSTRAP, self.documents)


def _column(values: Sequence[float]) -> Floats:
    return np.asarray(values, dtype=np.float64)[:, None]
