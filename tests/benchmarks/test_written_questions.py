"""Questions written beside their sentences, and what is learnt of them: when an answer is given."""

from __future__ import annotations

from collections import Counter

import numpy as np

from answering.questions.answer_chances import AS_ANSWER
from answering.questions.statement_chances import FEATURES
from benchmarks.answers_given import FirstSentence, fit, left_out, table
from benchmarks.written_questions import KEPT, start_of, written_questions


def test_written_questions_name_their_sentences_and_some_have_no_answer() -> None:
    found = written_questions()
    by_document = Counter(one.document for one in found)
    assert len(by_document) >= 10
    assert min(by_document.values()) >= 90
    assert "plui-val-de-gardelle" not in by_document  # models are qualified on it: nothing is learnt there
    for one in found:
        assert all(wording.strip() for wording in one.wordings), one
        assert one.near or one.answers, one
        assert all(start_of(sentence.start) == sentence.start.rstrip() for sentence in (*one.answers, *one.near)), one
        assert all(len(sentence.start) <= KEPT for sentence in (*one.answers, *one.near)), one
    for document in by_document:
        own = [one for one in found if one.document == document]
        assert 0.15 < sum(not one.answers for one in own) / len(own) < 0.5, document


def test_written_questions_of_some_documents_alone() -> None:
    assert {one.document for one in written_questions(["scot-sauvelande"])} == {"scot-sauvelande"}


def _firsts() -> list[FirstSentence]:
    """Sentences that are right where they are far ahead of the next."""
    random = np.random.default_rng(5)
    names = (*FEATURES, *AS_ANSWER)
    found = []
    for number in range(120):
        values = random.normal(size=len(names))
        right = number % 2 == 0
        values[names.index("ahead of the next")] += 9 if right else 0
        answerable = right or number % 4 == 1
        found.append(FirstSentence(f"d{number % 3}", False, number % 2, "value", answerable, values, right))
    return found


def test_what_tells_right_answers_apart_gets_the_greatest_weight() -> None:
    linear = fit(_firsts())
    assert linear.features[int(np.argmax(linear.coefficients[0]))] == "ahead of the next"


def test_each_document_is_judged_by_weights_of_the_others() -> None:
    firsts = _firsts()
    chances = left_out(firsts)
    right = np.array([one.right for one in firsts])
    assert chances[right].mean() > 0.8 > 0.2 > chances[~right].mean()
    assert table(firsts, chances).count("\n") == 13
