"""Answers compared with a gold: figures overall, by document and by indicator."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from domain import Answer
from evaluation.cell_results import CellResult, PageText, compare
from evaluation.confidence import RiskCurve, risk_curve
from evaluation.figures import Counted, Group
from evaluation.gold_cells import Gold
from evaluation.intervals import DRAWS, SEED

TOLERANCE = 0.005
"""Declared relative tolerance on values: half a percent, what rounding to three digits can change."""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Answers compared with a gold."""

    cells: tuple[CellResult, ...]
    overall: Group
    documents: Mapping[str, Group]
    indicators: Mapping[str, Group]
    risk: RiskCurve | None
    gold_digest: str
    tolerance: float
    draws: int
    without_gold: int
    """Answers to cells that the gold does not have; they count nowhere."""


def evaluate_answers(
    gold: Gold,
    answers: Mapping[tuple[str, str], Answer],
    page_text: PageText,
    *,
    tolerance: float = TOLERANCE,
    draws: int = DRAWS,
    seed: int = SEED,
) -> Evaluation:
    """Compare answers with the manual analysis.

    Args:
        gold: The manual analysis; every one of its cells counts, answered or not.
        answers: The tool's answers by (document, indicator).
        page_text: Text of a page by (document, piece, physical page), to check quotes; None when
            there is no such page. For a piece without pages it gets None and gives the whole text.
        tolerance: Relative tolerance on values after unit conversion.
        draws: Bootstrap draws.
        seed: Seed of the draws: the same cells give the same intervals.
    """
    cells = [compare(cell, answers.get((cell.document, cell.indicator)), page_text, tolerance) for cell in gold.cells]
    known = {(cell.document, cell.indicator) for cell in cells}
    return evaluate_cells(
        cells,
        gold.digest,
        tolerance=tolerance,
        draws=draws,
        seed=seed,
        without_gold=sum(key not in known for key in answers),
    )


def evaluate_cells(
    cells: Sequence[CellResult],
    gold_digest: str,
    *,
    tolerance: float = TOLERANCE,
    draws: int = DRAWS,
    seed: int = SEED,
    without_gold: int = 0,
) -> Evaluation:
    """All figures of compared cells, those of a stored run as well as fresh ones."""
    counted = Counted(cells, draws, seed)
    return Evaluation(
        cells=tuple(cells),
        overall=counted.group(range(len(cells))),
        documents=_groups(counted, lambda cell: cell.document),
        indicators=_groups(counted, lambda cell: cell.indicator),
        risk=risk_curve(cells, draws=draws, seed=seed),
        gold_digest=gold_digest,
        tolerance=tolerance,
        draws=draws,
        without_gold=without_gold,
    )


def _groups(counted: Counted, key: Callable[[CellResult], str]) -> dict[str, Group]:
    chosen: dict[str, list[int]] = {}
    for at, cell in enumerate(counted.cells):
        chosen.setdefault(key(cell), []).append(at)
    return {name: counted.group(positions) for name, positions in chosen.items()}
