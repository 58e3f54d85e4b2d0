"""Scores of every sentence of one document: of its passage, of its words beside a criterion's, of its meaning.

A passage is coarse: of the two hundred words that a search brings, thirty answer. A sentence has the score of the
passage it stands in, plus what tells it from its neighbours: how near it is in meaning, with the sentences beside
it, to the queries and to the questions of the criteria, and which share of a criterion's cue groups it meets.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from domain import Query, Side, StoredSentence
from domain.title_form import is_fragment
from retrieval.fusion import Scores, best_mean, standardised
from retrieval.lexical_scoring import DocumentWords


@dataclass(frozen=True, slots=True)
class SentenceConfig:
    """What weighs how much in the score of a sentence. The figures are chosen by measurement, see docs/benchmarks.md.

    Attributes:
        passage: The score of its passage.
        nearness: Nearness in meaning, of it and its neighbours, to the queries and criteria that are nearest.
        cues: Share of the cue groups of the criterion that it meets best.
        best_queries: How many queries and criteria make the nearness.
        length: What a sentence twice as long loses, over ``log 2``: what is said in fewer tokens leaves room for more.
        title: What a fragment of a few words loses: titles stand above the sentences of a packet anyway.
        rounds: How often each criterion gives its best sentence before all others come.
        repeat: What a sentence loses for every sentence of its page that came before it.
        whole: A numbered provision of at most so many characters is given whole.
    """

    passage: float = 1.0
    nearness: float = 0.5
    cues: float = 2.0
    best_queries: int = 3
    length: float = 0.5
    title: float = 0.5
    rounds: int = 1
    repeat: float = 0.15
    whole: int = 600


#: Characters below which a sentence gains nothing from being short.
_SHORT = 90
#: The dots of a table of contents, and how many titles a line of one is worth: it never states anything.
_DOTS, _LEADERS = "....", 6.0
#: Words below which a sentence that is no row of a table states nothing.
LEAST_WORDS = 8


@dataclass(frozen=True, slots=True)
class SentenceScores:
    """Scores of the sentences of a document, in the order of ``DocumentWords.sentences``.

    Attributes:
        total: Shape (sentences,).
        facets: What the sentence says of each part of the subject, ``total`` included; shape (facets, sentences).
        shares: Which share of each criterion's cue groups it meets; shape (criteria, sentences).
        near: Nearness in meaning to each of ``near_texts``; shape (sentences, texts).
        keys: The criteria, in the order of ``shares``.
    """

    total: Scores
    facets: Scores
    shares: Scores
    near: Scores
    keys: tuple[str, ...]

    @property
    def bears(self) -> NDArray[np.bool_]:
        """Which criteria's cues it bears, all groups; shape (criteria, sentences)."""
        return self.shares >= 1


def near_texts(queries: Sequence[Query]) -> list[tuple[str, bool]]:
    """What a sentence may be near to in meaning: the queries that ask for it, then the questions of the criteria.

    Each with whether it is a free question.
    """
    asked = [(query.text, query.free) for query in queries if query.asks_meaning]
    return [*asked, *((query.asks, False) for query in queries if query.asks)]


def score_sentences(
    words: DocumentWords,
    passages: Scores,
    cosines: Scores,
    queries: Sequence[Query],
    config: SentenceConfig,
) -> SentenceScores:
    """Score every sentence.

    Args:
        words: The document's words.
        passages: The score of each passage, see ``score_document``.
        cosines: Nearness of each sentence with its neighbours to each of ``near_texts``; shape (sentences, texts).
        queries: What is looked for.
        config: The weights.

    Returns:
        Scores in standard deviations from the document's average. The facets are the criteria, or, for queries
        without any, the texts that sentences may be near to.
    """
    criteria = [query for query in queries if query.side is Side.CUES]
    share = np.array([words.cues.share(query.groups, query.unless) for query in criteria])
    share = share.reshape(len(criteria), len(words.sentences))
    total = config.passage * standardised(passages)[words.sentence_passages]
    near = standardised(cosines)
    if cosines.shape[1]:
        total = total + config.nearness * standardised(best_mean(near, config.best_queries))
    if criteria:
        total = total + config.cues * standardised(share.max(axis=0))
    total = standardised(total) - config.length * _log_lengths(words) - config.title * _titles(words)
    facets = _facets(criteria, share, near)
    return SentenceScores(total, total + facets, share, near, tuple(query.key for query in criteria))


def _log_lengths(words: DocumentWords) -> Scores:
    lengths = np.array([len(sentence.row or sentence.text) for sentence in words.sentences])
    logs: Scores = np.log(np.maximum(lengths, _SHORT) / _SHORT)
    return logs


def _titles(words: DocumentWords) -> Scores:
    return np.array(
        [float(states_nothing(sentence)) + _LEADERS * (_DOTS in sentence.text) for sentence in words.sentences]
    )


def states_nothing(sentence: StoredSentence) -> bool:
    """Whether a sentence is too short to state anything: a title, or a fragment."""
    return sentence.row is None and is_fragment(sentence.text, LEAST_WORDS)


def _facets(criteria: Sequence[Query], share: Scores, near: Scores) -> Scores:
    """What each sentence has for each part of the subject; shape (facets, sentences)."""
    if not criteria:
        return near.T
    first = near.shape[1] - sum(bool(query.asks) for query in criteria)
    own = iter(range(first, near.shape[1]))
    nearness = np.array([near[:, next(own)] if query.asks else np.zeros(len(near)) for query in criteria])
    facets: Scores = nearness + 2 * standardised(share.T).T
    return facets
