"""How likely a sentence is to be right as the answer: what decides between giving it and « non trouvé ».

The best sentence of a document is always there, whether it answers or only comes near: its rank says nothing of that.
What does is how far it is ahead, which words of the question it leaves unsaid, and whether it names the thing asked
for. A logistic regression over such features is learnt from questions with and without an answer on several dossiers
(``python -m benchmarks.answers_given``); its weights are stored beside this file.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import numpy as np

from answering.questions.carried_scope import Fit
from answering.questions.statement_chances import FEATURES, Ranking
from answering.questions.statements import Statement
from answering.scoring.evidence_table import Scores
from answering.scoring.scorer_weights import Linear
from domain import QuestionKind, UnderstoodQuestion
from french.asked_thing import thing_asked
from french.content_words import content_words
from french.question_analysis import Coverage

#: Weights of a ranking by what it knows of sentences, and of one that has compared their tokens as well.
WEIGHTS, MATCHED_WEIGHTS = "answer_weights.json", "matched_answer_weights.json"
#: The features of a sentence as the answer, after those of its ranking; in the order of :func:`answer_features`.
AS_ANSWER = (
    "log-odds of the ranking",
    "ahead of the next",
    "ahead of the fifth",
    "greatest share of the theme",
    "greatest nearness",
    "sentences that say most of the theme",
    "says the thing asked for",
    "says it in what stands above",
    "no thing is named",
    "words of the theme",
    "words left unsaid",
    "of them words of the document",
    "rarest word is said",
    "says all of the theme",
    "says little of the theme",
    "years left unsaid",
    "names left unsaid",
    "a scope is asked",
    "stands in the scope asked",
    "holds in every scope",
    "asks for a rule",
    "asks yes or no",
    "asks for a list",
    "asks where",
)
#: The kinds of question that the last features tell from one that asks for a value.
_KINDS = (QuestionKind.RULE, QuestionKind.YES_NO, QuestionKind.LIST, QuestionKind.WHERE)
#: Share of the theme that is most of it, and all of it; and that is little.
_MOST_OF_IT, _ALL_OF_IT, _LITTLE = 0.6, 0.99, 0.34
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
#: A name inside a question: a capital after a small letter, a comma or an apostrophe.
_NAME = re.compile(r"(?<=[a-zà-ÿ,] )[A-ZÀ-Ý][^\W\d_]{3,}|(?<=['’])[A-ZÀ-Ý][^\W\d_]{3,}")
_NEARNESS = FEATURES.index("nearness")
_FIFTH = 4


@dataclass(frozen=True, slots=True)
class AnswerWeights:
    """The learnt weights, and from which log-odds of being right a sentence is given."""

    linear: Linear
    given: float

    @classmethod
    def read(cls, text: str) -> AnswerWeights:
        """Read what ``benchmarks.answers_given`` wrote."""
        stored = json.loads(text)
        return cls(Linear.from_json(stored), float(stored["given"]))


@lru_cache(maxsize=2)
def answer_weights(*, matched: bool = False) -> AnswerWeights | None:
    """The weights that come with the package, for a ranking with or without matches; None where there are none."""
    file = files(__package__) / (MATCHED_WEIGHTS if matched else WEIGHTS)
    return AnswerWeights.read(file.read_text(encoding="utf-8")) if file.is_file() else None


def answer_features(ranking: Ranking, coverage: Coverage, asked: UnderstoodQuestion, known: frozenset[str]) -> Scores:
    """The features of the best sentences of a ranking, each as the answer.

    Args:
        ranking: The statements.
        coverage: What a sentence says of the question.
        asked: The question as it was understood.
        known: The stems of all words of the documents.

    Returns:
        Shape (best sentences, features of the ranking and :data:`AS_ANSWER`).
    """
    best = ranking.best
    odds = ranking.odds[best]
    shares = np.array([ranking.statements[rank].share for rank in best])
    nearest = float(ranking.values[best, _NEARNESS].max()) if best else 0.0
    question, scoped = asked.text, bool(asked.scope)
    words, thing = coverage.words, thing_asked(question)
    kinds = [asked.kind is kind for kind in _KINDS]
    years = frozenset(_YEAR.findall(question))
    names = frozenset().union(*(content_words(name) for name in _NAME.findall(question)))
    rows = []
    for order, rank in enumerate(best):
        one = ranking.statements[rank]
        above = " ".join(one.above)
        lacking = coverage.lacking(one.text, above)
        said = f"{one.text} {above} {' '.join(one.placed.passage.section)}"
        others = np.delete(odds, order)
        rows.append(
            (
                *ranking.values[rank],
                odds[order],
                odds[order] - (others[0] if len(others) else 0.0),
                odds[order] - (others[min(_FIFTH, len(others)) - 1] if len(others) else 0.0),
                float(shares.max()),
                nearest,
                float(np.log1p((shares > _MOST_OF_IT).sum())),
                thing is not None and thing in content_words(one.text),
                thing is not None and thing in content_words(above),
                thing is None,
                len(words),
                len(lacking),
                sum(word in known for word in lacking),
                bool(words) and words[0] not in lacking,
                one.share >= _ALL_OF_IT,
                one.share < _LITTLE,
                len(years - frozenset(_YEAR.findall(said))),
                len(names - content_words(said)),
                scoped,
                scoped and one.fit in (Fit.OWN, Fit.PART),
                scoped and one.fit is Fit.GENERAL,
                *kinds,
            )
        )
    return np.array(rows, dtype=np.float64).reshape(len(rows), ranking.values.shape[1] + len(AS_ANSWER))


def chances_to_be_right(
    ranking: Ranking,
    coverage: Coverage,
    asked: UnderstoodQuestion,
    known: frozenset[str],
    weights: AnswerWeights | None,
) -> dict[int, float]:
    """The log-odds that each of the best statements is right, less those from which one is given, by its number."""
    best = ranking.best
    if not best or weights is None:
        return {}
    values = answer_features(ranking, coverage, asked, known)
    found = weights.linear.log_odds(values)[:, 0] - weights.given
    return {
        number: max(odds, 0.0) if asked.scope and _says_all_in_scope(ranking.statements[number]) else odds
        for number, odds in zip(best, found.tolist(), strict=True)
    }


def _says_all_in_scope(one: Statement) -> bool:
    """Whether a sentence of the zone asked says, with its titles, all that is asked: « 9 mètres » under « Hauteur »."""
    return one.fit is Fit.OWN and one.share >= _ALL_OF_IT
