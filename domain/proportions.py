"""Shares of a count with their uncertainty."""

from __future__ import annotations

from math import sqrt
from statistics import NormalDist

LEVEL = 0.95
_Z = NormalDist().inv_cdf((1 + LEVEL) / 2)


def wilson(top: float, bottom: float) -> tuple[float, float] | None:
    """Wilson's 95 % score interval for ``top`` successes in ``bottom`` trials (Wilson, 1927), None without a trial."""
    if not bottom:
        return None
    share = top / bottom
    centre = share + _Z * _Z / (2 * bottom)
    spread = _Z * sqrt(share * (1 - share) / bottom + _Z * _Z / (4 * bottom * bottom))
    scale = 1 + _Z * _Z / bottom
    # At 0 and 1 the bound is the share itself, which rounding misses by a hair.
    return (
        share if top == 0 else (centre - spread) / scale,
        share if top == bottom else (centre + spread) / scale,
    )
