"""The best sentences are ranked once more by how they meet the question word by word; no other comes before them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from answering import DocumentContext
from answering.questions.answer_chances import AS_ANSWER, answer_weights
from answering.questions.statement_chances import FEATURES, Ranking, StatementWeights
from answering.questions.token_matches import COMPARED, MATCHES, compared_text, matched, matched_weights
from answering.scoring.scorer_weights import Linear
from tests.answering.small_plan import PlanTables, ask_of_plan

CONTEXT = DocumentContext(("padd", "reglement", "rapport"), (), "empreinte")


class _Prefers:
    """Meets whole what holds a word, and nothing else; keeps what it was asked."""

    def __init__(self, word: str) -> None:
        self.word = word
        self.asked: list[Sequence[str]] = []

    def match(self, question: str, texts: Sequence[str]) -> NDArray[np.float32]:
        self.asked.append(texts)
        return np.array([[float(self.word in text)] * 2 for text in texts], dtype=np.float32)


class _Statement:
    """What a comparison needs of a statement."""

    def __init__(self, text: str, above: tuple[str, ...] = ()):
        self.text, self.above = text, above


def weights(of_matches: float) -> StatementWeights:
    features = (*FEATURES, *MATCHES)
    coefficients = np.zeros((1, len(features)))
    coefficients[0, 0], coefficients[0, -1] = 1.0, of_matches
    return StatementWeights(
        Linear(features, np.zeros(len(features)), np.ones(len(features)), coefficients, np.zeros(1))
    )


def ranking(texts: Sequence[str]) -> Ranking:
    """Statements whose share of the theme falls from the first to the last."""
    values = np.zeros((len(texts), len(FEATURES)))
    values[:, 0] = np.linspace(1, 0, len(texts))
    statements = [_Statement(text) for text in texts]
    return Ranking(statements, values, values[:, 0], np.ones(len(texts), dtype=bool))  # type: ignore[arg-type]


def test_what_meets_the_question_comes_first_among_those_compared() -> None:
    first = ranking([f"phrase {number}" for number in range(COMPARED)] + ["phrase lointaine"])
    again = matched(first, "question", _Prefers("phrase 7"), weights(5.0))
    assert again.best[0] == 7
    assert again.values.shape == (COMPARED + 1, len(FEATURES) + len(MATCHES))


def test_a_sentence_that_is_not_compared_stays_behind() -> None:
    first = ranking([f"phrase {number}" for number in range(COMPARED)] + ["la bonne phrase"])
    matcher = _Prefers("bonne")
    again = matched(first, "question", matcher, weights(-5.0))
    assert again.best[-1] == COMPARED
    assert [len(texts) for texts in matcher.asked] == [COMPARED]


def test_nothing_is_compared_where_nothing_may_answer() -> None:
    none = ranking([])
    assert matched(none, "question", _Prefers("x"), weights(1.0)) is none


def test_a_sentence_is_read_with_the_line_above_it() -> None:
    assert compared_text(_Statement("9 mètres", ("Hauteur", "Article 10"))) == "Hauteur : 9 mètres"  # type: ignore[arg-type]
    assert compared_text(_Statement("Le plan protège")) == "Le plan protège"  # type: ignore[arg-type]
    assert len(compared_text(_Statement("a" * 2000, ("b" * 500,)))) < 900  # type: ignore[arg-type]


def test_the_weights_of_the_package_know_every_feature() -> None:
    second, judged, alone = matched_weights(), answer_weights(matched=True), answer_weights()
    assert second is not None
    assert judged is not None
    assert alone is not None
    assert second.linear.features == (*FEATURES, *MATCHES)
    assert judged.linear.features == (*FEATURES, *MATCHES, *AS_ANSWER)
    assert alone.linear.features == (*FEATURES, *AS_ANSWER)


def test_a_question_is_answered_with_and_without_a_comparison() -> None:
    question = "Quelle est la température moyenne ?"
    matcher = _Prefers("degré")
    for compared in (None, matcher):
        answer = ask_of_plan(question, CONTEXT, tables=PlanTables(), matcher=compared)
        assert answer.composed is not None
        assert "1,6 degré" in answer.composed.lines[0].text
    assert matcher.asked
    assert all(len(texts) <= COMPARED for texts in matcher.asked)
