"""In which order ranked sentences are given, so that a small budget of tokens holds many subjects and pages."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from retrieval.fusion import Scores


def spread_order(
    total: Scores,
    facets: Scores,
    pages: Sequence[Hashable],
    twins: Sequence[Sequence[int]],
    allowed: NDArray[np.bool_],
    *,
    rounds: int,
    repeat: float,
) -> Iterator[int]:
    """Yield sentences, best first, each saying once.

    Args:
        total: The score of each sentence.
        facets: Its score for each part of the subject; shape (facets, sentences).
        pages: The page of each sentence.
        twins: The sentences that say the same as each, itself included; only the first that comes is given.
        allowed: The sentences that may come.
        rounds: How often each part of the subject gives its best sentence before all others come.
        repeat: What a sentence loses for every sentence of its page that came before it.

    Yields:
        Indices of sentences; equal scores in the order of the text.
    """
    open_ = allowed.copy()
    on_page: Counter[Hashable] = Counter()

    def take(number: int) -> int:
        open_[list(twins[number])] = False
        on_page[pages[number]] += 1
        return number

    for _ in range(rounds):
        for facet in facets:
            scores = np.where(open_, facet, -np.inf)
            if len(scores) and np.isfinite(best := scores[number := int(scores.argmax())]) and best > 0:
                yield take(number)
    waiting = [(-float(total[number]), int(number)) for number in np.flatnonzero(open_)]
    heapq.heapify(waiting)
    while waiting:
        score, number = heapq.heappop(waiting)
        if not open_[number]:
            continue
        now = -float(total[number]) + repeat * on_page[pages[number]]
        if now > score:  # sentences of its page came since: it waits for its new turn
            heapq.heappush(waiting, (now, number))
        else:
            yield take(number)


def kept_whole(
    order: Iterable[int], wholes: Mapping[int, Sequence[int]], twins: Sequence[Sequence[int]]
) -> Iterator[int]:
    """Yield sentences in their order, those that belong to a whole with all of it at once, each saying once.

    Args:
        order: Indices of sentences.
        wholes: For a sentence that is not given alone, the sentences that come with it, in the order of the text.
        twins: The sentences that say the same as each, itself included.
    """
    given: set[int] = set()
    for number in order:
        for each in (number, *wholes.get(number, ())):
            if each not in given:
                given.update(twins[each])
                yield each
