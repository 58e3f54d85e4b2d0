"""The figures: each one documented, None where it is undefined, never 0 in its place.

A ratio metric is a numerator and a denominator counted in each cell and summed over cells (micro
average): it is thus a sum over documents, which the bootstrap by document needs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from corpus.types import Verdict
from evaluation.cells import CellResult

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
    return len(cell.cited & cell.gold_p2), len(cell.gold_p2)


def page_recall_p3(cell: CellResult) -> tuple[int, int]:
    """Decisive gold pages (pertinence 3) that are cited / those pages."""
    return len(cell.cited & cell.gold_p3), len(cell.gold_p3)


def page_recall_p2_near(cell: CellResult) -> tuple[int, int]:
    """As :func:`page_recall_p2`, a page being found when it or a neighbour (±1) is cited."""
    near = {(piece, page + step) for piece, page in cell.cited if page is not None for step in (-1, 0, 1)}
    return len(cell.gold_p2 & (near | cell.cited)), len(cell.gold_p2)


def page_precision(cell: CellResult) -> tuple[int, int]:
    """Cited pages that are gold pages of pertinence 2 or 3 / cited pages (gold « non »: none is)."""
    return len(cell.cited & cell.gold_p2), len(cell.cited)


def page_precision_p1(cell: CellResult) -> tuple[int, int]:
    """As :func:`page_precision`, related pages (pertinence 1) counting as right too."""
    return len(cell.cited & cell.gold_p1), len(cell.cited)


def verbatim(cell: CellResult) -> tuple[int, int]:
    """Quotes that stand word for word on the page they name / quotes."""
    return cell.verbatim, cell.quotes


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
    "page_precision_p1": page_precision_p1,
    "value_precision": value_precision,
}


def total(ratio: Ratio, cells: Sequence[CellResult]) -> tuple[int, int]:
    """Numerator and denominator summed over cells."""
    pairs = [ratio(cell) for cell in cells]
    return sum(top for top, _ in pairs), sum(bottom for _, bottom in pairs)


def share(top: float, bottom: float) -> float | None:
    """``top / bottom``, None when there is nothing to count."""
    return top / bottom if bottom else None


def ordered_pairs(cells: Sequence[CellResult]) -> list[tuple[int, int]]:
    """(gold, answer) as ranks in :data:`ORDERED`, for the cells where both are one of them."""
    return [
        (ORDERED.index(cell.gold), ORDERED.index(cell.answer))
        for cell in cells
        if cell.gold in ORDERED and cell.answer is not None and cell.answer in ORDERED
    ]


def kappa_weighted(cells: Sequence[CellResult]) -> float | None:
    """Cohen's kappa with linear weights over non < partiel < oui (Cohen, 1968), by scikit-learn.

    On the cells where both the gold and the tool give one of the three; abstentions and
    ``sans_objet`` have no place on the scale. None when no such cell exists, or when both sides
    always say the same single verdict (agreement by chance is then certain).
    """
    from sklearn.metrics import cohen_kappa_score

    pairs = ordered_pairs(cells)
    if not pairs or len({rank for pair in pairs for rank in pair}) < 2:
        return None
    gold, answers = zip(*pairs, strict=True)
    return float(cohen_kappa_score(gold, answers, labels=[0, 1, 2], weights="linear"))


def balanced_accuracy(cells: Sequence[CellResult]) -> float | None:
    """Mean over the gold's verdicts of the share answered rightly (balanced accuracy, scikit-learn).

    An unanswered cell counts as wrong, so that always giving the commonest verdict earns nothing.
    """
    from sklearn.metrics import recall_score

    if not cells:
        return None
    gold = [cell.gold.value for cell in cells]
    answers = [cell.answer.value if cell.answer else NO_ANSWER for cell in cells]
    return float(recall_score(gold, answers, labels=sorted(set(gold)), average="macro", zero_division=0.0))


def confusion(cells: Sequence[CellResult]) -> dict[str, dict[str, int]]:
    """Counts by gold verdict, then by the tool's (``sans_reponse`` where it gave none); zeros left out."""
    counts: Counter[tuple[str, str]] = Counter(
        (cell.gold.value, cell.answer.value if cell.answer else NO_ANSWER) for cell in cells
    )
    table: dict[str, dict[str, int]] = {}
    for (gold, answer), count in sorted(counts.items()):
        table.setdefault(gold, {})[answer] = count
    return table
