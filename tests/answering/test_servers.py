"""The real protocols over the embedded model: official clients, and our back ends through them."""

from __future__ import annotations

import json
from collections.abc import Iterator

import ollama
import pytest

from answering import Answerer, profile_named
from answering.llm import ChatBackend, Message
from answering.llm.embedded import EmbeddedBackend
from answering.llm.llamacpp import LlamaServer
from answering.llm.ollama import OllamaBackend
from answering.llm.openai import OpenAICompatibleBackend
from answering.llm.weights import qwen_path
from domain import Verdict
from domain.errors import ContextOverflow, LlmUnavailable
from languages.entries.french_language import LANGUAGE as FRENCH
from tests.answering.fakes import CONTEXT, DOCUMENT, QUERIES, FakeRetriever, FakeSentences, hits_of
from tests.answering.test_rubric import BINDS, INDICATOR, sentences
from tests.llama_engine import LlamaEngine
from tests.ollama_server import serving
from use_cases.concurrency import ConcurrencyLimiter

NAME = "qwen2.5-coder:1.5b"
SCHEMA = {"type": "object", "properties": {"a": {"type": "integer"}}, "required": ["a"]}

pytestmark = pytest.mark.llm


@pytest.fixture(scope="module")
def url(embedded: EmbeddedBackend) -> Iterator[str]:
    with serving(LlamaEngine(embedded.server, NAME, embedded.card.digest or "")) as address:
        yield address


@pytest.fixture(scope="module")
def openai_url(embedded: EmbeddedBackend) -> Iterator[str]:
    server = LlamaServer(embedded.weights, context=2048, alias="qwen", port=0)
    yield f"{server.address}/v1"
    server.close()


def test_the_official_client_lists_shows_chats_streams_and_embeds(url: str) -> None:
    with ollama.Client(url) as client:
        assert [model.model for model in client.list().models] == [NAME]
        assert "completion" in (client.show(NAME).capabilities or [])
        assert client.ps().models[0].model == NAME
        messages = [{"role": "user", "content": "Donne un entier en JSON."}]
        options = {"num_predict": 20, "num_ctx": 2048, "temperature": 0, "seed": 1}
        whole = client.chat(NAME, messages, format=SCHEMA, options=options)
        assert set(json.loads(whole.message.content or "")) == {"a"}
        assert (whole.prompt_eval_count or 0) > 0
        parts = list(client.chat(NAME, messages, stream=True, options=options))
        assert len(parts) > 2
        assert parts[-1].done
        assert client.generate(NAME, "Bonjour", options={"num_predict": 3}).response
        assert len(client.embed(NAME, ["un", "deux"]).embeddings) == 2
        with pytest.raises(ollama.ResponseError, match="not found") as missing:
            client.chat("mistral", messages)
        assert missing.value.status_code == 404


def test_the_official_client_gets_log_probabilities(url: str) -> None:
    asked = [{"role": "user", "content": "Oui ou non ?"}]
    with ollama.Client(url) as client:
        got = client.chat(NAME, asked, logprobs=True, top_logprobs=5, options={"num_predict": 1})
    assert got.logprobs
    assert len(got.logprobs[0].top_logprobs or []) == 5


def test_llamaindex_streams_from_it(url: str) -> None:
    from llama_index.llms.ollama import Ollama

    llm = Ollama(NAME, base_url=url, context_window=2048, additional_kwargs={"num_predict": 8}, request_timeout=120)
    assert llm.complete("Bonjour").text
    assert len(list(llm.stream_complete("Compte."))) > 1
    llm.client.close()


def check_backend(backend: ChatBackend) -> None:
    """What any back end must do, whatever the model says."""
    reply = backend.complete([Message("user", "Donne un entier en JSON.")], schema=SCHEMA, max_tokens=20)
    assert set(json.loads(reply.text)) == {"a"}
    decision = backend.decide([Message("user", "Deux et deux font-ils quatre ? Réponds oui ou non.")], ("oui", "non"))
    assert decision.option in {"oui", "non"}
    assert decision.log_odds is not None
    text = "En zone UB, au moins 40 % de la superficie reste en pleine terre, soit 1 250 m² d’un seul tenant. "
    measured = backend.complete([Message("user", text)], schema=None, max_tokens=1).prompt_tokens
    assert measured - 40 <= backend.count_tokens(text)  # never under-counted, chat template aside
    with pytest.raises(ContextOverflow):
        backend.complete([Message("user", "mot " * 8000)], schema=None, max_tokens=10)


def check_threads(backend: ChatBackend) -> None:
    """Asked several things together, it gives each its own answer."""
    asked = [f"Deux et deux font-ils {number} ? Réponds oui ou non." for number in ("quatre", "neuf", "cent")]

    def decide(text: str) -> float:
        return backend.decide([Message("user", text)], ("oui", "non")).log_odds or 0.0

    alone = [decide(text) for text in asked]
    assert len({round(odds, 2) for odds in alone}) > 1
    with ConcurrencyLimiter(3).side_by_side(decide, asked) as together:
        assert list(together) == pytest.approx(alone, abs=0.3)


def check_answer(backend: ChatBackend) -> None:
    # One sentence that the model reads again is enough, and a token of reply: a model takes its time for each token.
    pieces = sentences(BINDS)
    answerer = Answerer(FakeSentences(pieces), FakeRetriever(hits_of(pieces)), backend, profile_named("rapide"), FRENCH)
    got = answerer.answer_indicator(DOCUMENT, INDICATOR, QUERIES, context=CONTEXT)
    assert got.provenance.made.calls >= 1
    assert got.citations or got.verdict in {Verdict.NON, Verdict.A_VERIFIER}
    assert got.llm == backend.card.name


def test_the_ollama_back_end(url: str) -> None:
    backend = OllamaBackend(NAME, url=url, context=2048)
    check_backend(backend)
    check_threads(backend)
    check_answer(backend)
    backend.close()


def test_the_openai_back_end(openai_url: str) -> None:
    backend = OpenAICompatibleBackend(openai_url, "qwen", context=2048)
    check_backend(backend)
    check_threads(backend)
    check_answer(backend)
    backend.close()


def test_the_openai_server_refuses_what_does_not_fit_its_own_window(openai_url: str) -> None:
    backend = OpenAICompatibleBackend(openai_url, "qwen", context=100_000)
    with pytest.raises(ContextOverflow):
        backend.complete([Message("user", "mot " * 4000)], schema=None, max_tokens=10)
    backend.close()


def test_no_openai_server_is_said_so() -> None:
    backend = OpenAICompatibleBackend("http://127.0.0.1:9/v1", "qwen")
    with pytest.raises(LlmUnavailable, match="ne répond pas"):
        backend.complete([Message("user", "Bonjour")], schema=None, max_tokens=10)
    backend.close()


def test_the_weights_are_where_the_cache_says(embedded: EmbeddedBackend) -> None:
    assert embedded.weights == qwen_path(embedded.weights.parent)
