"""Quantities: those of the gold that are given, those given that are in the gold, and the model's own."""

from __future__ import annotations

from evaluation.cell_results import CellResult
from evaluation.metric_registry import Metric, MetricFamily, Place, Ratio


def value_exact(cell: CellResult) -> tuple[int, int]:
    """Gold quantities that the answer gives, units converted, within the tolerance / gold quantities."""
    return cell.value_hits, cell.gold_values


def value_precision(cell: CellResult) -> tuple[int, int]:
    """Quantities of the answer that the gold gives / quantities of answers where the gold gives any."""
    if not cell.gold_values:
        return 0, 0
    return cell.value_right, cell.answer_values


def values_before_checks(cell: CellResult) -> tuple[int, int]:
    """The model's own figure: values that it gave and that stand in their sentence / values that it gave."""
    return cell.before.values, cell.before.values + cell.before.values_dropped


FAMILY = MetricFamily(
    rank=40,
    metrics=(
        Metric(
            key="value_exact",
            label="Valeurs retrouvées",
            meaning="chiffres de la référence présents dans la réponse, unités converties",
            counted=Ratio(value_exact),
            places=frozenset(
                {Place.JSON_TOP, Place.REPORT_PLOT, Place.REPORT_GROUPS, Place.PAGE_CARD, Place.MODEL_CARD}
            ),
        ),
        Metric(
            key="value_precision",
            label="Valeurs à bon escient",
            meaning="chiffres de la réponse présents dans la référence",
            counted=Ratio(value_precision),
        ),
        Metric(
            key="values_before_checks",
            label="Valeurs présentes dans leur phrase",
            meaning="avant les contrôles : le chiffre du modèle seul",
            counted=Ratio(values_before_checks),
            folded=True,
        ),
    ),
)
