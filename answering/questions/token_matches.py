"""The best sentences of a question ranked once more, by how they meet it word by word.

The features of :mod:`answering.questions.statement_chances` know which words a sentence shares with the question, and
how near the two are as a whole. A comparison of their tokens in meaning also knows that « enlever une haie » is met by
« l'arrachage ». It costs some milliseconds a sentence: the first ranking chooses which sentences are compared. The
weights of the second are learnt by ``python -m benchmarks.question_ranking`` and stored beside this file.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from answering.questions.statement_chances import FEATURES, Ranking, StatementWeights, weights_in
from answering.questions.statements import Statement

WEIGHTS = "matched_weights.json"
#: The features that are added, in the order of :meth:`TokenMatcher.match`.
MATCHES = ("tokens met, by weight", "tokens met")
#: Sentences, best first, that are compared.
COMPARED = 24
#: Characters of a sentence, and of the line above it, that are compared.
_OF_SENTENCE, _OF_LINE_ABOVE = 700, 160


class TokenMatcher(Protocol):
    """Compares the tokens of a question with those of texts."""

    def match(self, question: str, texts: Sequence[str]) -> NDArray[np.float32]:
        """How well each text meets the question; shape (texts, 2), see :data:`MATCHES`."""
        ...


@cache
def matched_weights() -> StatementWeights | None:
    """The weights of the second ranking that come with the package; None where there are none."""
    return weights_in(WEIGHTS)


def compared_text(one: Statement) -> str:
    """A statement as its tokens are read: after the line above it, which often names what it is about."""
    text = one.text[:_OF_SENTENCE]
    return f"{one.above[0][:_OF_LINE_ABOVE]} : {text}" if one.above else text


def matched(ranking: Ranking, question: str, matcher: TokenMatcher, weights: StatementWeights) -> Ranking:
    """A ranking by the features of another and :data:`MATCHES`.

    Args:
        ranking: The statements as they were ranked first.
        question: What they are to answer.
        matcher: Compares the first :data:`COMPARED` of them with it.
        weights: Of both kinds of features.

    Returns:
        The best are those that were compared; a statement that was not stays behind them.
    """
    best = ranking.best[:COMPARED]
    if not best:
        return ranking
    met = matcher.match(question, [compared_text(ranking.statements[number]) for number in best])
    values = np.hstack((ranking.values, np.tile(met.min(axis=0), (len(ranking.values), 1))))
    values[best, len(FEATURES) :] = met
    odds = weights.log_odds(values)
    others = np.ones(len(odds), dtype=bool)
    others[best] = False
    odds[others] = np.minimum(odds[others], odds[best].min())
    return Ranking(ranking.statements, values, odds, ranking.may)
