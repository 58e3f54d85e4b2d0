"""The best passages of many documents: both indexes bring theirs, and those are fused."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Container, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Protocol

import numpy as np

from domain import SUB_QUESTION, Hit, PieceKind, Query, QueryTrace, Side, StoredPassage
from retrieval.fusion import FusionConfig, normalised, weighted_sum
from retrieval.selection import Filter
from vectorstore import DenseIndex, Embedder, LexicalIndex

#: Searches that run side by side.
AT_ONCE = min(8, os.cpu_count() or 1)
#: Passages read from the corpus at a time, best first, until no other can come among the best.
READ_AT_ONCE = 200

#: A query, the side that was asked, and the passages it brought with their scores, best first.
RankedList = tuple[str, Side, Sequence[tuple[str, float]]]


class PassagesById(Protocol):
    """Where passages are read from."""

    def passages_by_id(self, ids: Sequence[str]) -> dict[str, StoredPassage]:
        """Return the passages of these ids; ids that are not in the corpus are left out."""
        ...


class ManyDocuments:
    """Searches the passages of many documents at once."""

    def __init__(
        self, source: PassagesById, embedder: Embedder, dense: DenseIndex, lexical: LexicalIndex, config: FusionConfig
    ):
        """Put the parts together."""
        self._source = source
        self._embedder = embedder
        self._dense = dense
        self._lexical = lexical
        self._config = config

    def search(
        self, queries: Sequence[Query], documents: Sequence[str], k: int, kinds: Sequence[PieceKind], where: Filter
    ) -> list[Hit]:
        """The ``k`` best passages of these documents (none: of all), with the trace of what brought them."""
        config = self._config
        pool = max(config.pool, k)
        words = [query for query in queries if query.asks_words]
        # Both indexes search outside of Python's lock: a million passages take half the time on two cores.
        with ThreadPoolExecutor(AT_ONCE) as threads:
            asked = threads.submit(self._ask_dense, queries, documents, pool)
            found = list(threads.map(lambda query: self._lexical.query(query.text, pool, documents=documents), words))
            meaning = asked.result()
        lexical = weighted_sum(self._shares(words, found))
        sides = [(config.words, lexical)] if lexical else []
        lists: list[RankedList] = [(query.text, Side.LEXICAL, one) for query, one in zip(words, found, strict=True)]
        if meaning is not None:
            sides.append((config.dense_weight(queries, config.dense_over_many), normalised(meaning[-1])))
            lists.append(meaning)
        best = best_passages(self._source, weighted_sum(sides), k, set(kinds), config.kind_over_many, where)
        traces = _traces(lists, {passage.id for _, passage in best})
        return [Hit(passage, score, tuple(traces[passage.id])) for score, passage in best]

    def _shares(
        self, asked: Sequence[Query], found: Sequence[Sequence[tuple[str, float]]]
    ) -> list[tuple[float, dict[str, float]]]:
        """What each lexical query weighs, and its scores from 0 to 1."""
        sub_questions = sum(query.origin == SUB_QUESTION for query in asked)
        return [
            (
                # However many they are, sub-questions weigh together what they weigh inside one document.
                query.weight * (self._config.sub_questions / sub_questions if query.origin == SUB_QUESTION else 1.0),
                normalised(ranked, floor=0.0),
            )
            for query, ranked in zip(asked, found, strict=True)
        ]

    def _ask_dense(self, queries: Sequence[Query], documents: Sequence[str], pool: int) -> RankedList | None:
        """One search by the mean vector of the queries: the mean of their cosines is its cosine, but for a factor."""
        asked = [query for query in queries if query.asks_meaning]
        if not asked:
            return None
        vectors = self._embedder.embed_queries([query.text for query in asked])
        mean = np.average(vectors, axis=0, weights=[query.weight for query in asked])
        mean = (mean / max(float(np.linalg.norm(mean)), 1e-9)).astype(np.float32)
        ranked = self._dense.query(mean, pool, documents=documents)
        others = f" (et {len(asked) - 1} autres textes, ensemble)" if len(asked) > 1 else ""
        return (asked[0].text + others, Side.DENSE, ranked) if ranked else None


def best_passages(
    source: PassagesById,
    scores: Mapping[str, float],
    k: int,
    preferred: Container[PieceKind],
    gain: float,
    where: Filter,
) -> list[tuple[float, StoredPassage]]:
    """The ``k`` best passages, once kinds of piece and the filter are known; no more are read than that takes.

    Args:
        source: Where passages are read from.
        scores: Scores of passages by id.
        k: How many at most.
        preferred: Kinds of piece whose passages gain ``gain`` (0 or more).
        gain: What they gain.
        where: Passages that may come.
    """
    order = sorted(scores, key=lambda id_: (-scores[id_], id_))
    found: list[tuple[float, StoredPassage]] = []
    for start in range(0, len(order), READ_AT_ONCE):
        if len(found) >= k and scores[order[start]] + gain < found[k - 1][0]:
            break
        ids = order[start : start + READ_AT_ONCE]
        passages = source.passages_by_id(ids)
        found.extend(
            (scores[id_] + (gain if passages[id_].piece_kind in preferred else 0.0), passages[id_])
            for id_ in ids
            # An index may be ahead of the corpus while a document is being removed.
            if id_ in passages and (not where or where.lets(passages[id_]))
        )
        found.sort(key=lambda item: (-item[0], item[1].id))
    return found[:k]


def _traces(lists: Sequence[RankedList], wanted: Container[str]) -> dict[str, list[QueryTrace]]:
    """Which lists brought these passages, at which rank."""
    traces: dict[str, list[QueryTrace]] = defaultdict(list)
    for query, side, ranked in lists:
        for rank, (id_, score) in enumerate(ranked, start=1):
            if id_ in wanted:
                traces[id_].append(QueryTrace(query, side, rank, score))
    return traces
