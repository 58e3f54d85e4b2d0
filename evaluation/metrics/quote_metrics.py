"""Quotes: those that stand on the page they name, and what the model named before the checks."""

from __future__ import annotations

from evaluation.cell_results import CellResult
from evaluation.metric_registry import Metric, MetricFamily, Place, Ratio


def verbatim(cell: CellResult) -> tuple[int, int]:
    """Quotes that stand word for word on the page they name / quotes."""
    return sum(citation.verbatim for citation in cell.citations), len(cell.citations)


def quotes_before_checks(cell: CellResult) -> tuple[int, int]:
    """The model's own figure: sentences that it named and that exist / sentences that it named."""
    return cell.before.sentences, cell.before.sentences + cell.before.sentences_dropped


FAMILY = MetricFamily(
    rank=30,
    metrics=(
        Metric(
            key="verbatim",
            label="Citations exactes",
            meaning="citations présentes mot pour mot sur la page indiquée ; 100 % ou l'évaluation échoue",
            counted=Ratio(verbatim),
            places=frozenset(
                {Place.JSON_TOP, Place.REPORT_CARD, Place.REPORT_GROUPS, Place.PAGE_CARD, Place.MODEL_CARD}
            ),
            always=1.0,
        ),
        Metric(
            key="quotes_before_checks",
            label="Phrases désignées qui existent",
            meaning="avant les contrôles : le chiffre du modèle seul",
            counted=Ratio(quotes_before_checks),
            folded=True,
        ),
    ),
)
