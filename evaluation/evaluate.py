"""Answers compared with a gold: figures overall, by document and by indicator."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from corpus.types import Answer
from evaluation.cells import CellResult, PageText, compare
from evaluation.gold import Gold
from evaluation.intervals import Draws, Interval
from evaluation.metrics import (
    MAIN,
    MORE,
    ORDERED,
    balanced_accuracy,
    confusion,
    kappa_weighted,
    ordered_pairs,
    share,
    total,
)

TOLERANCE = 0.005
"""Declared relative tolerance on values: half a percent, what rounding to three digits can change."""

DRAWS = 10_000
SEED = 20_240_101


@dataclass(frozen=True, slots=True)
class Figures:
    """All figures of a set of cells. ``n`` is the denominator of each; None means undefined."""

    cells: int
    main: Mapping[str, float | None]
    more: Mapping[str, float | None]
    seconds: float
    n: Mapping[str, int]
    confusion: Mapping[str, Mapping[str, int]]
    intervals: Mapping[str, Interval | None] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """The flat shape: main figures at the top, the rest under ``more``, ``n``, ``intervals``."""
        result: dict[str, Any] = {"cells": self.cells, **_ordered(self.main), "seconds": self.seconds}
        result["more"] = dict(self.more)
        result["n"] = dict(self.n)
        result["confusion"] = {gold: dict(row) for gold, row in self.confusion.items()}
        result["intervals"] = {name: found.to_json() if found else None for name, found in self.intervals.items()}
        return result


@dataclass(frozen=True, slots=True)
class Group:
    """Figures of a group of cells, and the same without the cells marked doubtful in the gold."""

    figures: Figures
    without_doubtful: Figures

    def to_json(self) -> dict[str, Any]:
        """The figures, with ``without_doubtful`` beside them."""
        return {**self.figures.to_json(), "without_doubtful": self.without_doubtful.to_json()}


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Answers compared with a gold."""

    cells: tuple[CellResult, ...]
    overall: Group
    documents: Mapping[str, Group]
    indicators: Mapping[str, Group]
    gold_digest: str
    tolerance: float
    draws: int
    without_gold: int
    """Answers to cells that the gold does not have; they count nowhere."""

    def to_json(self) -> dict[str, Any]:
        """``overall`` and ``documents`` (by slug), then ``indicators`` and how it was computed."""
        return {
            "overall": self.overall.to_json(),
            "documents": {slug: group.to_json() for slug, group in self.documents.items()},
            "indicators": {code: group.to_json() for code, group in self.indicators.items()},
            "gold": self.gold_digest,
            "answers_without_gold": self.without_gold,
            "settings": {"value_tolerance": self.tolerance, "draws": self.draws, "page_tolerance": 0},
        }


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
    cells = tuple(
        compare(cell, answers.get((cell.document, cell.indicator)), page_text, tolerance) for cell in gold.cells
    )
    known = {(cell.document, cell.indicator) for cell in cells}
    return Evaluation(
        cells=cells,
        overall=_group(cells, draws, seed),
        documents=_groups(cells, lambda cell: cell.document, draws, seed),
        indicators=_groups(cells, lambda cell: cell.indicator, draws, seed),
        gold_digest=gold.digest,
        tolerance=tolerance,
        draws=draws,
        without_gold=sum(key not in known for key in answers),
    )


def _groups(cells: Sequence[CellResult], key: Callable[[CellResult], str], draws: int, seed: int) -> dict[str, Group]:
    names = dict.fromkeys(key(cell) for cell in cells)
    return {name: _group([cell for cell in cells if key(cell) == name], draws, seed) for name in names}


def _group(cells: Sequence[CellResult], draws: int, seed: int) -> Group:
    sure = [cell for cell in cells if not cell.doubtful]
    return Group(figures(cells, draws, seed), figures(sure, draws, seed))


def figures(cells: Sequence[CellResult], draws: int = DRAWS, seed: int = SEED) -> Figures:
    """All figures of these cells, with intervals drawn by document."""
    totals = {name: total(ratio, cells) for name, ratio in (MAIN | MORE).items()}
    by_document = [
        [cell for cell in cells if cell.document == slug] for slug in sorted({cell.document for cell in cells})
    ]
    drawn = Draws(len(by_document), draws, seed)
    intervals = {}
    for name, ratio in (MAIN | MORE).items():
        pairs = [total(ratio, part) for part in by_document]
        intervals[name] = drawn.ratio([top for top, _ in pairs], [bottom for _, bottom in pairs])
    intervals["kappa_weighted"] = drawn.kappa(_agreement_tables(by_document)) if cells else None
    intervals["balanced_accuracy"] = drawn.balanced(_recall_tables(by_document, cells)) if cells else None
    main: dict[str, float | None] = {name: share(*totals[name]) for name in MAIN}
    main["kappa_weighted"] = kappa_weighted(cells)
    more: dict[str, float | None] = {name: share(*totals[name]) for name in MORE}
    more["balanced_accuracy"] = balanced_accuracy(cells)
    n = {name: bottom for name, (_, bottom) in totals.items()}
    n |= {"kappa_weighted": len(ordered_pairs(cells)), "balanced_accuracy": len(cells)}
    return Figures(
        cells=len(cells),
        main=main,
        more=more,
        seconds=sum(cell.seconds for cell in cells),
        n=n,
        confusion=confusion(cells),
        intervals=intervals,
    )


def _agreement_tables(by_document: Sequence[Sequence[CellResult]]) -> np.ndarray[Any, np.dtype[np.float64]]:
    tables = np.zeros((len(by_document), len(ORDERED), len(ORDERED)))
    for position, cells in enumerate(by_document):
        for gold, answer in ordered_pairs(cells):
            tables[position, gold, answer] += 1
    return tables


def _recall_tables(
    by_document: Sequence[Sequence[CellResult]], cells: Sequence[CellResult]
) -> np.ndarray[Any, np.dtype[np.float64]]:
    classes = sorted({cell.gold for cell in cells})
    tables = np.zeros((len(by_document), len(classes), 2))
    for position, part in enumerate(by_document):
        for cell in part:
            tables[position, classes.index(cell.gold)] += (cell.right, 1)
    return tables


def _ordered(main: Mapping[str, float | None]) -> dict[str, float | None]:
    names = ("verdict_accuracy", "kappa_weighted", *(name for name in MAIN if name != "verdict_accuracy"))
    return {name: main[name] for name in names}
