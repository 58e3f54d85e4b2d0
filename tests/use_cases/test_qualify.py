"""The card of a model, made with a model that always agrees."""

from __future__ import annotations

from dataclasses import replace

from tests.fakes import FakeApplication
from use_cases.ask import QuestionFigures
from use_cases.qualify import qualify
from use_cases.qualify_json import CardJson


def test_a_card_says_what_a_model_did_beside_no_model_and_why_it_is_not_recommended(
    application: FakeApplication,
) -> None:
    card = qualify(application, codes=["I05", "I14"], most_questions=3)
    content = CardJson.of(card).model_dump(mode="json")
    assert content["model"] == "modele-factice"
    assert content["indicators"]["cells"] == content["indicators_without_model"]["cells"] == 2
    assert content["indicators"]["verbatim"] == 1.0
    assert content["json_valid"] == 1.0
    assert content["log_probabilities"] is True
    assert content["questions"]["answerable"] + content["questions"]["unanswerable"] == 3
    assert content["recommended"] is (content["advice"] == "recommandé")
    assert content["tokens_an_indicator"] > 0


def test_a_model_that_refuses_everything_is_not_recommended(application: FakeApplication) -> None:
    card = qualify(application, codes=["I05"], most_questions=1)
    mute = replace(
        card,
        questions=QuestionFigures(answerable=10, unanswerable=10, refused=10),
        baseline_questions=QuestionFigures(answerable=10, right=6, paged=6, unanswerable=10, refused=8),
    )
    assert any("moins de questions" in reason for reason in mute.reasons_against)


def test_a_model_that_does_as_well_as_none_is_said_to_add_nothing(application: FakeApplication) -> None:
    card = qualify(application, codes=["I05"], most_questions=1)
    figures = QuestionFigures(answerable=10, right=6, paged=6, unanswerable=10, refused=9)
    same = replace(card, evaluation=card.baseline, questions=figures, baseline_questions=figures)
    assert same.reasons_against == []
    assert same.advice.startswith("sans apport")
    assert same.recommended is False
    better = replace(same, questions=replace(figures, right=7))
    assert better.advice == "recommandé"
