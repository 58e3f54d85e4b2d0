"""Coefficients of agreement beyond chance, on many tables of counts at once.

A table counts cells by (first rater, second rater). Every function takes tables of shape
(n, classes, classes), so that the ten thousand tables of a bootstrap are one call, and gives NaN where
the coefficient is undefined.
"""

from __future__ import annotations

from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Weights = Literal["none", "linear", "quadratic"]


def kappas(tables: Floats, weights: Weights = "linear") -> Floats:
    """Cohen's kappa: 1 - sum(w * observed) / sum(w * expected) (Cohen, 1960 and 1968).

    Args:
        tables: Counts, shape (n, classes, classes), classes in their order.
        weights: Cost of a disagreement: 1 whatever it is, |i - j| or (i - j)².
    """
    costs = distances(tables.shape[-1], weights)
    count = tables.sum(axis=(1, 2))
    with np.errstate(divide="ignore", invalid="ignore"):
        expected = tables.sum(axis=2)[:, :, None] * tables.sum(axis=1)[:, None, :] / count[:, None, None]
        result: Floats = 1.0 - (tables * costs).sum(axis=(1, 2)) / (expected * costs).sum(axis=(1, 2))
    return result


def ac1s(tables: Floats) -> Floats:
    """Gwet's AC1, which one prevailing verdict does not make collapse as it does kappa (Gwet, 2008).

    AC1 = (a - e) / (1 - e), with a the share of agreement and e = sum(p * (1 - p)) / (classes - 1), p
    being the mean share of a class over both raters.

    Args:
        tables: Counts, shape (n, classes, classes), two classes at least; a class that nobody used counts.
    """
    size = tables.shape[-1]
    count = tables.sum(axis=(1, 2))
    with np.errstate(divide="ignore", invalid="ignore"):
        agreed = np.trace(tables, axis1=1, axis2=2) / count
        shares = (tables.sum(axis=2) + tables.sum(axis=1)) / (2 * count[:, None])
        chance = (shares * (1 - shares)).sum(axis=1) / (size - 1)
        result: Floats = (agreed - chance) / (1 - chance)
    return result


def coincidences(ratings: NDArray[np.int64], classes: int) -> Floats:
    """Krippendorff's table of coincidences of one group of cells.

    Args:
        ratings: Shape (raters, cells), class numbers; -1 where a rater did not rate.
        classes: How many classes there are.

    Returns:
        Shape (classes, classes). Each pair of ratings of a cell counts 1 / (ratings of the cell - 1); a cell
        rated once counts nothing. Tables of several groups add up.
    """
    table = np.zeros((classes, classes))
    for cell in ratings.T:
        counts = np.bincount(cell[cell >= 0], minlength=classes).astype(np.float64)
        rated = counts.sum()
        if rated > 1:
            table += (np.outer(counts, counts) - np.diag(counts)) / (rated - 1)
    return table


def alphas(tables: Floats, weights: Weights = "none") -> Floats:
    """Krippendorff's alpha from tables of coincidences, any number of raters (Krippendorff, 2011).

    Args:
        tables: Shape (n, classes, classes), from :func:`coincidences`.
        weights: « none » is the nominal alpha, « quadratic » the interval one over class numbers.
    """
    costs = distances(tables.shape[-1], weights)
    of_class = tables.sum(axis=2)
    count = of_class.sum(axis=1)
    pairs = of_class[:, :, None] * of_class[:, None, :]
    with np.errstate(divide="ignore", invalid="ignore"):
        observed = (tables * costs).sum(axis=(1, 2)) / count
        expected = (pairs * costs).sum(axis=(1, 2)) / (count * (count - 1))
        result: Floats = 1.0 - observed / expected
    return result


def class_recalls(tables: Floats) -> Floats:
    """Mean of the per-class shares of right answers; ``tables`` is (n, classes, 2): right, all."""
    with np.errstate(divide="ignore", invalid="ignore"):
        recalls = tables[:, :, 0] / tables[:, :, 1]
        seen = np.isfinite(recalls)
        means: Floats = np.where(seen, recalls, 0.0).sum(axis=1) / seen.sum(axis=1)
    return means


def distances(classes: int, weights: Weights) -> Floats:
    """Cost of each pair of classes, shape (classes, classes)."""
    apart: NDArray[Any] = np.abs(np.subtract.outer(np.arange(classes), np.arange(classes))).astype(np.float64)
    return {"none": (apart > 0).astype(np.float64), "linear": apart, "quadratic": apart**2}[weights]
