"""All figures of a set of cells, with their n and their intervals drawn by document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from domain import Verdict
from evaluation.cell_results import CellResult
from evaluation.coefficients import ac1s, kappas
from evaluation.intervals import WILSON, Draws, Interval, class_recalls, wilsons
from evaluation.metrics import MAIN, MORE, ORDERED, RATIOS, confusion, counts, share

Floats = NDArray[np.float64]
GIVEN = (*ORDERED, Verdict.SANS_OBJET)
"""The verdicts that both a person and the tool may give; the first three are ordered."""


@dataclass(frozen=True, slots=True)
class Figures:
    """All figures of a set of cells. ``n`` is the denominator of each; None means undefined.

    ``tokens`` and ``seconds`` are the machine's, summed over the answers.
    """

    cells: int
    main: Mapping[str, float | None]
    more: Mapping[str, float | None]
    seconds: float
    tokens: int
    n: Mapping[str, int]
    confusion: Mapping[str, Mapping[str, int]]
    intervals: Mapping[str, Interval | None] = field(default_factory=dict)

    def __getitem__(self, name: str) -> float | None:
        """A figure by its name."""
        return self.main[name] if name in self.main else self.more[name]

    def to_json(self) -> dict[str, Any]:
        """The flat shape: main figures at the top, the rest under ``more``, ``n``, ``intervals``."""
        result: dict[str, Any] = {"cells": self.cells, **_ordered(self.main), "seconds": self.seconds}
        result["tokens"] = self.tokens
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


class Counted:
    """Cells counted once; figures of any part of them are then sums."""

    def __init__(self, cells: Sequence[CellResult], draws: int, seed: int):
        """Count the cells.

        Args:
            cells: All cells of an evaluation.
            draws: Bootstrap draws.
            seed: Seed of the draws.
        """
        self.cells = tuple(cells)
        self._counts = counts(cells)
        self._draws = draws
        self._seed = seed
        self._drawn: dict[int, Draws] = {}

    def group(self, chosen: Sequence[int]) -> Group:
        """Figures of the cells at these positions, with and without the doubtful ones."""
        sure = [at for at in chosen if not self.cells[at].doubtful]
        return Group(self.figures(chosen), self.figures(sure))

    def draws_of(self, documents: int) -> Draws:
        """The draws for so many documents, made once."""
        if documents not in self._drawn:
            self._drawn[documents] = Draws(documents, self._draws, self._seed)
        return self._drawn[documents]

    def sums(self, chosen: Sequence[int]) -> tuple[tuple[str, ...], Floats]:
        """Documents in order, and the counts of each, shape (documents, ratios, 2)."""
        documents = sorted({self.cells[at].document for at in chosen})
        place = {document: position for position, document in enumerate(documents)}
        sums = np.zeros((len(documents), len(RATIOS), 2))
        np.add.at(sums, [place[self.cells[at].document] for at in chosen], self._counts[list(chosen)])
        return tuple(documents), sums

    def figures(self, chosen: Sequence[int]) -> Figures:
        """Figures of the cells at these positions."""
        cells = [self.cells[at] for at in chosen]
        documents, sums = self.sums(chosen)
        drawn = self.draws_of(len(documents))
        totals = sums.sum(axis=0)
        shares = {name: share(*totals[at]) for at, name in enumerate(RATIOS)}
        n = {name: round(totals[at, 1]) for at, name in enumerate(RATIOS)}
        intervals = _ratio_intervals(drawn, sums, totals) if cells else dict.fromkeys(RATIOS)
        tables, recalls = _tables(cells, documents)
        for name, table, figure, size in (
            ("kappa_weighted", tables[:, :3, :3], kappas, None),
            ("kappa", tables, _plain_kappas, None),
            ("ac1", tables, ac1s, None),
            ("balanced_accuracy", recalls, class_recalls, len(cells)),
        ):
            value = float(figure(table.sum(axis=0)[None])[0]) if cells else float("nan")
            shares[name] = value if np.isfinite(value) else None
            intervals[name] = drawn.of_tables(table, figure) if cells and shares[name] is not None else None
            n[name] = round(table.sum()) if size is None else size
        return Figures(
            cells=len(cells),
            main={name: shares[name] for name in (*MAIN, "kappa_weighted")},
            more={name: shares[name] for name in (*MORE, "balanced_accuracy", "kappa", "ac1")},
            seconds=sum(cell.seconds for cell in cells),
            tokens=sum(cell.tokens for cell in cells),
            n=n,
            confusion=confusion(cells),
            intervals=intervals,
        )


def _ratio_intervals(drawn: Draws, sums: Floats, totals: Floats) -> dict[str, Interval | None]:
    samples = drawn.ratios(sums[:, :, 0], sums[:, :, 1]) if drawn.documents > 1 else None
    lows, highs = wilsons(totals[:, 0], totals[:, 1])
    intervals: dict[str, Interval | None] = {}
    for at, name in enumerate(RATIOS):
        found = drawn.percentiles(samples[:, at]) if samples is not None else None
        if drawn.documents < 2 or (found is not None and found.low == found.high):
            # One document, or all alike: draws cannot show a spread (see Draws.ratio).
            known = totals[at, 1] > 0
            found = Interval(float(lows[at]), float(highs[at]), WILSON, drawn.documents) if known else None
        intervals[name] = found
    return intervals


def _tables(cells: Sequence[CellResult], documents: Sequence[str]) -> tuple[Floats, Floats]:
    """By document: counts of (gold, answer) where both gave a verdict, and (right, all) by gold verdict."""
    place = {document: position for position, document in enumerate(documents)}
    classes = sorted({cell.gold for cell in cells})
    tables = np.zeros((len(documents), len(GIVEN), len(GIVEN)))
    recalls = np.zeros((len(documents), len(classes), 2))
    for cell in cells:
        at = place[cell.document]
        recalls[at, classes.index(cell.gold)] += (cell.right, 1)
        if cell.answer is not None and cell.answered:
            tables[at, GIVEN.index(cell.gold), GIVEN.index(cell.answer)] += 1
    return tables, recalls


def _plain_kappas(tables: Floats) -> Floats:
    return kappas(tables, "none")


def _ordered(main: Mapping[str, float | None]) -> dict[str, float | None]:
    names = ("verdict_accuracy", "kappa_weighted", *(name for name in MAIN if name != "verdict_accuracy"))
    return {name: main[name] for name in names}
