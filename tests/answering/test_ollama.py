"""The Ollama back end against a scripted server: what is sent, and every way of failing."""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from answering import Answerer, profile_named
from answering.llm import Message
from answering.llm.ollama import OllamaBackend
from domain import Verdict
from domain.errors import ContextOverflow, LlmModelMissing, LlmUnavailable
from languages.entries.french_language import LANGUAGE as FRENCH
from tests.answering.fakes import (
    CONTEXT,
    DOCUMENT,
    INDICATOR,
    QUERIES,
    FakeRetriever,
    FakeSentences,
    indicator_reply,
)
from tests.ollama_server import serving
from tests.scripted_engine import BrokenLine, Crash, Drop, Logprobs, ScriptedEngine, Slow, Step

ASK = [Message("system", "Tu lis."), Message("user", "Une phrase assez longue pour compter quelques jetons.")]


@contextmanager
def backend(
    *steps: Step, context: int = 4096, timeout: float = 30, **engine: bool
) -> Iterator[tuple[OllamaBackend, ScriptedEngine]]:
    scripted = ScriptedEngine(list(steps), **engine)  # type: ignore[arg-type]
    with serving(scripted) as url:
        opened = OllamaBackend("qwen2.5:7b", url=url, context=context, timeout=timeout)
        try:
            yield opened, scripted
        finally:
            opened.close()


def test_every_call_imposes_context_length_seed_and_silence_of_thoughts() -> None:
    schema = {"type": "object", "properties": {"a": {"type": "integer"}}, "required": ["a"]}
    with backend('{"a": 1}') as (ollama, engine):
        reply = ollama.complete(ASK, schema=schema, max_tokens=33)
    assert reply.text == '{"a": 1}'
    assert reply.prompt_tokens > 0
    assert reply.completion_tokens > 0
    sent = engine.requests[0]
    neutral = {"repeat_penalty": 1.0, "top_k": 0, "top_p": 1.0}
    assert sent["options"] == {"temperature": 0.0, "num_ctx": 4096, "seed": 7, "num_predict": 33} | neutral
    assert sent["format"] == schema
    assert sent["think"] is False
    assert sent["truncate"] is False
    assert sent["keep_alive"] == "60m"
    assert sent["stream"] is True


def test_a_reply_is_heard_while_it_is_written() -> None:
    heard: list[str] = []
    with backend('{"a": 1}') as (ollama, _):
        reply = ollama.stream(ASK, schema=None, max_tokens=33, on_text=heard.append)
    assert heard[-1] == reply.text == '{"a": 1}'
    assert heard[0] != reply.text
    assert reply.text.startswith(heard[0])


def test_the_card_tells_the_model_digest_and_quantisation() -> None:
    with backend() as (ollama, _):
        assert (ollama.card.name, ollama.card.digest, ollama.card.quantisation) == ("qwen2.5:7b", "0" * 64, "Q4_K_M")


def test_a_whole_answer_through_the_protocol() -> None:
    yes, no = Logprobs({"oui": -0.1, "non": -3.0}), Logprobs({"oui": -3.0, "non": -0.1})
    with backend(yes, no, no, no, no, indicator_reply()) as (ollama, _):
        answerer = Answerer(FakeSentences(), FakeRetriever(), ollama, profile_named("rapide"), FRENCH)
        got = answerer.answer_indicator(DOCUMENT, INDICATOR, QUERIES, context=CONTEXT)
    assert got.verdict is Verdict.OUI
    assert got.citations
    assert got.llm == "qwen2.5:7b"


def test_a_decision_uses_log_probabilities() -> None:
    with backend(Logprobs({"oui": math.log(0.6), "non": math.log(0.3)})) as (ollama, _):
        decision = ollama.decide(ASK, ("oui", "non"))
    assert decision.option == "oui"
    assert decision.log_odds == pytest.approx(math.log(2))


def test_a_decision_of_an_older_server_takes_its_word() -> None:
    with backend(Logprobs({"Non": -0.1, "Oui": -3.0}), knows_logprobs=False) as (ollama, _):
        decision = ollama.decide(ASK, ("oui", "non"))
    assert (decision.option, decision.log_odds) == ("non", None)


def test_a_prompt_that_is_too_long_is_refused_before_anything_is_sent() -> None:
    with backend("{}", context=1024) as (ollama, engine), pytest.raises(ContextOverflow, match="1024"):
        ollama.complete([Message("user", "mot " * 2000)], schema=None, max_tokens=10)
    assert engine.requests == []


def test_a_server_that_refuses_to_cut_is_heard() -> None:
    with backend("{}") as (ollama, _):
        # As when our estimate is wrong: the prompt goes out, and the server finds it too long.
        ollama.count_tokens = lambda text: 1  # type: ignore[method-assign]
        with pytest.raises(ContextOverflow):
            ollama.complete([Message("user", "mot " * 8000)], schema=None, max_tokens=10)


def test_an_older_server_that_cuts_in_silence_is_caught_afterwards() -> None:
    with backend("{}", knows_truncate=False) as (ollama, _):
        ollama.count_tokens = lambda text: 1  # type: ignore[method-assign]
        with pytest.raises(ContextOverflow):
            ollama.complete([Message("user", "mot " * 8000)], schema=None, max_tokens=10)


@pytest.mark.parametrize("step", [Drop(), BrokenLine(), Crash(), Crash("model was unloaded")])
def test_a_server_that_fails_in_mid_reply_is_said_so(step: Step) -> None:
    with backend(step) as (ollama, _), pytest.raises(LlmUnavailable, match="Ollama"):
        ollama.complete(ASK, schema=None, max_tokens=10)


def test_a_slow_server_is_waited_for_as_long_as_set_and_no_longer() -> None:
    with backend(Slow(0.3, "{}"), Slow(3)) as (ollama, _):
        assert ollama.complete(ASK, schema=None, max_tokens=10).text == "{}"
    with backend(Slow(3), timeout=0.3) as (ollama, _), pytest.raises(LlmUnavailable, match="secondes"):
        ollama.complete(ASK, schema=None, max_tokens=10)


def test_a_model_removed_in_mid_run_is_named() -> None:
    with backend("{}") as (ollama, engine):
        engine.models = []
        with pytest.raises(LlmModelMissing, match="ollama pull"):
            ollama.complete(ASK, schema=None, max_tokens=10)


def test_a_server_stopped_in_mid_run_is_said_so() -> None:
    with serving(ScriptedEngine(["{}"])) as url:
        ollama = OllamaBackend("qwen2.5:7b", url=url)
        ollama.complete(ASK, schema=None, max_tokens=10)
    with pytest.raises(LlmUnavailable, match="ollama serve"):
        ollama.complete(ASK, schema=None, max_tokens=10)
    ollama.close()
