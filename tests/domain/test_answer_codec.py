"""Answers as stored by every version."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import (
    AnswerWarning,
    Comparator,
    Outcome,
    Provenance,
    ScoredVerdict,
    Side,
    TracedPassage,
    TraceReason,
    Value,
    Verdict,
    WarningCode,
)
from domain.answer_codec import (
    decode_answer,
    decode_value,
    decode_warnings,
    encode_answer,
    encode_value,
    encode_warnings,
)
from domain.provenance_codec import decode_provenance, encode_provenance

FIXTURES = Path(__file__).parent / "fixtures" / "answers"
STORED = {file.stem: json.loads(file.read_text("utf-8")) for file in sorted(FIXTURES.glob("*.json"))}


@pytest.mark.parametrize("version", STORED)
def test_an_answer_of_any_version_says_what_it_said(version: str) -> None:
    indicator, off_topic, not_found = (decode_answer(one) for one in STORED[version])
    assert indicator.verdict is Verdict.PARTIEL
    assert indicator.values[0].value == 181
    assert indicator.citations[0].quote.startswith("L’inventaire")
    assert indicator.searched.pages_unread == ("rapport p. 3",)
    assert indicator.provenance.criteria == {"inventaire": "établi"}
    assert [warning.sentence for warning in indicator.warnings] == STORED["version-1"][0]["warnings"]
    assert [one.outcome for one in (indicator, off_topic, not_found)] == [
        Outcome.ANSWERED, Outcome.OFF_TOPIC, Outcome.NOT_FOUND
    ]  # fmt: skip


def test_what_is_stored_today_is_the_fixture_of_today() -> None:
    assert [encode_answer(decode_answer(one)) for one in STORED["version-3"]] == STORED["version-3"]


def test_an_answer_from_before_lines_were_kept_has_none() -> None:
    assert [decode_answer(one).composed for one in STORED["version-2"]] == [None, None, None]
    composed = decode_answer(STORED["version-3"][2]).composed
    assert composed is not None
    assert composed.understood.scope.zones == ("N-3",)
    assert composed.lines[0].carrier == "3) Dans le secteur N-3 :"


def test_an_old_sentence_is_kept_and_what_was_counted_in_it_is_counted_still() -> None:
    warnings = decode_answer(STORED["version-1"][0]).warnings
    assert [warning.code for warning in warnings] == [
        WarningCode.LEGACY, WarningCode.UNKNOWN_SENTENCES, WarningCode.VALUE_DROPPED
    ]  # fmt: skip
    assert warnings[1].params["numbers"] == [42, 77]


WARNINGS = [
    AnswerWarning.prompt_injection(["reglement p. 2"]),
    AnswerWarning.unsure_criterion("règle"),
    AnswerWarning.contradiction("surface", [Value(181.5, "ha", None, "rapport", 12), Value(9, "ha", None, "x", None)]),
    AnswerWarning.unknown_sentences([42]),
    AnswerWarning.value_dropped("12 ha"),
    AnswerWarning.value_unexpected("12 ha", None),
    AnswerWarning.no_citation(Verdict.OUI),
    AnswerWarning.others_only(["Inventaire"]),
    AnswerWarning.unproved_criteria(["Inventaire"]),
    AnswerWarning.also_denied("Inventaire", "rapport p. 3"),
    AnswerWarning.opinions_differ(Verdict.OUI, Verdict.NON),
    AnswerWarning.low_recognition("annexe", 3, 0.62),
    AnswerWarning.says_otherwise(["padd p. 3"]),
    AnswerWarning.otherwise_elsewhere(["padd p. 4"]),
    AnswerWarning.other_zone(["reglement p. 3"]),
    AnswerWarning.other_piece(["padd p. 3"]),
    AnswerWarning.said_by_others(["rapport p. 3"]),
    AnswerWarning.incomplete("la hauteur"),
    AnswerWarning.incomplete(None),
    AnswerWarning.proposed(Verdict.OUI, "règle : une phrase va dans ce sens", learnt=True),
    AnswerWarning.out_of_scope("modification n° 2", "PLU de Montclar (fictif)"),
    AnswerWarning.unusable_replies(1),
    AnswerWarning.unusable_replies(3),
    AnswerWarning.legacy("Autre chose."),
]  # fmt: skip


def test_every_code_has_a_sentence_and_comes_back_from_its_stored_form() -> None:
    assert {warning.code for warning in WARNINGS} == set(WarningCode)
    for warning in WARNINGS:
        stored = json.loads(json.dumps(encode_warnings([warning])))
        (read,) = decode_warnings(stored)
        assert read == warning
        assert read.sentence.endswith(".")
        assert "None" not in read.sentence


@given(st.floats(-1e6, 1e6), st.sampled_from([*Comparator, None]), st.none() | st.text(max_size=9))
def test_a_value_comes_back_whole(number: float, comparator: Comparator | None, zone: str | None) -> None:
    value = Value(number, "ha", "surface", "rapport", 3, comparator=comparator, zone=zone)
    assert decode_value(json.loads(json.dumps(encode_value(value)))) == value


def test_a_trace_stored_under_former_names_of_indexes_is_read() -> None:
    why = [[2, "signs", 1, 1.0]]
    provenance = decode_provenance({"trace": [{"passage": "p", "score": 1, "batch": None, "why": why}]})
    assert provenance.trace == (TracedPassage("p", 1.0, None, (TraceReason(2, Side.CUES, 1, 1.0),)),)
    assert provenance.made is None
    assert provenance.tokens == 0


def test_a_proposal_comes_back_whole() -> None:
    chances = {Verdict.OUI: 0.5, Verdict.PARTIEL: 0.375, Verdict.NON: 0.125}
    scored = ScoredVerdict(Verdict.OUI, chances, {"regle": 0.5}, "poids", "2026-01-01")
    stored = json.loads(json.dumps(encode_provenance(Provenance(scored=scored))))
    assert decode_provenance(stored).scored == scored
    assert scored.chance == 0.5
