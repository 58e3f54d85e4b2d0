"""All figures of a set of cells, with their n and their intervals drawn by document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from evaluation.cell_results import CellResult
from evaluation.intervals import WILSON, Draws, Interval, wilsons
from evaluation.metric_registry import Coefficient, Floats, Metric, Ratio, metrics

NO_ANSWER = "sans_reponse"
"""The column of the confusion table for cells that have no answer, beside the codes of the verdicts."""


@dataclass(frozen=True, slots=True)
class Figure:
    """What a metric gives: ``value`` is None where it is undefined, ``n`` its denominator."""

    value: float | None
    n: int
    interval: Interval | None = None


@dataclass(frozen=True, slots=True)
class Figures:
    """All figures of a set of cells, by the key of their metric and in the order of the metrics.

    ``confusion`` counts cells by gold verdict, then by the tool's, zeros left out. ``tokens`` and ``seconds`` are the
    machine's, summed over the answers.
    """

    cells: int
    by_key: Mapping[str, Figure]
    seconds: float
    tokens: int
    confusion: Mapping[str, Mapping[str, int]]

    def __getitem__(self, key: str) -> float | None:
        """The value of a metric."""
        return self.by_key[key].value

    def of(self, metric: Metric) -> Figure:
        """What a metric gives."""
        return self.by_key[metric.key]

    def n(self, key: str) -> int:
        """The denominator of a metric."""
        return self.by_key[key].n

    def interval(self, key: str) -> Interval | None:
        """The interval of a metric."""
        return self.by_key[key].interval


@dataclass(frozen=True, slots=True)
class Group:
    """Figures of a group of cells, and the same without the cells marked doubtful in the gold."""

    figures: Figures
    without_doubtful: Figures


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
        self.ratios: dict[str, Ratio] = {
            metric.key: metric.counted for metric in metrics() if isinstance(metric.counted, Ratio)
        }
        self._counts = _counts(cells, list(self.ratios.values()))
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
        sums = np.zeros((len(documents), len(self.ratios), 2))
        np.add.at(sums, [place[self.cells[at].document] for at in chosen], self._counts[list(chosen)])
        return tuple(documents), sums

    def figures(self, chosen: Sequence[int]) -> Figures:
        """Figures of the cells at these positions."""
        cells = [self.cells[at] for at in chosen]
        documents, sums = self.sums(chosen)
        drawn = self.draws_of(len(documents))
        ratios = dict(zip(self.ratios, _ratio_figures(drawn, sums), strict=True))
        tables: dict[Callable[..., Floats], Floats] = {}
        by_key: dict[str, Figure] = {}
        for metric in metrics():
            counted = metric.counted
            if isinstance(counted, Ratio):
                found = ratios[metric.key]
            else:
                if counted.tables not in tables:
                    tables[counted.tables] = counted.tables(cells, documents)
                found = _coefficient_figure(drawn, tables[counted.tables], counted) if cells else Figure(None, 0)
            by_key[metric.key] = found if metric.interval else Figure(found.value, found.n)
        return Figures(
            cells=len(cells),
            by_key=by_key,
            seconds=sum(cell.seconds for cell in cells),
            tokens=sum(cell.tokens for cell in cells),
            confusion=_confusion(cells),
        )


def share(top: float, bottom: float) -> float | None:
    """``top / bottom``, None when there is nothing to count."""
    return top / bottom if bottom else None


def _counts(cells: Sequence[CellResult], ratios: Sequence[Ratio]) -> Floats:
    """Every ratio's numerator and denominator in every cell, shape (cells, ratios, 2)."""
    table = np.zeros((len(cells), len(ratios), 2))
    for row, cell in enumerate(cells):
        for column, ratio in enumerate(ratios):
            table[row, column] = ratio.count(cell)
    return table


def _ratio_figures(drawn: Draws, sums: Floats) -> list[Figure]:
    """The ratios of sums of shape (documents, ratios, 2), in their order."""
    totals = sums.sum(axis=0)
    samples = drawn.ratios(sums[:, :, 0], sums[:, :, 1]) if drawn.documents > 1 else None
    lows, highs = wilsons(totals[:, 0], totals[:, 1])
    figures = []
    for at, (top, bottom) in enumerate(totals):
        found = drawn.percentiles(samples[:, at]) if samples is not None else None
        if drawn.documents < 2 or (found is not None and found.low == found.high):
            # One document, or all alike: draws cannot show a spread (see Draws.ratio).
            found = Interval(float(lows[at]), float(highs[at]), WILSON, drawn.documents) if bottom > 0 else None
        figures.append(Figure(share(top, bottom), round(bottom), found))
    return figures


def _coefficient_figure(drawn: Draws, tables: Floats, counted: Coefficient) -> Figure:
    whole = tables.sum(axis=0)
    value = float(counted.figure(whole[None])[0])
    n = round(counted.size(whole))
    if not np.isfinite(value):
        return Figure(None, n)
    return Figure(value, n, drawn.of_tables(tables, counted.figure))


def _confusion(cells: Sequence[CellResult]) -> dict[str, dict[str, int]]:
    """Counts by gold verdict, then by the tool's (``sans_reponse`` where it gave none); zeros left out."""
    counts: Counter[tuple[str, str]] = Counter(
        (cell.gold.value, cell.answer.value if cell.answer else NO_ANSWER) for cell in cells
    )
    table: dict[str, dict[str, int]] = {}
    for (gold, answer), count in sorted(counts.items()):
        table.setdefault(gold, {})[answer] = count
    return table
