"""A reply that no one can use costs one sentence: the answer is made of the others, and says so."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from answering import Answerer, profile_named
from answering.llm import Message, OptionDecision
from answering.llm.openai import OpenAICompatibleBackend
from answering.sentence_decisions import Decisions
from answering.trace import Costs
from domain import Answer, WarningCode
from domain.errors import InvalidReply
from languages.entries.french_language import LANGUAGE as FRENCH
from tests.answering.fakes import (
    CONTEXT,
    DOCUMENT,
    INDICATOR,
    QUERIES,
    FakeBackend,
    FakeRetriever,
    FakeSentences,
    hits_of,
    stored_sentences,
)
from tests.chat_server import serving_chat

ASKED = [Message("user", "Les haies sont-elles protégées ?")]


def served(words: Sequence[str], text: str = "Selon le règlement") -> tuple[Answer, list[dict[str, Any]]]:
    """An answer by a server whose decisions are these words, the last from then on, and whose texts are ``text``."""
    left = list(words)

    def answer(messages: list[dict[str, str]], request: dict[str, Any]) -> str:
        if not request.get("logprobs"):
            return text
        return left.pop(0) if len(left) > 1 else left[0]

    with serving_chat(answer) as server:
        backend = OpenAICompatibleBackend(server.url, "lecteur")
        retriever = FakeRetriever(hits_of(stored_sentences()))
        answerer = Answerer(FakeSentences(), retriever, backend, profile_named("rapide"), FRENCH)
        try:
            return answerer.answer_indicator(DOCUMENT, INDICATOR, QUERIES, context=CONTEXT), server.requests
        finally:
            backend.close()


def test_one_odd_word_costs_its_sentence() -> None:
    whole, asked = served(["oui"])
    got, again = served(["Selon", "oui"])
    assert len(again) == len(asked)
    assert got.verdict is whole.verdict
    assert WarningCode.UNUSABLE_REPLIES not in {warning.code for warning in whole.warnings}
    (warning,) = [one for one in got.warnings if one.code is WarningCode.UNUSABLE_REPLIES]
    assert warning.params == {"count": 1}


def test_a_model_that_never_chooses_is_told_and_nothing_is_concluded() -> None:
    with pytest.raises(InvalidReply, match="Selon"):
        served(["Selon"])


class _Odd:
    """A back end that gives no choice at the places named, from 0."""

    def __init__(self, *odd: int):
        self._odd = odd
        self.asked = 0

    def decide(self, messages: Sequence[Message], options: Sequence[str]) -> Any:
        self.asked += 1
        if self.asked - 1 in self._odd:
            raise InvalidReply("« Selon » n'est ni oui ni non.")
        return OptionDecision("oui", 1.0, 5, 1, 0.1)


def test_replies_without_use_are_counted_and_cost_nothing_else() -> None:
    costs = Costs()
    decisions = Decisions(_Odd(0, 2), costs)  # type: ignore[arg-type]
    assert [decisions.decide(ASKED) is None for _ in range(4)] == [True, False, True, False]
    decisions.check()
    assert (costs.unusable, costs.calls) == (2, 2)


def test_nothing_asked_is_no_fault_and_nothing_usable_is_one() -> None:
    Decisions(_Odd(), Costs()).check()  # type: ignore[arg-type]
    decisions = Decisions(_Odd(0, 1), Costs())  # type: ignore[arg-type]
    decisions.decide(ASKED)
    decisions.decide(ASKED)
    with pytest.raises(InvalidReply):
        decisions.check()


class _OddChooser(FakeBackend):
    """Gives no choice in its first decisions, then says yes."""

    def __init__(self, odd: int):
        super().__init__(replies=["pas du JSON", "pas du JSON"])
        self._left = odd

    def decide(self, messages: Sequence[Message], options: Sequence[str]) -> OptionDecision:
        self._left -= 1
        if self._left >= 0:
            raise InvalidReply("« Selon » n'est ni oui ni non.")
        return super().decide(messages, options)


@pytest.mark.parametrize("odd", [1, 20])
def test_an_odd_reply_does_not_fail_a_free_question(odd: int) -> None:
    retriever = FakeRetriever(hits_of(stored_sentences()))
    answerer = Answerer(FakeSentences(), retriever, _OddChooser(odd), profile_named("rapide"), FRENCH)
    got = answerer.answer_question([DOCUMENT], "Quelle part de pleine terre ?", QUERIES, context=CONTEXT)
    assert "40 %" in got.rationale
    assert WarningCode.UNUSABLE_REPLIES in {warning.code for warning in got.warnings}


def test_silence_does_not_mean_not_found() -> None:
    retriever = FakeRetriever(hits_of(stored_sentences()))
    answerer = Answerer(FakeSentences(), retriever, _OddChooser(20), profile_named("rapide"), FRENCH)
    with pytest.raises(InvalidReply):
        answerer.answer_question([DOCUMENT], "Quelle part de logements ou de bois ?", QUERIES, context=CONTEXT)
