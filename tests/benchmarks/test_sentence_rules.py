"""Sentences written for every criterion: the file is sound, and the rules recognise what they were widened by."""

from __future__ import annotations

from benchmarks.sentence_rules import recognised, written_examples
from domain import CriterionState
from indicator_queries import load_grid


def test_every_criterion_has_sentences_for_and_against_and_none_stands_twice() -> None:
    examples = written_examples()
    known = {
        f"{indicator.code}/{criterion.key}"
        for indicator in load_grid().indicators
        for criterion in indicator.rubric.criteria
    }
    for carries in (True, False):
        assert {
            one.criterion for one in examples if one.criterion and (one.state is CriterionState.ESTABLISHED) is carries
        } == known
    assert len({one.text for one in examples}) == len(examples)


def test_what_is_denied_announced_or_said_by_others_is_recognised_and_evidence_is_left_alone() -> None:
    examples = [one for one in written_examples() if one.batch < 3]

    def of(state: CriterionState) -> tuple[float, float, float]:
        found = recognised([one for one in examples if one.state is state])
        return found.denied / found.sentences, found.announced / found.sentences, found.others / found.sentences

    assert of(CriterionState.DENIED)[0] > 0.9
    assert of(CriterionState.ANNOUNCED)[1] > 0.85
    assert of(CriterionState.QUOTED)[2] > 0.9
    denied, announced, others = of(CriterionState.ESTABLISHED)
    assert denied < 0.06
    assert announced < 0.02
    assert others < 0.02
