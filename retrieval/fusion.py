"""How scores of several queries and two indexes become one score: the weights, as data, and the arithmetic."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from domain import Query, Side

Ranked = Sequence[tuple[str, float]]
Scores = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class FusionConfig:
    """What weighs how much. The figures are chosen by measurement, see docs/benchmarks.md.

    Inside one document every score is first brought to the same scale: standard deviations from the
    document's average. Over many documents scores run from 0 to 1.

    Attributes:
        words: Words of the queries, on the whole page (one document) or in the passage (many).
        sub_questions: Words of the sub-questions, on the whole page: the mean of those that the page
            answers best.
        best_sub_questions: How many of them make that mean. One alone would let any page about
            fences in, all of them only pages that speak of everything.
        near: Expressions of the vocabulary whose words stand close together on the page.
        cues: Sentences of the page that bear the cue phrases of a criterion: what would decide the verdict.
        feedback: Words that the best pages have in common, where the queries bring a vocabulary: the same rule
            stands on many pages, each time said a little otherwise.
        feedback_pages: How many pages count as the best; ten pages and ten words are what Anserini's RM3 takes.
        feedback_terms: How many of their words are looked for.
        dense: Nearness of meaning, where the queries bring a vocabulary: on real plans the words of
            a good vocabulary carry nearly all, and more meaning than this loses pages.
        dense_alone: Nearness of meaning for a bare question, whose own words are few: both sides
            together then find more than either.
        passage_words: Words of the queries in the passage itself; orders the passages of good pages.
        passage_cues: Sentences of the passage itself that bear the cue phrases of a criterion.
        marked: What a language model made of each passage, where it read them all.
        kind: What the pages of a piece gain when the grid names its kind.
        best_queries: How many of the nearest queries make the dense score of a passage.
        pool: How many passages a query brings from an index, over many documents, at least.
        dense_over_many: ``dense`` over many documents, where words stand in passages and not on whole pages.
        kind_over_many: What a passage of a named kind gains over many documents.
    """

    words: float = 1.0
    sub_questions: float = 0.5
    best_sub_questions: int = 3
    near: float = 0.5
    cues: float = 0.75
    feedback: float = 0.5
    feedback_pages: int = 10
    feedback_terms: int = 10
    dense: float = 0.1
    dense_alone: float = 1.0
    passage_words: float = 0.5
    passage_cues: float = 0.5
    marked: float = 0.5
    kind: float = 0.4
    best_queries: int = 2
    pool: int = 300
    dense_over_many: float = 0.3
    kind_over_many: float = 0.1

    def dense_weight(self, queries: Sequence[Query], beside_words: float) -> float:
        """The weight of the dense side: ``beside_words`` where queries bring a vocabulary (texts of words alone)."""
        return beside_words if any(query.side is Side.LEXICAL for query in queries) else self.dense_alone


def standardised(scores: Scores) -> Scores:
    """Scale scores to mean 0 and standard deviation 1, along the first axis; equal scores become 0."""
    if not len(scores):
        return scores
    spread = scores.std(axis=0)
    scaled: Scores = (scores - scores.mean(axis=0)) / np.where(spread > 1e-9, spread, np.inf)
    return scaled


def best_mean(scores: Scores, best: int) -> Scores:
    """Mean of the ``best`` greatest values of each row; shape (rows, queries) -> (rows,)."""
    mean: Scores = np.sort(scores, axis=1)[:, -max(best, 1) :].mean(axis=1)
    return mean


def normalised(ranked: Ranked, *, floor: float | None = None) -> dict[str, float]:
    """Scale the scores of one search to 0..1: 1 is its best passage.

    Args:
        ranked: (passage id, raw score), best first.
        floor: The raw score that becomes 0; default: the worst score of the list. BM25 has a true
            zero (no word shared); cosines do not, and only differences between them mean something.
    """
    if not ranked:
        return {}
    top = ranked[0][1]
    bottom = min(score for _, score in ranked) if floor is None else floor
    span = top - bottom
    if span <= 0:
        return {id_: 1.0 for id_, _ in ranked}
    return {id_: (score - bottom) / span for id_, score in ranked}


def weighted_sum(parts: Iterable[tuple[float, Mapping[str, float]]]) -> dict[str, float]:
    """Add scores by passage: weight times score, divided by the sum of weights; absent counts 0."""
    total = 0.0
    sums: dict[str, float] = {}
    for weight, scores in parts:
        total += weight
        for id_, score in scores.items():
            sums[id_] = sums.get(id_, 0.0) + weight * score
    return {id_: value / total for id_, value in sums.items()} if total > 0 else {}
