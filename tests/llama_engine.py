"""The Ollama server of tests over a loaded llama.cpp model."""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tests.ollama_server import DEFAULT_NUM_CTX, OllamaError, Piece, ServedModel


class LlamaEngine:
    """Answers with a loaded llama.cpp model (an ``answering.llm.llamacpp.LlamaServer``)."""

    def __init__(self, llama: Any, name: str, digest: str):
        self.llama = llama
        self.models = [ServedModel(name, digest=digest, loaded=True, capabilities=("completion", "embedding"))]

    def run(self, body: Mapping[str, Any], messages: Sequence[Mapping[str, str]]) -> Iterator[Piece]:
        options = body.get("options") or {}
        kept = self._within(messages, int(options.get("num_ctx", DEFAULT_NUM_CTX)), body.get("truncate", True))
        request: dict[str, Any] = {
            "messages": kept,
            "temperature": options.get("temperature", 0.8),
            "max_tokens": options.get("num_predict", -1),
            "stream": True,
            "stream_options": {"include_usage": True},
        }
        request |= {name: options[name] for name in ("seed", "top_p", "top_k", "stop") if name in options}
        wanted = body.get("format")
        if isinstance(wanted, dict):
            request["response_format"] = {"type": "json_schema", "json_schema": {"name": "r", "schema": wanted}}
        elif wanted == "json":
            request["response_format"] = {"type": "json_object"}
        if body.get("logprobs"):
            request |= {"logprobs": True, "top_logprobs": body.get("top_logprobs", 1)}
        yield from self._stream(request)

    def _within(self, messages: Sequence[Mapping[str, str]], num_ctx: int, truncate: bool) -> list[dict[str, str]]:
        """As Ollama does: the last message stays, older ones go, and the text is cut if it must."""
        kept = [dict(message) for message in messages]
        size = sum(self.llama.count_tokens(message["content"]) + 8 for message in kept)
        if size <= num_ctx:
            return kept
        if not truncate:
            raise OllamaError(400, "prompt is too long: it exceeds the context length")
        last = kept[-1]
        last["content"] = last["content"][-2 * num_ctx :]
        return [last]

    def _stream(self, request: dict[str, Any]) -> Iterator[Piece]:
        chunks: queue.Queue[Any] = queue.Queue()

        def receive(chunk: Any) -> bool:
            for one in chunk if isinstance(chunk, list) else [chunk]:
                chunks.put(one)
            return False

        def work() -> None:
            self.llama.chat(request, receive)
            chunks.put(None)

        threading.Thread(target=work, daemon=True).start()
        usage: dict[str, int] = {}
        reason = "stop"
        while (chunk := chunks.get()) is not None:
            if "error" in chunk:
                raise OllamaError(500, str(chunk["error"]))
            usage = chunk.get("usage") or usage
            for choice in chunk.get("choices") or ():
                reason = choice.get("finish_reason") or reason
                text = (choice.get("delta") or {}).get("content") or ""
                logprobs = tuple((choice.get("logprobs") or {}).get("content") or ())
                if text or logprobs:
                    yield Piece(text, logprobs=logprobs)
        yield Piece("", True, usage.get("prompt_tokens", 0), usage.get("completion_tokens", 0), reason)

    def embed(self, texts: Sequence[str]) -> list[list[float]]:
        """Not a real embedding: a chat model has none worth using. One number a text: its tokens."""
        return [[float(self.llama.count_tokens(text)), 1.0] for text in texts]
