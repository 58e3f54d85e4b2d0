"""Structured replies: read, repaired once, refused after that."""

from __future__ import annotations

import pytest

from answering.prompt import indicator_messages
from answering.reply import IndicatorReply, ask, indicator_schema, read_reply
from domain import Verdict
from domain.errors import InvalidReply
from languages.entries.french_language import LANGUAGE as FRENCH
from tests.answering.fakes import INDICATOR, FakeBackend, indicator_reply


def run(backend: FakeBackend) -> IndicatorReply:
    messages = indicator_messages("[1] Une phrase.", INDICATOR)
    return ask(
        backend, messages, IndicatorReply, indicator_schema(INDICATOR, ["Une phrase."], FRENCH.numbers), max_tokens=50
    )[0]


def test_what_is_written_around_the_json_is_no_fault() -> None:
    for around in ("```json\n{}\n```", "Voici : {} (voir {{article 3}}).", "{{…}} donc {}", "{}\n{{}}"):
        reply = around.replace("{}", indicator_reply()).replace("{{", "{").replace("}}", "}")
        assert read_reply(reply, IndicatorReply).verdict is Verdict.OUI


def test_a_broken_reply_is_repaired_once_and_the_model_is_told_why() -> None:
    backend = FakeBackend(['{"preuves": [1', indicator_reply()])
    assert run(backend).preuves == [1]
    assert len(backend.prompts) == 2
    assert "JSON" in backend.prompts[1][-1].content


@pytest.mark.parametrize("reply", ["", "Oui.", '{"verdict": "oui"}', indicator_reply(verdict="peut-être")])
def test_two_broken_replies_are_a_failure_that_the_user_sees(reply: str) -> None:
    with pytest.raises(InvalidReply, match="modele-factice"):
        run(FakeBackend([reply, reply]))


def test_the_schema_leaves_no_room_for_a_sentence_that_does_not_exist() -> None:
    schema = indicator_schema(INDICATOR, ["Une phrase."] * 5, FRENCH.numbers)
    assert schema["properties"]["preuves"]["items"]["maximum"] == 5
    assert list(schema["properties"]) == ["preuves", "valeurs", "verdict", "raison"]


def test_sans_objet_is_offered_only_where_the_rubric_has_it() -> None:
    assert (
        "sans_objet"
        not in indicator_schema(INDICATOR, ["Une phrase."], FRENCH.numbers)["properties"]["verdict"]["enum"]
    )
    rubric = INDICATOR.rubric.model_copy(update={"sans_objet": "Pas de zone urbaine."})
    other = INDICATOR.model_copy(update={"rubric": rubric})
    assert "sans_objet" in indicator_schema(other, ["Une phrase."], FRENCH.numbers)["properties"]["verdict"]["enum"]


def test_values_can_only_be_chosen_among_what_the_sentences_say() -> None:
    sentences = ["Au moins 40 % de la parcelle, sur 9 m.", "Rien.", "Une mare de 1,5 ha et un arbre pour 4 places."]
    value = indicator_schema(INDICATOR, sentences, FRENCH.numbers)["properties"]["valeurs"]["items"]["properties"]
    assert value["nombre"] == {"enum": [40, 1.5, 4]}
    assert value["unite"] == {"enum": ["%", "ha", "places"]}
    assert value["phrase"] == {"enum": [1, 3]}


def test_without_any_expected_quantity_no_value_can_be_given() -> None:
    assert indicator_schema(INDICATOR, ["Un recul de 9 m."], FRENCH.numbers)["properties"]["valeurs"]["maxItems"] == 0


def test_where_a_sentence_clearly_answers_no_is_not_offered() -> None:
    assert (
        "non" not in indicator_schema(INDICATOR, ["x"], FRENCH.numbers, present=True)["properties"]["verdict"]["enum"]
    )
    assert "non" in indicator_schema(INDICATOR, ["x"], FRENCH.numbers)["properties"]["verdict"]["enum"]
