"""The card of a model, made with a model that always agrees."""

from __future__ import annotations

import json
from dataclasses import replace

from services.asking import QuestionFigures
from services.qualify import qualify
from tests.fakes import FakeApplication


def test_a_card_says_what_a_model_did_beside_no_model_and_why_it_is_not_recommended(
    application: FakeApplication,
) -> None:
    card = qualify(application, codes=["I05", "I14"], most_questions=3)
    content = json.loads(json.dumps(card.to_json()))
    assert content["model"] == "modele-factice"
    assert content["indicators"]["cells"] == content["indicators_without_model"]["cells"] == 2
    assert content["indicators"]["verbatim"] == 1.0
    assert content["json_valid"] == 1.0
    assert content["log_probabilities"] is True
    assert content["questions"]["answerable"] + content["questions"]["unanswerable"] == 3
    assert content["recommended"] is (content["reasons_against"] == [])
    assert content["tokens_an_indicator"] > 0


def test_a_model_that_refuses_everything_is_not_recommended(application: FakeApplication) -> None:
    card = qualify(application, codes=["I05"], most_questions=1)
    mute = replace(
        card,
        questions=QuestionFigures(answerable=10, unanswerable=10, refused=10),
        baseline_questions=QuestionFigures(answerable=10, right=6, paged=6, unanswerable=10, refused=8),
    )
    assert any("moins de questions" in reason for reason in mute.reasons_against)
