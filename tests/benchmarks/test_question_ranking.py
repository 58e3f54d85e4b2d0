"""The weights that tell the sentence which answers are learnt from questions, and measured on others."""

from __future__ import annotations

import numpy as np

from answering.questions.statement_chances import FEATURES
from benchmarks.question_ranking import RankedQuestion, fit


def test_what_tells_the_sentence_that_answers_gets_the_greatest_weight() -> None:
    random = np.random.default_rng(3)
    told = FEATURES.index("nearness")

    def question(number: int) -> RankedQuestion:
        values = random.normal(size=(12, len(FEATURES)))
        answers = np.arange(12) == 4
        values[4, told] += 5
        return RankedQuestion(f"q{number}", "value", f"d{number % 3}", "third", values, answers, values[:, 0])

    linear = fit([question(number) for number in range(20)])
    assert linear.features == FEATURES
    assert int(np.argmax(np.abs(linear.coefficients[0]))) == told
