"""Cells answered « non »: rightly, and found among those of the gold."""

from __future__ import annotations

from domain import Verdict
from evaluation.cell_results import CellResult
from evaluation.metric_registry import Metric, MetricFamily, Place, Ratio


def abstention_precision(cell: CellResult) -> tuple[int, int]:
    """Gold « non » among the cells answered « non »."""
    said = cell.answer is Verdict.NON
    return int(said and cell.gold is Verdict.NON), int(said)


def abstention_recall(cell: CellResult) -> tuple[int, int]:
    """Cells answered « non » among the gold « non »."""
    there = cell.gold is Verdict.NON
    return int(there and cell.answer is Verdict.NON), int(there)


_PLACES = frozenset({Place.JSON_TOP, Place.REPORT_PLOT})
FAMILY = MetricFamily(
    rank=50,
    metrics=(
        Metric(
            key="abstention_precision",
            label="« Non » à raison",
            meaning="cases répondues « non » qui le sont dans la référence",
            counted=Ratio(abstention_precision),
            places=_PLACES,
        ),
        Metric(
            key="abstention_recall",
            label="« Non » retrouvés",
            meaning="cases « non » de la référence répondues « non »",
            counted=Ratio(abstention_recall),
            places=_PLACES,
        ),
    ),
)
