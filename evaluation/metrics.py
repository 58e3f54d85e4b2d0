"""The figures: each one documented, None where it is undefined, never 0 in its place.

A ratio metric is a numerator and a denominator counted in each cell and summed over cells (micro
average): it is thus a sum over documents, which the bootstrap by document needs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from domain import Verdict
from evaluation.cell_results import CellResult
from evaluation.gold_cells import PageKey

ORDERED = (Verdict.NON, Verdict.PARTIEL, Verdict.OUI)
"""The verdicts that have an order; kappa is computed on cells where both sides use them."""

NO_ANSWER = "sans_reponse"
Ratio = Callable[[CellResult], tuple[int, int]]


def verdict_accuracy(cell: CellResult) -> tuple[int, int]:
    """Exactitude: cells whose verdict is that of the gold / all gold cells (unanswered ones included)."""
    return int(cell.right), 1


def precision(cell: CellResult) -> tuple[int, int]:
    """Précision: right answers / answered cells."""
    return int(cell.right), int(cell.answered)


def coverage(cell: CellResult) -> tuple[int, int]:
    """Couverture: answered cells / all gold cells; an abstention (« a_verifier ») is no answer."""
    return int(cell.answered), 1


def exhaustivite(cell: CellResult) -> tuple[int, int]:
    """Exhaustivité: gold cells other than « non » that were answered rightly / those cells."""
    there = cell.gold is not Verdict.NON
    return int(there and cell.right), int(there)


def page_recall_p2(cell: CellResult) -> tuple[int, int]:
    """Gold pages of pertinence 2 or 3 that are cited / those pages."""
    return len(cell.cited & cell.gold_pages(2)), len(cell.gold_pages(2))


def page_recall_p3(cell: CellResult) -> tuple[int, int]:
    """Decisive gold pages (pertinence 3) that are cited / those pages."""
    return len(cell.cited & cell.gold_pages(3)), len(cell.gold_pages(3))


def page_recall_p2_near(cell: CellResult) -> tuple[int, int]:
    """As :func:`page_recall_p2`, a page being found when it or a neighbour (±1) is cited."""
    return len(cell.gold_pages(2) & _widened(cell.cited)), len(cell.gold_pages(2))


def page_recall_p3_near(cell: CellResult) -> tuple[int, int]:
    """As :func:`page_recall_p3`, a page being found when it or a neighbour (±1) is cited."""
    return len(cell.gold_pages(3) & _widened(cell.cited)), len(cell.gold_pages(3))


def page_precision_near(cell: CellResult) -> tuple[int, int]:
    """As :func:`page_precision`, a neighbour (±1) of a gold page counting as right too."""
    return len(cell.cited & _widened(cell.gold_pages(2))), len(cell.cited)


def page_precision(cell: CellResult) -> tuple[int, int]:
    """Cited pages that are gold pages of pertinence 2 or 3 / cited pages (gold « non »: none is)."""
    return len(cell.cited & cell.gold_pages(2)), len(cell.cited)


def page_precision_p1(cell: CellResult) -> tuple[int, int]:
    """As :func:`page_precision`, related pages (pertinence 1) counting as right too."""
    return len(cell.cited & cell.gold_pages(1)), len(cell.cited)


def verbatim(cell: CellResult) -> tuple[int, int]:
    """Quotes that stand word for word on the page they name / quotes."""
    return sum(citation.verbatim for citation in cell.citations), len(cell.citations)


def quotes_before_checks(cell: CellResult) -> tuple[int, int]:
    """The model's own figure: sentences that it named and that exist / sentences that it named."""
    return cell.before.sentences, cell.before.sentences + cell.before.sentences_dropped


def values_before_checks(cell: CellResult) -> tuple[int, int]:
    """The model's own figure: values that it gave and that stand in their sentence / values that it gave."""
    return cell.before.values, cell.before.values + cell.before.values_dropped


def value_exact(cell: CellResult) -> tuple[int, int]:
    """Gold quantities that the answer gives, units converted, within the tolerance / gold quantities."""
    return cell.value_hits, cell.gold_values


def value_precision(cell: CellResult) -> tuple[int, int]:
    """Quantities of the answer that the gold gives / quantities of answers where the gold gives any."""
    if not cell.gold_values:
        return 0, 0
    return cell.value_right, cell.answer_values


def abstention_precision(cell: CellResult) -> tuple[int, int]:
    """Gold « non » among the cells answered « non »."""
    said = cell.answer is Verdict.NON
    return int(said and cell.gold is Verdict.NON), int(said)


def abstention_recall(cell: CellResult) -> tuple[int, int]:
    """Cells answered « non » among the gold « non »."""
    there = cell.gold is Verdict.NON
    return int(there and cell.answer is Verdict.NON), int(there)


MAIN: dict[str, Ratio] = {
    "verdict_accuracy": verdict_accuracy,
    "page_recall_p2": page_recall_p2,
    "page_recall_p3": page_recall_p3,
    "page_precision": page_precision,
    "verbatim": verbatim,
    "value_exact": value_exact,
    "abstention_precision": abstention_precision,
    "abstention_recall": abstention_recall,
}
MORE: dict[str, Ratio] = {
    "precision": precision,
    "exhaustivite": exhaustivite,
    "coverage": coverage,
    "page_recall_p2_near": page_recall_p2_near,
    "page_recall_p3_near": page_recall_p3_near,
    "page_precision_near": page_precision_near,
    "page_precision_p1": page_precision_p1,
    "value_precision": value_precision,
    "quotes_before_checks": quotes_before_checks,
    "values_before_checks": values_before_checks,
}
RATIOS: dict[str, Ratio] = MAIN | MORE
COEFFICIENTS = ("kappa_weighted", "kappa", "ac1", "balanced_accuracy")
"""Figures that are no ratio of two sums; see :mod:`evaluation.figures`."""


def counts(cells: Sequence[CellResult]) -> NDArray[np.float64]:
    """Every ratio's numerator and denominator in every cell, shape (cells, ratios, 2), in the order of RATIOS."""
    table = np.zeros((len(cells), len(RATIOS), 2))
    for row, cell in enumerate(cells):
        for column, ratio in enumerate(RATIOS.values()):
            table[row, column] = ratio(cell)
    return table


def share(top: float, bottom: float) -> float | None:
    """``top / bottom``, None when there is nothing to count."""
    return top / bottom if bottom else None


def confusion(cells: Sequence[CellResult]) -> dict[str, dict[str, int]]:
    """Counts by gold verdict, then by the tool's (``sans_reponse`` where it gave none); zeros left out."""
    counts: Counter[tuple[str, str]] = Counter(
        (cell.gold.value, cell.answer.value if cell.answer else NO_ANSWER) for cell in cells
    )
    table: dict[str, dict[str, int]] = {}
    for (gold, answer), count in sorted(counts.items()):
        table.setdefault(gold, {})[answer] = count
    return table


def _widened(pages: frozenset[PageKey]) -> frozenset[PageKey]:
    """The pages and their neighbours; a piece without pages has none."""
    near = {(piece, page + step) for piece, page in pages if page is not None for step in (-1, 1)}
    return pages | near
