"""Ranked pages compared with the gold's, without any language model."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from evaluation.figures import share
from evaluation.gold_cells import Gold, GoldCell, PageKey
from evaluation.intervals import DRAWS, SEED, Draws, Interval

DEPTHS = (5, 10, 20, 40, 50)


@dataclass(frozen=True, slots=True)
class RankedCell:
    """A gold cell beside its ranked pages (distinct, best first)."""

    gold: GoldCell
    ranked: tuple[PageKey, ...]

    def recall(self, pertinence: int, depth: int) -> tuple[int, int]:
        """(gold pages among the first ``depth`` pages, gold pages), for this pertinence and above."""
        wanted = self.gold.pages(pertinence)
        return len(wanted & set(self.ranked[:depth])), len(wanted)

    def reciprocal_rank(self) -> float | None:
        """1 / rank of the first gold page of pertinence 2 or 3; 0 when none came, None when none exists."""
        wanted = self.gold.pages(2)
        if not wanted:
            return None
        return next((1.0 / rank for rank, page in enumerate(self.ranked, start=1) if page in wanted), 0.0)

    def ndcg(self, depth: int = 10) -> float | None:
        """NDCG with pertinence (1, 2, 3) as gain and log2 discount (Järvelin & Kekäläinen, 2002)."""
        gains = {page: grade for grade in (1, 2, 3) for page in self.gold.pages(grade)}
        if not gains:
            return None
        best = sorted(gains.values(), reverse=True)
        return _dcg([gains.get(page, 0) for page in self.ranked[:depth]]) / _dcg(best[:depth])


@dataclass(frozen=True, slots=True)
class RetrievalFigures:
    """Recall at each depth, summed over cells (micro); None where no gold page exists."""

    cells: int
    page_recall_at: Mapping[str, float | None]
    page_recall_p3_at: Mapping[str, float | None]
    ndcg_at_10: float | None
    mrr: float | None
    n: Mapping[str, int]
    intervals: Mapping[str, Mapping[str, Interval | None]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RetrievalGroup:
    """Figures of a group of cells, and the same without the cells marked doubtful in the gold."""

    figures: RetrievalFigures
    without_doubtful: RetrievalFigures


@dataclass(frozen=True, slots=True)
class RetrievalEvaluation:
    """Ranked pages compared with a gold."""

    cells: tuple[RankedCell, ...]
    overall: RetrievalGroup
    documents: Mapping[str, RetrievalGroup]
    indicators: Mapping[str, RetrievalGroup]
    gold_digest: str
    draws: int


def evaluate_retrieval(
    gold: Gold,
    ranked_pages: Mapping[tuple[str, str], Sequence[PageKey]],
    *,
    draws: int = DRAWS,
    seed: int = SEED,
) -> RetrievalEvaluation:
    """Compare ranked pages with the gold's.

    Args:
        gold: The manual analysis.
        ranked_pages: By (document, indicator), pages as (piece, physical page), best first; a page
            that comes again counts once. A cell that is absent counts as having found nothing.
        draws: Bootstrap draws.
        seed: Seed of the draws.
    """
    cells = tuple(
        RankedCell(cell, tuple(dict.fromkeys(ranked_pages.get((cell.document, cell.indicator), ()))))
        for cell in gold.cells
    )

    def group(part: Sequence[RankedCell]) -> RetrievalGroup:
        sure = [cell for cell in part if not cell.gold.doubtful]
        return RetrievalGroup(_figures(part, draws, seed), _figures(sure, draws, seed))

    documents = dict.fromkeys(cell.gold.document for cell in cells)
    indicators = dict.fromkeys(cell.gold.indicator for cell in cells)
    return RetrievalEvaluation(
        cells=cells,
        overall=group(cells),
        documents={slug: group([cell for cell in cells if cell.gold.document == slug]) for slug in documents},
        indicators={code: group([cell for cell in cells if cell.gold.indicator == code]) for code in indicators},
        gold_digest=gold.digest,
        draws=draws,
    )


def _figures(cells: Sequence[RankedCell], draws: int, seed: int) -> RetrievalFigures:
    slugs = sorted({cell.gold.document for cell in cells})
    by_document = [[cell for cell in cells if cell.gold.document == slug] for slug in slugs]
    drawn = Draws(len(by_document), draws, seed)
    at: dict[int, dict[str, float | None]] = {}
    intervals: dict[int, dict[str, Interval | None]] = {}
    n = {}
    for pertinence, name in ((2, "page_recall_at"), (3, "page_recall_p3_at")):
        at[pertinence], intervals[pertinence] = {}, {}
        for depth in DEPTHS:
            pairs = [_total(part, pertinence, depth) for part in by_document]
            tops, bottoms = [top for top, _ in pairs], [bottom for _, bottom in pairs]
            at[pertinence][str(depth)] = share(sum(tops), sum(bottoms))
            intervals[pertinence][str(depth)] = drawn.ratio(tops, bottoms)
            n[name] = sum(bottoms)
    return RetrievalFigures(
        cells=len(cells),
        page_recall_at=at[2],
        page_recall_p3_at=at[3],
        ndcg_at_10=_mean([cell.ndcg() for cell in cells]),
        mrr=_mean([cell.reciprocal_rank() for cell in cells]),
        n=n,
        intervals={"page_recall_at": intervals[2], "page_recall_p3_at": intervals[3]},
    )


def _total(cells: Sequence[RankedCell], pertinence: int, depth: int) -> tuple[int, int]:
    pairs = [cell.recall(pertinence, depth) for cell in cells]
    return sum(top for top, _ in pairs), sum(bottom for _, bottom in pairs)


def _mean(figures: Sequence[float | None]) -> float | None:
    known = [figure for figure in figures if figure is not None]
    return share(sum(known), len(known))


def _dcg(gains: Sequence[int]) -> float:
    return sum(gain / math.log2(rank + 1) for rank, gain in enumerate(gains, start=1))
