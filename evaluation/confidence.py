"""How sure the tool was of an answer, and what trusting only its surest answers would give."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from domain import Answer, Verdict
from evaluation.intervals import DRAWS, SEED, Draws, Floats, Interval

if TYPE_CHECKING:
    from evaluation.cell_results import CellResult


_CHUNK = 1000  # draws at a time: a thousand by a thousand cells is eight megabytes


def confidence_of(answer: Answer) -> float | None:
    """How sure the tool was, from 0 to 1: it ranks the answers of one tool, and is no probability of being right.

    By a scorer: the chance of its verdict. By criteria: the model's probability of the criterion behind the
    verdict that it is least sure of. Else its probability that some sentence answers, or that none does where it says
    « non », from the log-odds of its surest sentence. None where the provenance has no log-odds (no model, back ends
    without log-probabilities) and for an abstention.
    """
    if answer.verdict is Verdict.A_VERIFIER:
        return None
    if answer.provenance.scored is not None:
        return answer.provenance.scored.chance
    by_criteria = answer.provenance.criteria_odds
    if by_criteria is not None:
        weakest = by_criteria.weakest
        return None if weakest is None else _probability(weakest)
    odds = [best for best in answer.provenance.presence_log_odds or () if best is not None]
    if not odds:
        return None
    present = _probability(max(odds))
    return 1 - present if answer.verdict is Verdict.NON else present


def _probability(log_odds: float) -> float:
    return 1 / (1 + math.exp(-max(min(log_odds, 500.0), -500.0)))


@dataclass(frozen=True, slots=True)
class RiskPoint:
    """Among the ``answered`` surest answers (a share ``coverage`` of all cells), the share that is wrong."""

    coverage: float
    risk: float
    answered: int


@dataclass(frozen=True, slots=True)
class RiskCurve:
    """Risk against coverage, surest answers first.

    ``area`` is the mean risk over the answers given (AURC; Geifman & El-Yaniv, 2017): that of a confidence
    without any worth equals ``risk_of_all`` on average. ``n`` counts the answers that tell a confidence.
    ``interval`` is that of ``area``, by draws of documents; None with a single document.
    """

    points: tuple[RiskPoint, ...]
    area: float
    risk_of_all: float
    n: int
    interval: Interval | None = None


def risk_curve(cells: Sequence[CellResult], *, draws: int = DRAWS, seed: int = SEED) -> RiskCurve | None:
    """The curve of these cells; abstentions and missing answers only widen what is not covered.

    Answers of equal confidence enter together: their order must not decide the figure. None when no answer
    tells a confidence.
    """
    told = [(cell.confidence, cell.right) for cell in cells if cell.answered and cell.confidence is not None]
    if not told:
        return None
    points = []
    area = 0.0
    taken = wrong = 0
    for level in sorted({confidence for confidence, _ in told}, reverse=True):
        tied = [right for confidence, right in told if confidence == level]
        taken += len(tied)
        wrong += tied.count(False)
        points.append(RiskPoint(taken / len(cells), wrong / taken, taken))
        area += len(tied) * wrong / taken
    interval = _interval(cells, draws, seed)
    return RiskCurve(tuple(points), area / len(told), wrong / len(told), len(told), interval)


def _interval(cells: Sequence[CellResult], draws: int, seed: int) -> Interval | None:
    """Draws whole documents, like every figure: a cell counts as often as its document was drawn."""
    documents = sorted({cell.document for cell in cells})
    told = [cell for cell in cells if cell.answered and cell.confidence is not None]
    drawn = Draws(len(documents), draws, seed)
    if len(documents) < 2:
        return None
    told.sort(key=lambda cell: -(cell.confidence or 0.0))
    owner = [documents.index(cell.document) for cell in told]
    wrong = np.array([not cell.right for cell in told], dtype=np.float64)
    levels = np.array([cell.confidence for cell in told])
    # The last cell of each level of confidence: cells that tie are taken together.
    last = np.flatnonzero(np.append(levels[:-1] != levels[1:], True))
    areas = [
        _areas(drawn.weights[start : start + _CHUNK, owner], wrong, last)
        for start in range(0, len(drawn.weights), _CHUNK)
    ]
    return drawn.percentiles(np.concatenate(areas))


def _areas(weights: Floats, wrong: Floats, last: NDArray[np.intp]) -> Floats:
    """The area of each draw; ``weights`` is (draws, cells), cells surest first."""
    taken = np.cumsum(weights, axis=1)[:, last]
    lost = np.cumsum(weights * wrong, axis=1)[:, last]
    tied = np.diff(taken, axis=1, prepend=0.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        risks = np.where(taken > 0, lost / taken, 0.0)
        areas: Floats = (tied * risks).sum(axis=1) / taken[:, -1]
    return areas
