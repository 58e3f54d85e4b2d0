"""Agreement of the verdicts beyond chance, where both sides gave one."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from domain import Verdict
from evaluation.cell_results import CellResult
from evaluation.coefficients import ac1s, kappas
from evaluation.metric_registry import Coefficient, FigureUnit, Floats, Metric, MetricFamily, Place

GIVEN = (Verdict.NON, Verdict.PARTIEL, Verdict.OUI, Verdict.SANS_OBJET)
"""The verdicts that both a person and the tool may give; the first three are ordered."""


def verdict_tables(cells: Sequence[CellResult], documents: Sequence[str]) -> Floats:
    """Counts of (gold, answer) by document where both gave a verdict, shape (documents, 4, 4)."""
    place = {document: position for position, document in enumerate(documents)}
    tables = np.zeros((len(documents), len(GIVEN), len(GIVEN)))
    for cell in cells:
        if cell.answer is not None and cell.answered:
            tables[place[cell.document], GIVEN.index(cell.gold), GIVEN.index(cell.answer)] += 1
    return tables


def ordered_kappas(tables: Floats) -> Floats:
    """Cohen's weighted kappa over the cells where both sides use verdicts that have an order."""
    return kappas(tables[:, :3, :3])


def plain_kappas(tables: Floats) -> Floats:
    """Cohen's kappa without an order of the verdicts."""
    return kappas(tables, "none")


def _ordered_cells(table: Floats) -> float:
    return float(table[:3, :3].sum())


FAMILY = MetricFamily(
    rank=60,
    metrics=(
        Metric(
            key="kappa_weighted",
            label="Kappa pondéré",
            meaning="accord au-delà du hasard, non < partiel < oui (1 : parfait)",
            counted=Coefficient(verdict_tables, ordered_kappas, _ordered_cells),
            unit=FigureUnit.COEFFICIENT,
            folded=True,
            places=frozenset({Place.JSON_TOP, Place.MODEL_CARD}),
        ),
        Metric(
            key="kappa",
            label="Kappa",
            meaning="le même sans ordre, « sans objet » compris",
            counted=Coefficient(verdict_tables, plain_kappas),
            unit=FigureUnit.COEFFICIENT,
            folded=True,
        ),
        Metric(
            key="ac1",
            label="AC1 de Gwet",
            meaning="le même, qui ne s'effondre pas quand un verdict domine",
            counted=Coefficient(verdict_tables, ac1s),
            unit=FigureUnit.COEFFICIENT,
            folded=True,
        ),
    ),
)
