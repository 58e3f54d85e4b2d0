"""From ranked passages to ranked pages: what page recall is measured on, and what a reader opens."""

from __future__ import annotations

from collections.abc import Sequence

from domain import Hit


def pages(hits: Sequence[Hit], budget: int) -> list[tuple[str, int | None, float]]:
    """Rank the pages on which hits stand.

    A page has its own score where retrieval scored pages (``Hit.page_scores``); otherwise it has the
    score of its best passage, and a passage over two pages counts for both. A file without pages
    counts as one page, None.

    Args:
        hits: Passages of one search, in any order.
        budget: How many pages at most.

    Returns:
        (piece, physical page, score), best first; equal scores in the order of pieces and pages.
    """
    best: dict[tuple[str, int | None], float] = {}
    for hit in hits:
        for number, score in hit.page_scores or _pages_of(hit):
            key = (hit.passage.piece, number)
            best[key] = max(best.get(key, score), score)
    ranked = sorted(best.items(), key=lambda item: (-item[1], item[0][0], item[0][1] or 0))
    return [(piece, number, score) for (piece, number), score in ranked[: max(budget, 0)]]


def _pages_of(hit: Hit) -> list[tuple[int | None, float]]:
    first, last = hit.passage.first_page, hit.passage.last_page
    if first is None or last is None:
        return [(None, hit.score)]
    return [(number, hit.score) for number in range(first, last + 1)]
