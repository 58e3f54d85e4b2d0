from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from domain import STRONGEST_FIRST, CriterionState
from evaluation.criterion_labels import (
    CriterionGold,
    CriterionLabel,
    LabelledSentence,
    misquoted,
    state_agreement,
    strongest,
)

STATES = st.sampled_from(list(CriterionState))
ESTABLISHED, DENIED, ABSENT = CriterionState.ESTABLISHED, CriterionState.DENIED, CriterionState.ABSENT


def label(
    state: CriterionState, *sentences: LabelledSentence, document: str = "d", key: str = "regle"
) -> CriterionLabel:
    return CriterionLabel(document, "I02", key, state, sentences)


@given(st.lists(STATES, min_size=1))
def test_the_strongest_state_is_one_of_those_given_and_none_is_stronger(states):
    best = strongest(states)
    assert best in states
    assert all(STRONGEST_FIRST.index(best) <= STRONGEST_FIRST.index(state) for state in states)


def test_without_any_sentence_a_criterion_is_absent():
    assert strongest([]) is ABSENT
    assert set(STRONGEST_FIRST) == set(CriterionState)


def test_quotes_that_are_not_on_their_page_are_told_whatever_the_white_space():
    good = LabelledSentence("r", 1, "Toute construction est interdite", ESTABLISHED)
    moved = LabelledSentence("r", 2, "Toute construction est interdite", ESTABLISHED)
    gone = LabelledSentence("absente", 1, "Toute construction est interdite", ESTABLISHED)
    texts = {("r", 1): "Toute construction\n est  interdite en zone N.", ("r", 2): "Autre chose."}
    gold = CriterionGold.of([label(ESTABLISHED, good, moved, gone)])
    found = misquoted(gold, lambda document, piece, page: texts.get((piece, page)))
    assert found == [(("d", "I02", "regle"), moved), (("d", "I02", "regle"), gone)]


def test_readings_are_compared_over_what_both_labelled():
    left = {("d", "I02", "regle"): ESTABLISHED, ("d", "I02", "orientation"): DENIED, ("d", "I03", "carte"): ABSENT}
    right = {("d", "I02", "regle"): ESTABLISHED, ("d", "I02", "orientation"): ABSENT, ("e", "I03", "carte"): ABSENT}
    found = state_agreement(left, right)
    assert (found.n, found.same) == (2, 1)
    assert found.differing == ((("d", "I02", "orientation"), DENIED, ABSENT),)
    assert state_agreement(left, left).kappa == 1
    assert state_agreement({}, left).kappa is None


@given(st.dictionaries(st.tuples(st.just("d"), st.just("I01"), st.text("abc", min_size=1, max_size=2)), STATES))
def test_a_reading_agrees_with_itself(states):
    found = state_agreement(states, states)
    assert (found.n, found.same, found.differing) == (len(states), len(states), ())


def test_the_digest_tells_what_is_said_and_not_the_order():
    one, two = label(ESTABLISHED, document="a"), label(DENIED, document="b")
    assert CriterionGold.of([one, two]).digest == CriterionGold.of([two, one]).digest
    assert CriterionGold.of([one]).digest != CriterionGold.of([label(DENIED, document="a")]).digest


def test_documents_are_held_out_whole():
    gold = CriterionGold.of([label(ESTABLISHED, document="a"), label(DENIED, document="b", key="carte")])
    assert gold.without(["a"]).documents == ("b",)
    assert gold.states_of("b", "I02") == {"carte": DENIED}
