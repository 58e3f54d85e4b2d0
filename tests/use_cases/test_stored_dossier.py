"""The second dossier on which models are put to the test: packets and reference, without any file to read."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from answering.llm import Message, Reply
from domain import Verdict
from languages.entries.french_language import LANGUAGE as FRENCH
from tests.fakes import FakeBackend, bundled_grid
from use_cases.stored_dossier import StoredDossier, second_dossier


class SameForAll(FakeBackend):
    """Gives every criterion the same state, with the first sentence of the packet, and a verdict."""

    def __init__(self, state: str, verdict: str):
        super().__init__()
        self.state, self.verdict = state, verdict

    @property
    def card(self) -> Any:
        from answering.llm import ModelCard

        return ModelCard("lecteur", None, None, 60_000, "openai")

    def complete(self, messages: Sequence[Message], *, schema: Mapping[str, Any] | None, max_tokens: int) -> Reply:
        text = "\n".join(message.content for message in messages)
        criteria = [
            {"key": key, "state": self.state, "sentences": [1]} for key in re.findall(r"^- ([a-z_]+) \(", text, re.M)
        ]
        return Reply(json.dumps({"criteria": criteria, "verdict": self.verdict}), 10, 1, 0.0)


@pytest.fixture(scope="module")
def dossier() -> StoredDossier:
    found = second_dossier(bundled_grid())
    assert found is not None
    return found


def test_every_indicator_has_a_reference_and_sentences_of_which_many_are_no_evidence(dossier: StoredDossier) -> None:
    assert set(dossier.codes) == {one.code for one in bundled_grid().indicators}
    assert {cell.verdict for cell in dossier.gold.cells} >= {Verdict.OUI, Verdict.PARTIEL, Verdict.NON}


def test_a_model_that_takes_all_for_established_is_told_from_one_that_reads(dossier: StoredDossier) -> None:
    codes = ["I03", "I05", "I11", "I13"]
    believes = dossier.read_by(SameForAll("established", "oui"), FRENCH, codes)
    assert (believes.cells, believes.calls) == (4, 4)
    assert believes.false_yes >= 3
    assert not believes.passed
    doubts = dossier.read_by(SameForAll("absent", "non"), FRENCH, codes, small=True)
    assert doubts.false_yes == 0
    assert not doubts.passed  # it finds the three « non » and not the « partiel »
    assert doubts.verdicts == 0.75


def test_another_grid_has_no_second_dossier() -> None:
    assert second_dossier(bundled_grid().model_copy(update={"name": "autre"})) is None


class AnswersAll(FakeBackend):
    """Answers every question by the first sentence of its packet, or none of them; ``prose`` replies are no JSON."""

    def __init__(self, first: bool, prose: bool = False):
        super().__init__()
        self.first, self.prose = first, prose

    def complete(self, messages: Sequence[Message], *, schema: Mapping[str, Any] | None, max_tokens: int) -> Reply:
        if self.prose:
            return Reply("Je ne sais pas.", 10, 1, 0.0)
        said = {"answers": [1] if self.first else [], "conditions": [], "contradicts": [], "lines": []}
        return Reply(json.dumps({**said, "complete": self.first, "missing": ""}), 10, 1, 0.0)


def test_its_questions_tell_a_model_that_always_answers_from_one_that_never_does(dossier: StoredDossier) -> None:
    assert len(dossier.questions) >= 25
    always = dossier.ask_by(AnswersAll(first=True), FRENCH)
    assert always.answerable >= 15
    assert always.unanswerable >= 10
    assert always.refused == 0
    never = dossier.ask_by(AnswersAll(first=False), FRENCH, 8, small=True)
    assert (never.right, never.refused) == (0, never.unanswerable)
    assert never.answerable + never.unanswerable == 8


def test_a_reply_that_cannot_be_used_is_neither_an_answer_nor_a_refusal(dossier: StoredDossier) -> None:
    found = dossier.ask_by(AnswersAll(first=False, prose=True), FRENCH, 6)
    assert (found.right, found.refused) == (0, 0)


def test_a_model_that_takes_all_for_established_is_misled(dossier: StoredDossier) -> None:
    believes = dossier.read_by(SameForAll("established", "oui"), FRENCH, ["I11"])
    assert believes.misleading >= 1
    assert 0 <= believes.misled <= believes.misleading
