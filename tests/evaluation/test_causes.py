from __future__ import annotations

from typing import Any

import pytest

from domain import Verdict
from evaluation import evaluate_answers
from evaluation.causes import Cause, Traced, find_causes
from evaluation.outcome_json import CausesJson
from tests.evaluation.samples import answer, by_key, cell, gold_of, page_text

READABLE = {"d": frozenset(("r", page) for page in range(1, 50))}
KEY = ("d", "I01")


def cause(gold_cell, said, *, retrieved=(), shown=(), traced=True, oracle=None, **options: Any) -> Cause | None:
    result = evaluate_answers(gold_of(gold_cell), by_key(said) if said else {}, page_text, draws=2)
    traces = {KEY: Traced(frozenset(("r", p) for p in retrieved), frozenset(("r", p) for p in shown))} if traced else {}
    verdicts = {KEY: Verdict(oracle)} if oracle else None
    found = find_causes(result.cells, traces, READABLE, oracle=verdicts, **options).found
    return found[0].cause if found else None


OUI = cell("oui", [(3, 3), (9, 2)])


def test_a_right_cell_has_no_cause():
    assert cause(OUI, answer("oui", [3])) is None


def test_the_first_link_that_broke_is_the_cause():
    wrong = answer("non")
    assert cause(OUI, None) is Cause.NOT_ASKED
    assert cause(cell("oui", [(60, 3)]), wrong) is Cause.PAGE_UNREAD
    assert cause(OUI, wrong, retrieved=[4, 9]) is Cause.PASSAGE_NOT_FOUND  # page 9 supports, it does not decide
    assert cause(OUI, wrong, retrieved=[3, 9], shown=[9]) is Cause.PASSAGE_NOT_READ
    assert cause(OUI, wrong, retrieved=[3], shown=[3]) is Cause.MISREAD
    assert cause(OUI, wrong, traced=False) is Cause.UNKNOWN


def test_the_oracle_tells_the_rubric_from_the_reading():
    partial = answer("partiel", [3])
    seen = {"retrieved": [3], "shown": [3]}
    assert cause(OUI, partial, **seen, oracle="oui") is Cause.MISREAD  # right with the right text: misled by the rest
    assert cause(OUI, partial, **seen, oracle="partiel") is Cause.UNCLEAR_LIMIT
    assert cause(OUI, answer("non"), **seen, oracle="non") is Cause.MISREAD
    # Without an oracle: same proof, one step away.
    assert cause(OUI, partial, **seen) is Cause.UNCLEAR_LIMIT
    assert cause(OUI, answer("partiel", [30]), **seen) is Cause.MISREAD


def test_what_is_not_there_was_misread_by_the_model():
    assert cause(cell("non"), answer("oui", [3])) is Cause.MISREAD


def test_a_doubtful_gold_comes_first():
    assert cause(cell("oui", [(3, 3)], doubtful=True), answer("non")) is Cause.DOUBTFUL_GOLD
    assert cause(OUI, answer("non"), disputed=[KEY]) is Cause.DOUBTFUL_GOLD


def test_a_missing_value_of_a_right_verdict_is_told_with_its_unit():
    gold_cell = cell("oui", [(3, 3)], values=[(12, "%"), (5, "ha")])
    result = evaluate_answers(gold_of(gold_cell), by_key(answer("oui", [3], values=[(12, "m")])), page_text, draws=2)
    (wrong,) = find_causes(result.cells, {}, READABLE).found
    assert wrong.cause is Cause.VALUE_OR_UNIT
    assert wrong.explanation == "1 chiffre(s) avec une autre unité, 1 absent(s)"
    assert cause(gold_cell, answer("oui", [3], values=[(12, "%"), (50000, "m²")])) is None


@pytest.mark.parametrize("said", ["a_verifier", "non", "partiel"])
def test_every_wrong_cell_has_exactly_one_cause_and_comes_back_from_its_json(said):
    result = evaluate_answers(gold_of(OUI), by_key(answer(said, [3])), page_text, draws=2)
    found = find_causes(result.cells, {}, READABLE)
    assert sum(found.counts.values()) == len(found.found) == 1
    read = CausesJson.model_validate_json(CausesJson.of(found).model_dump_json())
    assert read.beside({(one.document, one.indicator): one for one in result.cells}) == found
