"""The metrics, one entry each in the modules of ``evaluation.metrics``: what is added there is shown everywhere.

A module declares ``FAMILY``, a :class:`MetricFamily`. The computation, the report, the workbook, the pages, the command
line, the thresholds and the description of the API ask this registry; nothing else names all metrics.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import cache

import numpy as np
from numpy.typing import NDArray

from domain.errors import UsageError
from domain.registered import registered
from evaluation.cell_results import CellResult

Floats = NDArray[np.float64]


def _everything(table: Floats) -> float:
    return float(table.sum())


@dataclass(frozen=True, slots=True)
class Ratio:
    """A numerator and a denominator counted in each cell, and summed over cells (micro average).

    It is thus a sum over documents, which the bootstrap by document needs.
    """

    count: Callable[[CellResult], tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Coefficient:
    """A figure that is no ratio of two sums: it is computed from tables of counts that add up over documents.

    Attributes:
        tables: (cells, documents in order) -> the table of each document, shape (documents, ...).
        figure: Tables of shape (draws, ...) -> (draws,), NaN where undefined.
        size: The table of all documents -> over how many cells the figure is counted.
    """

    tables: Callable[[Sequence[CellResult], Sequence[str]], Floats]
    figure: Callable[[Floats], Floats]
    size: Callable[[Floats], float] = _everything


class FigureUnit(Enum):
    """How a figure is written."""

    SHARE = auto()
    """Of 1, shown as a percentage."""
    COEFFICIENT = auto()
    """At most 1, shown with two decimals."""


class Better(Enum):
    """In which direction a figure is better: what a threshold is held against."""

    HIGHER = auto()
    LOWER = auto()


class Place(Enum):
    """Where a metric stands besides the tables that show all of them."""

    JSON_TOP = auto()
    """At the top of the figures in JSON; the others are under ``more``."""
    REPORT_CARD = auto()
    """The large figures at the top of the report."""
    REPORT_PLOT = auto()
    """The plot of figures with their intervals."""
    REPORT_GROUPS = auto()
    """The tables of the report by indicator and by document."""
    PAGE_CARD = auto()
    """The large figures of the page of an evaluation."""
    MODEL_CARD = auto()
    """What a model did on the sample, beside no model."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Metric:
    """A metric: how it is counted and all that is said of it.

    Attributes:
        key: Its name in JSON, in the API and in thresholds: English, lower case.
        label: Its name for people, in French.
        meaning: What it counts, in French, without a full stop.
        counted: How it is computed.
        unit: How it is written.
        better: In which direction it is better.
        interval: Whether an interval is drawn around it.
        folded: For who knows statistics or the tool's inner steps; pages keep it folded.
        places: Where it stands besides the tables of all metrics.
        always: A threshold that every run must hold, whatever is asked; None where there is none.
        former_keys: Keys that it had, still understood in a threshold.
    """

    key: str
    label: str
    meaning: str
    counted: Ratio | Coefficient
    unit: FigureUnit = FigureUnit.SHARE
    better: Better = Better.HIGHER
    interval: bool = True
    folded: bool = False
    places: frozenset[Place] = frozenset()
    always: float | None = None
    former_keys: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse an entry that could not be shown."""
        if not re.fullmatch(r"[a-z][a-z0-9_]*", self.key):
            raise ValueError(f"metric key {self.key!r}: lower case, digits and underscores only")
        for name, text in (("label", self.label), ("meaning", self.meaning)):
            if not text.strip() or text != text.strip() or text.endswith("."):
                raise ValueError(f"metric {self.key}: {name} must be a text without a full stop, not {text!r}")

    @property
    def is_share(self) -> bool:
        """Whether it is shown as a percentage."""
        return self.unit is FigureUnit.SHARE

    def holds(self, value: float, threshold: float) -> bool:
        """Whether a figure is as good as a threshold, or better."""
        return value >= threshold if self.better is Better.HIGHER else value <= threshold

    @property
    def description(self) -> str:
        """Label, meaning and how to read it: a French sentence for the documentation of the API."""
        unit = "part de 1" if self.is_share else "coefficient, 1 au plus"
        better = "élevé" if self.better is Better.HIGHER else "bas"
        return f"{self.label} : {self.meaning} ({unit} ; mieux vaut plus {better} ; null : rien à compter)."


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricFamily:
    """Metrics that count the same things. ``rank`` is the place of the family in every list of figures."""

    rank: int
    metrics: tuple[Metric, ...]


@cache
def metrics() -> tuple[Metric, ...]:
    """Every metric, in the order in which figures are shown.

    Raises:
        ValueError: two metrics have one key or one label.
    """
    families = sorted(registered("evaluation.metrics", "FAMILY", MetricFamily), key=lambda family: family.rank)
    found = tuple(metric for family in families for metric in family.metrics)
    keys = [key for metric in found for key in (metric.key, *metric.former_keys)]
    for names in (keys, [metric.label for metric in found]):
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise ValueError(f"metrics declared twice: {', '.join(twice)}")
    return found


def metrics_at(place: Place) -> tuple[Metric, ...]:
    """The metrics that stand at a place, in the order in which figures are shown."""
    return tuple(metric for metric in metrics() if place in metric.places)


def metrics_by_key() -> Mapping[str, Metric]:
    """Every metric by its key."""
    return {metric.key: metric for metric in metrics()}


def metric_named(key: str) -> Metric:
    """A metric by its key, or by one that it had.

    Raises:
        UsageError: there is none; the message proposes the nearest.
    """
    from difflib import get_close_matches

    for metric in metrics():
        if key == metric.key or key in metric.former_keys:
            return metric
    names = list(metrics_by_key())
    close = get_close_matches(key, names, n=1)
    raise UsageError(
        f"« {key} » n'est pas un indicateur de qualité" + (f" ; vouliez-vous dire « {close[0]} » ?" if close else "."),
        remedy=f"Noms possibles : {', '.join(names)}.",
    )
