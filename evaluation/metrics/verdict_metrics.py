"""Verdicts compared with those of the gold: accuracy, precision, coverage, completeness."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from domain import Verdict
from evaluation.cell_results import CellResult
from evaluation.coefficients import class_recalls
from evaluation.metric_registry import Coefficient, Floats, Metric, MetricFamily, Place, Ratio


def verdict_accuracy(cell: CellResult) -> tuple[int, int]:
    """Cells whose verdict is that of the gold / all gold cells (unanswered ones included)."""
    return int(cell.right), 1


def precision(cell: CellResult) -> tuple[int, int]:
    """Right answers / answered cells."""
    return int(cell.right), int(cell.answered)


def coverage(cell: CellResult) -> tuple[int, int]:
    """Answered cells / all gold cells; an abstention (« a_verifier ») is no answer."""
    return int(cell.answered), 1


def completeness(cell: CellResult) -> tuple[int, int]:
    """Gold cells other than « non » that were answered rightly / those cells."""
    there = cell.gold is not Verdict.NON
    return int(there and cell.right), int(there)


def recall_tables(cells: Sequence[CellResult], documents: Sequence[str]) -> Floats:
    """(right, all) by document and gold verdict, shape (documents, verdicts of the gold, 2)."""
    place = {document: position for position, document in enumerate(documents)}
    classes = sorted({cell.gold for cell in cells})
    tables = np.zeros((len(documents), len(classes), 2))
    for cell in cells:
        tables[place[cell.document], classes.index(cell.gold)] += (cell.right, 1)
    return tables


def _cells(table: Floats) -> float:
    return float(table[:, 1].sum())


FAMILY = MetricFamily(
    rank=10,
    metrics=(
        Metric(
            key="verdict_accuracy",
            label="Exactitude",
            meaning="verdicts identiques à la référence, sur toutes les cases",
            counted=Ratio(verdict_accuracy),
            places=frozenset(
                {
                    Place.JSON_TOP,
                    Place.REPORT_CARD,
                    Place.REPORT_PLOT,
                    Place.REPORT_GROUPS,
                    Place.PAGE_CARD,
                    Place.MODEL_CARD,
                }
            ),
        ),
        Metric(
            key="balanced_accuracy",
            label="Exactitude équilibrée",
            meaning="moyenne, sur les verdicts de la référence, de la part bien répondue : répondre toujours le "
            "verdict le plus fréquent n'y gagne rien",
            counted=Coefficient(recall_tables, class_recalls, _cells),
        ),
        Metric(
            key="precision",
            label="Précision",
            meaning="verdicts identiques, sur les cases où l'outil s'est prononcé",
            counted=Ratio(precision),
            places=frozenset({Place.REPORT_PLOT}),
        ),
        Metric(
            key="coverage",
            label="Couverture",
            meaning="cases où l'outil s'est prononcé (« à vérifier » n'en est pas)",
            counted=Ratio(coverage),
            places=frozenset({Place.REPORT_GROUPS}),
        ),
        Metric(
            key="completeness",
            label="Exhaustivité",
            meaning="cases autres que « non » dans la référence, bien répondues",
            counted=Ratio(completeness),
            places=frozenset({Place.REPORT_CARD, Place.REPORT_PLOT, Place.PAGE_CARD}),
            former_keys=("exhaustivite",),
        ),
    ),
)
