"""Models that think before they answer, on servers of every kind, and replies that no one can use."""

from __future__ import annotations

import math
from typing import Any

import pytest

from answering.llm import Message
from answering.llm.base import TokenOdds, read_decision, read_first_word
from answering.llm.memory_shortage import is_memory_shortage
from answering.llm.ollama import OllamaBackend
from answering.llm.openai import OpenAICompatibleBackend
from answering.llm.thoughts import THOUGHT_TOKENS, without_thoughts
from domain.errors import InvalidReply, LlmOutOfMemory, LlmUnavailable
from tests.chat_server import Answering, ChatServer, Refusal, serving_chat
from tests.ollama_server import serving
from tests.scripted_engine import Crash, ScriptedEngine, Thinks

ASKED = [Message("user", "Les haies sont-elles protégées ?")]
JSON = '{"a": 1}'


@pytest.mark.parametrize(
    ("reply", "said", "thought"),
    [
        ("oui", "oui", False),
        (JSON, JSON, False),
        ("<think>\nVoyons.\n</think>\n\noui", "oui", True),
        ("Voyons, la haie...\n</think>\noui", "oui", True),  # the opening tag stands in the prompt
        ("<think>Voyons, la", "", True),
        ("<reasoning>Bon</reasoning>non", "non", True),
        ("<|channel|>analysis<|message|>Hm<|end|><|channel|>final<|message|>oui<|return|>", "oui", True),
        ("<|channel|>analysis<|message|>Hm", "", True),
        ("◁think▷Bon◁/think▷oui", "oui", True),
        ("<seed:think>Bon</seed:think>oui", "oui", True),
        ("[THINK]Bon[/THINK]oui", "oui", True),
        ("[THINK]Bon", "", True),
        ("<|begin_of_thought|>Bon<|end_of_thought|>\n<|begin_of_solution|>oui<|end_of_solution|>", "oui", True),
        ("<|START_THINKING|>Bon<|END_THINKING|><|START_RESPONSE|>oui<|END_RESPONSE|>", "oui", True),
        ("<|channel>thought\nBon<channel|>oui", "oui", True),
        ("<analysis>Bon</analysis><answer>oui</answer>", "oui", True),
        ("<answer>oui</answer>", "oui", False),
        ("La balise <think> est rare", "La balise <think> est rare", False),
        ('{"a": "</think>"}', '{"a": "</think>"}', False),
    ],
)  # fmt: skip
def test_thoughts_are_no_part_of_a_reply(reply: str, said: str, thought: bool) -> None:
    found = without_thoughts(reply)
    assert (found.text, found.thought) == (said, thought)


@pytest.mark.parametrize(
    "said",
    [
        "model requires more system memory (5.6 GiB) than is available (3.1 GiB)", "cudaMalloc failed: out of memory",
        "llama runner process has terminated: signal: killed", "unable to allocate CPU buffer", "std::bad_alloc",
        "The model's max seq len (131072) is larger than the maximum number of tokens that can be stored in KV cache",
        "No available memory for the cache blocks. Try increasing `gpu_memory_utilization`", "Killed",
        "Free memory on device (3.1/8 GiB) on startup is less than desired GPU memory utilization",
        "vk::Device::allocateMemory: ErrorOutOfDeviceMemory", "Insufficient Memory (kIOGPUCommandBufferCallbackError)",
        "model failed to load, this may be due to resource limitations or an internal error",
    ],
)  # fmt: skip
def test_how_servers_say_that_memory_lacks(said: str) -> None:
    assert is_memory_shortage(said)
    assert not is_memory_shortage("the model is killed by silence; memory of the context: 4096")


def asked(answer: Answering) -> tuple[str, str, float | None, ChatServer]:
    """What a model on an OpenAI-compatible server writes and decides."""
    with serving_chat(answer) as server:
        backend = OpenAICompatibleBackend(server.url, "lecteur")
        try:
            text = backend.complete(ASKED, schema=None, max_tokens=40).text
            decision = backend.decide(ASKED, ("oui", "non"))
            return text, decision.option, decision.log_odds, server
        finally:
            backend.close()


def tokens(*top: dict[str, float | None]) -> dict[str, Any]:
    """Log-probabilities as a server gives them."""
    content = []
    for one in top:
        listed = [{"token": token, "logprob": logprob, "bytes": None} for token, logprob in one.items()]
        content.append({**listed[0], "top_logprobs": listed})
    return {"content": content}


def can_be_quiet(messages: list[dict[str, str]], request: dict[str, Any]) -> dict[str, Any]:
    if request.get("chat_template_kwargs") == {"enable_thinking": False}:
        return {
            "message": {"role": "assistant", "content": "oui"}, "logprobs": tokens({"oui": -0.1, "non": -2.4}),
        }  # fmt: skip
    return {
        "message": {"role": "assistant", "content": "", "reasoning": "Voyons."}, "finish_reason": "length",
        "logprobs": tokens({"Voyons": -0.1, "We": -3.0}),
    }  # fmt: skip


def test_a_model_that_thinks_is_asked_not_to() -> None:
    text, option, odds, server = asked(can_be_quiet)
    assert (text, option) == ("oui", "oui")
    assert odds == pytest.approx(2.3)
    assert len(server.requests) == 3, "what was learnt holds for the next question"


@pytest.mark.parametrize("field", ["reasoning", "reasoning_content", "tags"])
def test_one_that_thinks_all_the_same_gets_room_and_is_read_by_its_words(field: str) -> None:
    def thinks(messages: list[dict[str, str]], request: dict[str, Any]) -> dict[str, Any]:
        short = request["max_tokens"] < THOUGHT_TOKENS
        if field == "tags":
            content = "<think>Voyons" if short else "<think>Voyons.</think>\noui"
            return {"message": {"role": "assistant", "content": content}}
        message = {"role": "assistant", "content": None if short else "oui", field: "Voyons."}
        return {"message": message, "finish_reason": "length" if short else "stop", "logprobs": tokens({"V": -0.1})}

    text, option, odds, _ = asked(thinks)
    assert (text, option, odds) == ("oui", "oui", None)


def test_a_server_that_does_not_know_how_to_be_asked_is_not_asked_again() -> None:
    def strict(messages: list[dict[str, str]], request: dict[str, Any]) -> str | Refusal:
        if "chat_template_kwargs" in request:
            return Refusal(400, "unknown field chat_template_kwargs")
        return "<think>Bon.</think>oui" if request["max_tokens"] >= THOUGHT_TOKENS else "<think>Bon"

    text, option, _, server = asked(strict)
    assert (text, option) == ("oui", "oui")
    assert sum("chat_template_kwargs" in request for request in server.requests) == 1


def test_one_that_never_ends_thinking_is_named() -> None:
    with pytest.raises(InvalidReply, match="lecteur réfléchit à voix haute") as caught:
        asked(lambda messages, request: "<think>Voyons encore")
    assert "Désactivez sa réflexion" in (caught.value.remedy or "")


def test_a_word_that_is_no_choice_says_what_may_be_wrong() -> None:
    with pytest.raises(InvalidReply, match="'We'") as caught:
        asked(
            lambda messages, request: {
                "message": {"role": "assistant", "content": "We need"},
                "logprobs": tokens({"We": -0.1, "The": -2.0}),
            }
        )
    assert "réfléchit" in (caught.value.remedy or "")


@pytest.mark.parametrize("ruled_out", [-9999.0, -math.inf, None, math.nan])
def test_tokens_that_a_server_rules_out_are_floored(ruled_out: float | None) -> None:
    option, odds = read_decision({"oui": -0.1, "non": ruled_out}, ("oui", "non"))
    assert option == "oui"
    assert math.isfinite(odds)
    assert odds > 50
    option, odds = read_decision({"oui": ruled_out, "non": ruled_out}, ("oui", "non"))
    assert odds == pytest.approx(0.0)


@pytest.mark.parametrize("lowest", [-9999.0, -math.inf, None])
def test_log_probabilities_of_any_kind_come_through_a_server(lowest: float | None) -> None:
    def answer(messages: list[dict[str, str]], request: dict[str, Any]) -> dict[str, Any]:
        odds = {"logprobs": tokens({"oui": 0.0, "non": lowest})} if request.get("logprobs") else {}
        return {"message": {"role": "assistant", "content": "oui"}, **odds}

    _, option, odds, _ = asked(answer)
    assert option == "oui"
    # Where the client cannot read them, the word alone is taken.
    assert odds is None if lowest is None else odds is not None and math.isfinite(odds)


def test_the_first_word_decides_whatever_stands_before_it() -> None:
    before = TokenOdds("\n", {"\n": -0.1, "oui": -3.0})
    stars = TokenOdds("**", {"**": 0.0})
    chosen = TokenOdds("Non", {"Non": -0.2, "Oui": -1.7})
    assert read_first_word([before, stars, chosen], "\n**Non**", ("oui", "non")) == ("non", pytest.approx(-1.5))
    # Without any alternative the word itself is taken.
    assert read_first_word([TokenOdds("Oui", {})], "Oui", ("oui", "non"))[0] == "oui"
    assert read_first_word([], "Oui.", ("oui", "non")) == ("oui", None)
    assert read_first_word([TokenOdds("Rép", {"Rép": -0.1})], "Oui", ("oui", "non")) == ("oui", None)
    with pytest.raises(InvalidReply, match="rien"):
        read_first_word([], "", ("oui", "non"))


@pytest.mark.parametrize(
    "message",
    [
        "CUDA error: out of memory",
        "failed to allocate buffer for kv cache",
        "torch.OutOfMemoryError: CUDA out of memory. Tried to allocate 2.00 GiB",
        "Model loading was stopped due to insufficient system resources",
    ],
)
def test_a_server_without_memory_is_told_with_what_helps(message: str) -> None:
    with pytest.raises(LlmOutOfMemory, match="la mémoire manque pour le modèle lecteur") as caught:
        asked(lambda messages, request: Refusal(500, message))
    assert "llm_context" in (caught.value.remedy or "")
    with pytest.raises(LlmUnavailable, match="overloaded"):
        asked(lambda messages, request: Refusal(503, "overloaded"))


def test_ollama_without_memory_is_told_with_what_helps() -> None:
    said = "model requires more system memory (5.6 GiB) than is available (3.2 GiB)"
    engine = ScriptedEngine([Crash(said), Crash("llama runner process has terminated: signal: killed"), Crash("autre")])
    with serving(engine) as url:
        backend = OllamaBackend("qwen2.5:7b", url=url)
        with pytest.raises(LlmOutOfMemory, match=r"5\.6 GiB"):
            backend.complete(ASKED, schema=None, max_tokens=10)
        with pytest.raises(LlmOutOfMemory):
            backend.decide(ASKED, ("oui", "non"))
        with pytest.raises(LlmUnavailable):
            backend.decide(ASKED, ("oui", "non"))
        backend.close()


def test_an_ollama_model_that_thinks_whatever_it_is_asked_gets_room() -> None:
    engine = ScriptedEngine([Thinks("oui"), Thinks("oui"), Thinks(JSON), Thinks("oui", tokens=10_000)])
    with serving(engine) as url:
        backend = OllamaBackend("qwen2.5:7b", url=url)
        decision = backend.decide(ASKED, ("oui", "non"))
        assert (decision.option, decision.log_odds) == ("oui", None)
        assert backend.complete(ASKED, schema=None, max_tokens=10).text == JSON
        with pytest.raises(InvalidReply, match="réfléchit à voix haute"):
            backend.complete(ASKED, schema=None, max_tokens=10)
        backend.close()
    assert all(request["think"] is False for request in engine.requests)
    assert [request["options"]["num_predict"] for request in engine.requests] == [4, 2004, 2010, 2010]


def test_an_older_ollama_that_leaves_thoughts_in_the_text_is_read_after_them() -> None:
    engine = ScriptedEngine(["<think>Voyons</think>" + JSON])
    with serving(engine) as url:
        backend = OllamaBackend("qwen2.5:7b", url=url)
        assert backend.complete(ASKED, schema=None, max_tokens=10).text == JSON
        backend.close()
