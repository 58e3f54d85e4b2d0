"""The embedded back end: llama.cpp in this process, no server and no network."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from answering.llm.base import Message, ModelCard, OptionDecision, Reply, read_decision
from answering.llm.llama_index_chat import DECISION_OPTIONS, chat, schema_options
from answering.llm.llamacpp import LlamaServer
from answering.llm.thoughts import only_thoughts, without_thoughts
from answering.llm.weights import QWEN_NAME, QWEN_QUANTISATION, QWEN_SHA256, ensure_qwen
from domain.json_types import JsonObject

DEFAULT_CONTEXT = 4096


class EmbeddedBackend:
    """Qwen2.5-Coder-1.5B-Instruct by llama.cpp, or any GGUF file given to the constructor."""

    def __init__(self, server: LlamaServer, card: ModelCard, *, seed: int = 7):
        from answering.llm.embedded_llm import EmbeddedLLM

        self.server = server
        self._card = card
        self._llm = EmbeddedLLM(server, model=card.name, seed=seed)

    @classmethod
    def load(
        cls,
        models_dir: Path,
        *,
        context: int = DEFAULT_CONTEXT,
        threads: int = 0,
        say: Callable[[str], None] = lambda _: None,
    ) -> EmbeddedBackend:
        """Load the packaged model, assembling its weights on first use.

        Raises:
            ModelFilesMissing: the extra ``embedded`` is not installed.
        """
        weights = ensure_qwen(models_dir, say)
        server = LlamaServer(weights, context=context, threads=threads, alias=QWEN_NAME)
        return cls(server, ModelCard(QWEN_NAME, QWEN_SHA256, QWEN_QUANTISATION, context, "embedded"))

    @property
    def weights(self) -> Path:
        """The GGUF file of the model."""
        return self.server.weights

    @property
    def card(self) -> ModelCard:
        """The model behind this back end."""
        return self._card

    @property
    def llm(self) -> Any:
        """The model as a LlamaIndex LLM."""
        return self._llm

    def complete(self, messages: Sequence[Message], *, schema: JsonObject | None, max_tokens: int) -> Reply:
        """See :meth:`answering.llm.base.ChatBackend.complete`."""
        reply = chat(self, messages, max_tokens=max_tokens, **schema_options(schema))
        usage = reply.raw["usage"]
        said = without_thoughts(reply.text)
        if said.thought and not said.text.strip():
            raise only_thoughts(self._card.name, max_tokens)
        return Reply(said.text, usage["prompt_tokens"], usage["completion_tokens"], reply.seconds)

    def decide(self, messages: Sequence[Message], options: Sequence[str]) -> OptionDecision:
        """See :meth:`answering.llm.base.ChatBackend.decide`."""
        reply = chat(self, messages, max_tokens=1, **DECISION_OPTIONS)
        first = reply.raw["choices"][0]["logprobs"]["content"][0]
        option, log_odds = read_decision({top["token"]: top["logprob"] for top in first["top_logprobs"]}, options)
        return OptionDecision(option, log_odds, reply.raw["usage"]["prompt_tokens"], 1, reply.seconds)

    def count_tokens(self, text: str) -> int:
        """Exact number of tokens."""
        return self.server.count_tokens(text)

    def close(self) -> None:
        """Unload the model."""
        self.server.close()
