"""Matrices learn which tokens answer what, though the words differ."""

from __future__ import annotations

import numpy as np
import pytest

from answering.questions.statement_chances import FEATURES
from benchmarks import token_matching
from benchmarks.question_candidates import WRITTEN, CandidateQuestion
from benchmarks.token_matching import Reading, learn, matches, with_matches

pytest.importorskip("torch")
SIZE, SENTENCES = 24, 6


def _reading_and_questions() -> tuple[Reading, list[CandidateQuestion]]:
    """Questions whose word of subject k is answered by a sentence with a quite different word of subject k."""
    random = np.random.default_rng(7)
    asked, told = random.normal(size=(2, SENTENCES, SIZE))
    questions, texts = {}, {}
    for subject in range(SENTENCES):
        texts[f"phrase {subject}"] = (told[subject] + random.normal(size=(3, SIZE)) / 10).astype(np.float16)
    made = []
    for number in range(60):
        subject = number % SENTENCES
        questions[f"question {number}"] = (asked[subject] + random.normal(size=(2, SIZE)) / 10).astype(np.float16)
        values = random.normal(size=(SENTENCES, len(FEATURES)))
        answers = np.arange(SENTENCES) == subject
        names = tuple(f"phrase {other}" for other in range(SENTENCES))
        made.append(
            CandidateQuestion(f"d{number % 5}", WRITTEN, 0, "value", f"question {number}", values, answers, names)
        )
    return Reading(questions, texts), made


def test_what_answers_meets_the_question_best_once_it_was_learnt(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(token_matching, "RATE", 0.05)  # few questions: larger steps
    reading, questions = _reading_and_questions()
    learnt = learn(questions * 4, reading)
    right = [one.answers[np.argmax(matches(one, learnt, reading)[:, 0])] for one in questions]
    assert np.mean(right) > 0.8


def test_matches_of_a_document_are_added_behind_the_features() -> None:
    reading, questions = _reading_and_questions()
    compared = with_matches(questions, reading, 5)
    assert [one.values.shape[1] for one in compared] == [len(FEATURES) + 2] * len(questions)
    assert all(np.abs(one.values[:, len(FEATURES) :]).max() <= 1.01 for one in compared)
    np.testing.assert_array_equal(compared[0].values[:, : len(FEATURES)], questions[0].values)
