"""Reading a one-token decision."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answering.llm.base import Message, ensure_it_fits, read_decision, read_option
from domain.errors import ContextOverflow, InvalidReply
from tests.answering.fakes import FakeBackend


def test_all_the_ways_of_writing_an_option_count_for_it() -> None:
    top = {"O": math.log(0.3), "oui": math.log(0.2), " Oui": math.log(0.1), "Non": math.log(0.25), "La": math.log(0.1)}
    option, log_odds = read_decision(top, ("oui", "non"))
    assert option == "oui"
    assert log_odds == pytest.approx(math.log(0.6 / 0.25))


@given(st.floats(0.01, 0.98))
def test_swapping_the_options_changes_the_sign(share: float) -> None:
    top = {"oui": math.log(share), "non": math.log(0.99 - share)}
    assert read_decision(top, ("oui", "non"))[1] == pytest.approx(-read_decision(top, ("non", "oui"))[1])


def test_an_option_out_of_sight_is_at_most_as_likely_as_the_last_in_sight() -> None:
    assert read_decision({"oui": math.log(0.9), "bien": math.log(0.01)}, ("oui", "non"))[1] == pytest.approx(
        math.log(90)
    )


def test_a_token_that_begins_two_options_counts_for_none() -> None:
    with pytest.raises(InvalidReply):
        read_decision({"p": 0.0}, ("partiel", "plein"))


@pytest.mark.parametrize(
    "text",
    [
        "Oui.",
        " oui",
        "« Oui »",
        "**Oui**",
        "- oui",
        "1. oui",
        "`oui`",
        "Réponse : oui",
        "**Réponse** : oui",
        '{"verdict": "oui"}',
        "```\noui\n```",
    ],
)
def test_a_short_reply_is_read_where_there_are_no_log_probabilities(text: str) -> None:
    assert read_option(text, ("oui", "non")) == "oui"


@pytest.mark.parametrize("text", ["", "Peut-être", "...", "oui / non", "oui ou non", "Réponse : ouistiti"])
def test_a_reply_that_chooses_nothing_is_an_error(text: str) -> None:
    with pytest.raises(InvalidReply, match="oui ou non"):
        read_option(text, ("oui", "non"))


def test_a_prompt_that_does_not_fit_is_refused_before_the_call() -> None:
    backend = FakeBackend(context=100)
    ensure_it_fits(backend, [Message("user", "mot " * 50)], 20)
    with pytest.raises(ContextOverflow, match="100"):
        ensure_it_fits(backend, [Message("user", "mot " * 50)], 60)
