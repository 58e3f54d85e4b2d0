"""The weights that tell the sentence which answers are learnt from questions, and measured on others."""

from __future__ import annotations

import numpy as np

from answering.questions.statement_chances import FEATURES
from benchmarks.question_candidates import CandidateQuestion
from benchmarks.question_ranking import fit, held_out_odds, table


def test_what_tells_the_sentence_that_answers_gets_the_greatest_weight() -> None:
    random = np.random.default_rng(3)
    told = FEATURES.index("nearness")

    linear = fit([question(number, told, random) for number in range(20)], FEATURES)
    assert linear.features == FEATURES
    assert int(np.argmax(np.abs(linear.coefficients[0]))) == told


def test_each_question_is_ranked_by_weights_of_other_documents() -> None:
    random = np.random.default_rng(4)
    told = FEATURES.index("nearness")
    questions = [question(number, told, random) for number in range(20)]
    # In one document, and nowhere else, the farthest sentence answers: nobody can have learnt it.
    questions += [question(90, told, random, by=-5) for _ in range(3)]
    odds = held_out_odds(questions, FEATURES)
    first = [bool(one.answers[np.argmax(values)]) for one, values in zip(questions, odds, strict=True)]
    assert sum(first[:20]) >= 15
    assert not any(first[20:])
    assert "| value | 23 |" in table(questions, {"learnt": odds})


def question(number: int, told: int, random: np.random.Generator, by: float = 5) -> CandidateQuestion:
    """A question whose answer, the fifth sentence, has more of one feature than the others, or less."""
    values = random.normal(size=(12, len(FEATURES)))
    values[4, told] += by
    texts = tuple(f"phrase {rank}" for rank in range(12))
    document, series = (f"d{number % 3}", f"series {number % 3}") if number < 90 else ("apart", "apart")
    return CandidateQuestion(document, series, 0, "value", "?", values, np.arange(12) == 4, texts)
