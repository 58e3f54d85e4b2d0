from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation import evaluate_answers
from evaluation.confidence import confidence_of
from tests.evaluation.samples import answer, by_key, cell, gold_of, page_text


def curve(verdicts, odds):
    """Gold oui everywhere; verdicts and log-odds in order."""
    codes = [f"I{at:02}" for at in range(len(verdicts))]
    gold = gold_of(*(cell("oui", [(1, 3)], indicator=code) for code in codes))
    answers = by_key(
        *(
            answer(verdict, [1], indicator=code, record={"presence_log_odds": [odd]})
            for code, verdict, odd in zip(codes, verdicts, odds, strict=True)
        )
    )
    return evaluate_answers(gold, answers, page_text, draws=10).risk


def test_curve_worked_out_by_hand():
    # Five cells, surest first: right, right, wrong, right; one abstention, which covers nothing.
    # Risks after 1..4 answers: 0/1, 0/2, 1/3, 1/4; area (0 + 0 + 1/3 + 1/4) / 4; coverage in fifths.
    found = curve(["oui", "oui", "partiel", "oui", "a_verifier"], [4, 3, 2, 1, 9])
    assert [(point.coverage, point.risk) for point in found.points] == [
        (0.2, 0.0), (0.4, 0.0), (0.6, pytest.approx(1 / 3)), (0.8, 0.25),
    ]  # fmt: skip
    assert found.area == pytest.approx((1 / 3 + 1 / 4) / 4)
    assert (found.risk_of_all, found.n) == (0.25, 4)


def test_equal_confidence_enters_together_whatever_the_order():
    # Right and wrong at the same level: one point of risk 1/2, and never the lucky order.
    for verdicts in (["oui", "partiel"], ["partiel", "oui"]):
        found = curve(verdicts, [1, 1])
        assert [(point.coverage, point.risk) for point in found.points] == [(1.0, 0.5)]
        assert found.area == 0.5


def test_a_confident_non_is_sure_when_nothing_answers():
    said = {"presence_log_odds": [-3.0]}
    assert confidence_of(answer("non", record=said)) > 0.9
    assert confidence_of(answer("oui", [1], record=said)) < 0.1
    assert confidence_of(answer("a_verifier", record=said)) is None
    assert confidence_of(answer("oui", [1])) is None
    assert confidence_of(answer("oui", [1], record={"presence_log_odds": [None]})) is None


def test_by_criteria_the_least_sure_one_behind_the_verdict_counts():
    surest = [confidence_of(answer("non", record={"weakest_log_odds": odds})) for odds in (-0.4, 0.3, 2.0)]
    assert surest == sorted(surest)
    # The surest sentence of all says nothing of a verdict that hangs on another criterion.
    record = {"weakest_log_odds": -0.4, "presence_log_odds": [3.0, -0.4]}
    assert confidence_of(answer("oui", [1], record=record)) < 0.5
    assert confidence_of(answer("oui", [1], record={"weakest_log_odds": None, "presence_log_odds": []})) is None
    assert confidence_of(answer("a_verifier", record={"weakest_log_odds": 1.0})) is None


def test_a_model_that_tells_no_confidence_has_no_curve():
    gold = gold_of(cell("oui", [(1, 3)]))
    assert evaluate_answers(gold, by_key(answer("oui", [1])), page_text, draws=10).risk is None


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.booleans(), st.floats(-5, 5)), min_size=1, max_size=20))
def test_the_curve_ends_at_the_risk_of_all_answers(told):
    found = curve(["oui" if right else "partiel" for right, _ in told], [odd for _, odd in told])
    assert found.points[-1].risk == found.risk_of_all == sum(not right for right, _ in told) / len(told)
    assert all(0 <= point.risk <= 1 for point in found.points)
    assert 0 <= found.area <= 1


def two_documents(right_in_first: bool):
    """Two documents of one answer each; the surer answer is the first document's."""
    gold = gold_of(cell("oui", [(1, 3)], document="a"), cell("oui", [(1, 3)], document="b"))
    first, second = ("oui", "partiel") if right_in_first else ("partiel", "oui")
    answers = by_key(
        answer(first, [1], document="a", record={"presence_log_odds": [3]}),
        answer(second, [1], document="b", record={"presence_log_odds": [1]}),
    )
    return evaluate_answers(gold, answers, page_text, draws=2000).risk


def test_the_area_has_an_interval_by_document_worked_out_by_hand():
    # Draws of two documents: aa (1/4), ab or ba (1/2), bb (1/4). With a right and surer: areas 0, (0 + 1/2) / 2, 1.
    # The 2.5 % and 97.5 % points are then 0 and 1, and the area of the cells themselves is 1/4.
    found = two_documents(right_in_first=True)
    assert found.area == pytest.approx(0.25)
    assert (found.interval.low, found.interval.high, found.interval.documents) == (0.0, 1.0, 2)


def test_a_single_document_shows_no_spread():
    assert curve(["oui", "partiel"], [2, 1]).interval is None
