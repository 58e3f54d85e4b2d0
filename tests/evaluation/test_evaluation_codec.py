"""Evaluations as stored by every version."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from domain import Verdict
from domain.errors import StorageError
from evaluation import annotator_agreement, evaluate_cells
from evaluation.causes import Cause
from evaluation.evaluation_codec import (
    decode_evaluation,
    decode_headline,
    decode_inputs,
    encode_evaluation,
    encode_inputs,
)
from evaluation.report import no_gain
from tests.evaluation.samples import cell, gold_of

FIXTURES = Path(__file__).parent / "fixtures" / "evaluations"
STORED: dict[str, dict[str, Any]] = {
    file.stem: json.loads(file.read_text("utf-8")) for file in sorted(FIXTURES.glob("*.json"))
}


@pytest.mark.parametrize("version", STORED)
def test_an_evaluation_of_any_version_says_what_it_said(version: str) -> None:
    kept = decode_evaluation(STORED[version]["figures"])
    causes = {(wrong.cell.document, wrong.cell.indicator): wrong for wrong in kept.causes.found}
    assert {key: wrong.cause for key, wrong in causes.items()} == {
        ("d", "I01"): Cause.VALUE_OR_UNIT,
        ("d", "I02"): Cause.DOUBTFUL_GOLD,
        ("d", "I03"): Cause.MISREAD,
        ("d", "I04"): Cause.UNCLEAR_LIMIT,
        ("d", "I05"): Cause.UNKNOWN,
        ("d", "I06"): Cause.NOT_ASKED,
        ("e", "I02"): Cause.MISJUDGED,
    }
    assert causes["d", "I04"].oracle is Verdict.PARTIEL
    assert (kept.causes.cells, kept.causes.with_oracle) == (8, 1)
    first = kept.cells[0]
    assert (first.gold, first.answer, first.tokens, first.minutes) == (Verdict.OUI, Verdict.OUI, 150, 4.0)
    assert first.gold_pages(3) == {("r", 1)}
    assert first.citations[0].verbatim
    assert not kept.cells[1].citations[0].verbatim
    assert kept.people is not None
    assert kept.people.annotators == ("A. B.", "C. D.")
    assert kept.people.disputed == (("d", "I02"),)
    headline = decode_headline(STORED[version]["figures"])
    again = evaluate_cells(kept.cells, "abc", draws=50).overall.figures
    assert (headline.cells, headline.verdict_accuracy) == (again.cells, again["verdict_accuracy"])
    inputs = decode_inputs(STORED[version]["parameters"])
    assert inputs.run == "modèle aucun, profil standard"
    assert (inputs.left_out, inputs.corpus["e"], inputs.notes) == (2, "456", ("Une limite.",))


def test_every_version_is_the_same_evaluation() -> None:
    one, two = STORED["version-1"], STORED["version-2"]
    assert decode_evaluation(one["figures"]) == decode_evaluation(two["figures"])
    assert decode_inputs(one["parameters"]) == decode_inputs(two["parameters"])


def test_what_is_stored_today_is_the_fixture_of_today() -> None:
    stored = STORED["version-2"]
    assert encode_inputs(decode_inputs(stored["parameters"])) == stored["parameters"]
    kept = decode_evaluation(stored["figures"])
    evaluation = evaluate_cells(kept.cells, stored["parameters"]["gold"], draws=50)
    again = json.loads(json.dumps(encode_evaluation(evaluation, kept.causes, no_gain(evaluation), kept.people)))
    for part in ("codec", "cells", "causes", "annotators", "risk_coverage", "gold", "settings"):
        assert again[part] == stored["figures"][part], part
    assert again["overall"]["intervals"] == stored["figures"]["overall"]["intervals"]
    assert set(again) == set(stored["figures"])


def test_undefined_figures_come_back_undefined() -> None:
    gold = gold_of(cell("non"))
    people = annotator_agreement({"A": gold, "B": gold_of(cell("non", document="e"))}, draws=2)
    evaluation = evaluate_cells((), "abc", draws=2)
    kept = decode_evaluation(STORED["version-2"]["figures"])
    stored = json.loads(
        json.dumps(encode_evaluation(evaluation, kept.causes, no_gain(evaluation), people), allow_nan=False)
    )
    stored["causes"]["wrong_cells"] = []
    read = decode_evaluation(stored)
    assert read.people == people
    assert decode_headline(stored).verdict_accuracy is None


@pytest.mark.parametrize("damage", [{"codec": 99}, {"cells": [{}]}, {"cells": []}, {"overall": None}])
def test_what_cannot_be_read_is_told_with_what_to_do(damage: dict[str, object]) -> None:
    stored = {**STORED["version-2"]["figures"], **damage}
    read = decode_headline if "overall" in damage else decode_evaluation
    with pytest.raises(StorageError, match="ne peut pas être relue") as told:
        read(stored)
    assert told.value.remedy
