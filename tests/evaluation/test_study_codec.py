"""Studies and their trials as stored by every version."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from domain import Verdict
from domain.errors import StorageError
from evaluation.study import Axis, Proposal
from evaluation.study_codec import TrialAnswer, decode_study, decode_trial, encode_trial

FIXTURES = Path(__file__).parent / "fixtures" / "studies"
STORED: dict[str, dict[str, Any]] = {
    file.stem: json.loads(file.read_text("utf-8")) for file in sorted(FIXTURES.glob("*.json"))
}


@pytest.mark.parametrize("version", STORED)
def test_a_study_of_any_version_says_what_it_said(version: str) -> None:
    study = decode_study(STORED[version]["study"])
    assert study.made.isoformat() == "2026-11-26T10:00:00+00:00"
    assert study.observations == 80
    assert list(study.axes) == [Axis.BASE, Axis.REPETITION, Axis.REWORDING, Axis.PASSAGES]
    first = study.indicators[0]
    assert (first.code, first.proposal, first.by_axis[Axis.REWORDING].stability) == ("A", Proposal.REWORD, 0.2)
    assert [one.proposal for one in study.indicators[1:]] == [Proposal.MERGE, Proposal.MERGE, Proposal.REWORD]
    assert first.reasons[0].startswith("verdict stable à 73 %")


@pytest.mark.parametrize("version", STORED)
def test_a_trial_of_any_version_is_not_asked_again(version: str) -> None:
    first, second = (decode_trial(one) for one in STORED[version]["trials"])
    assert first == TrialAnswer(Verdict.OUI, "parce que", 2.5, (("r", 1), ("annexe", None)))
    assert second == TrialAnswer(Verdict.NON, "rien", 1.0)


def test_what_is_stored_today_is_the_fixture_of_today() -> None:
    stored = STORED["version-2"]
    assert [json.loads(json.dumps(encode_trial(decode_trial(one)))) for one in stored["trials"]] == stored["trials"]
    kept = decode_study(stored["study"]).model_dump(mode="json")
    assert {"codec": 2, **kept} == stored["study"]
    assert decode_study(STORED["version-1"]["study"]) == decode_study(stored["study"])


@pytest.mark.parametrize("damage", [{"codec": 99}, {"axes": {"lune": []}}, {"indicators": None}])
@pytest.mark.parametrize("version", STORED)
def test_what_cannot_be_read_is_told_with_what_to_do(version: str, damage: dict[str, object]) -> None:
    with pytest.raises(StorageError, match="ne peut pas être relue") as told:
        decode_study({**STORED[version]["study"], **damage})
    assert told.value.remedy
