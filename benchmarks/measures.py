"""Measures of ranked pages, with bootstrap intervals over topics."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np

from benchmarks.collections import PageKey, Topic

DEPTHS = (1, 5, 10, 15, 20, 40, 50)
DRAWS = 2000


class Measured:
    """One system on one collection: a row a topic of (what was found, what there was) for each measure."""

    def __init__(self, topics: Sequence[Topic], ranked: Sequence[Sequence[PageKey]]):
        self._rows: dict[str, list[tuple[float, float]]] = {}
        for topic, pages in zip(topics, ranked, strict=True):
            for level in (2, 3):
                good = {page for page, value in topic.relevant.items() if value >= level}
                for depth in DEPTHS:
                    name = f"rappel p{level} @{depth}"
                    self._rows.setdefault(name, []).append((len(good & set(pages[:depth])), len(good)))
            self._rows.setdefault("nDCG@10", []).append((_ndcg(topic.relevant, pages[:10]), 1))
            good = {page for page, value in topic.relevant.items() if value >= 2}
            if good:
                first = next((1 / rank for rank, page in enumerate(pages, start=1) if page in good), 0.0)
                self._rows.setdefault("MRR", []).append((first, 1))

    def value(self, name: str) -> float:
        """A measure over all topics: recall is summed over pages, the others are means of topics."""
        found, wanted = np.array(self._rows[name]).sum(axis=0)
        return float(found / wanted) if wanted else math.nan

    def interval(self, name: str, seed: int = 0) -> tuple[float, float]:
        """95 % percentile bootstrap over topics. Topics of one dossier are not quite independent."""
        rows = np.array(self._rows[name])
        draws = np.random.default_rng(seed).integers(len(rows), size=(DRAWS, len(rows)))
        found, wanted = rows[draws, 0].sum(axis=1), rows[draws, 1].sum(axis=1)
        shares = found / np.maximum(wanted, 1e-9)
        return float(np.percentile(shares, 2.5)), float(np.percentile(shares, 97.5))

    def by_topic(self, name: str) -> list[tuple[float, float]]:
        """(found, wanted) of each topic."""
        return self._rows[name]


def ceiling(topics: Sequence[Topic], level: int, depth: int) -> float:
    """The recall that a perfect ranking would have: a topic may have more pages than ``depth``."""
    sizes = [sum(value >= level for value in topic.relevant.values()) for topic in topics]
    return sum(min(size, depth) for size in sizes) / max(sum(sizes), 1)


def _ndcg(relevant: Mapping[PageKey, int], pages: Sequence[PageKey]) -> float:
    best = sorted(relevant.values(), reverse=True)[:10]
    gains = [relevant.get(page, 0) for page in pages]
    return _dcg(gains) / _dcg(best) if best else 0.0


def _dcg(gains: Sequence[int]) -> float:
    return sum(gain / math.log2(rank + 1) for rank, gain in enumerate(gains, start=1))
