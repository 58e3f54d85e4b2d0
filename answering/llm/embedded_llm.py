"""The embedded model as a LlamaIndex LLM. Imported only when a model is built: LlamaIndex is heavy."""

from __future__ import annotations

import queue
import threading
from collections.abc import Sequence
from typing import Any

from llama_index.core.base.llms.types import (
    ChatMessage,
    ChatResponse,
    ChatResponseGen,
    CompletionResponse,
    CompletionResponseGen,
    LLMMetadata,
    MessageRole,
)
from llama_index.core.bridge.pydantic import Field, PrivateAttr
from llama_index.core.llms import CustomLLM
from llama_index.core.llms.callbacks import llm_chat_callback, llm_completion_callback

from answering.llm.base import overflow
from answering.llm.llamacpp import LlamaServer
from answering.llm.memory_shortage import is_memory_shortage, out_of_memory
from domain.errors import ModelError


class EmbeddedLLM(CustomLLM):  # type: ignore[misc]
    """llama.cpp in process. Extra keyword arguments of a call go into llama.cpp's request."""

    model: str = Field(description="Name of the model.")
    context_window: int = Field(description="Context window in tokens.")
    max_tokens: int = Field(default=512, description="Tokens of a reply when the call does not say.")
    seed: int = Field(default=7)
    temperature: float = Field(default=0.0)
    _server: LlamaServer = PrivateAttr()

    def __init__(self, server: LlamaServer, *, model: str, **fields: Any):
        super().__init__(model=model, context_window=server.context, **fields)
        self._server = server

    @classmethod
    def class_name(cls) -> str:
        """Name under which LlamaIndex knows this class."""
        return "biollm_embedded_llm"

    @property
    def metadata(self) -> LLMMetadata:
        """What LlamaIndex asks of a model."""
        return LLMMetadata(
            context_window=self.context_window,
            num_output=self.max_tokens,
            is_chat_model=True,
            model_name=self.model,
        )

    def _request(self, messages: Sequence[ChatMessage], **options: Any) -> dict[str, Any]:
        return {
            "messages": [{"role": message.role.value, "content": message.content or ""} for message in messages],
            "temperature": self.temperature,
            "seed": self.seed,
            "max_tokens": self.max_tokens,
            "cache_prompt": True,
            **options,
        }

    @llm_chat_callback()  # type: ignore[untyped-decorator]
    def chat(self, messages: Sequence[ChatMessage], **kwargs: Any) -> ChatResponse:
        """Answer a conversation; ``raw`` holds llama.cpp's answer (usage, timings, logprobs)."""
        request = self._request(messages, **kwargs)
        answer = self._server.chat(request)
        refuse_error(answer, request["max_tokens"])
        message = answer["choices"][0]["message"]
        return ChatResponse(
            message=ChatMessage(role=MessageRole.ASSISTANT, content=message.get("content") or ""), raw=answer
        )

    @llm_chat_callback()  # type: ignore[untyped-decorator]
    def stream_chat(self, messages: Sequence[ChatMessage], **kwargs: Any) -> ChatResponseGen:
        """Answer a conversation piece by piece."""
        request = self._request(messages, **kwargs, stream=True)
        return self._stream(request)

    def _stream(self, request: dict[str, Any]) -> ChatResponseGen:
        chunks: queue.Queue[Any] = queue.Queue()
        stop = threading.Event()
        end = object()

        def receive(chunk: Any) -> bool:
            for one in chunk if isinstance(chunk, list) else [chunk]:
                chunks.put(one)
            return stop.is_set()

        def work() -> None:
            try:
                self._server.chat(request, receive)
            finally:
                chunks.put(end)

        worker = threading.Thread(target=work, name="biollm-llm-stream", daemon=True)
        worker.start()
        text = ""
        try:
            while (chunk := chunks.get()) is not end:
                refuse_error(chunk, request["max_tokens"])
                for choice in chunk.get("choices", ()):
                    delta = choice.get("delta", {}).get("content") or ""
                    text += delta
                    yield ChatResponse(
                        message=ChatMessage(role=MessageRole.ASSISTANT, content=text), delta=delta, raw=chunk
                    )
        finally:
            stop.set()
            worker.join()

    @llm_completion_callback()  # type: ignore[untyped-decorator]
    def complete(self, prompt: str, formatted: bool = False, **kwargs: Any) -> CompletionResponse:  # noqa: ARG002
        """Answer one prompt, as a conversation of one message."""
        answer = self.chat([ChatMessage(role=MessageRole.USER, content=prompt)], **kwargs)
        return CompletionResponse(text=answer.message.content or "", raw=answer.raw)

    @llm_completion_callback()  # type: ignore[untyped-decorator]
    def stream_complete(
        self,
        prompt: str,
        formatted: bool = False,  # noqa: ARG002
        **kwargs: Any,
    ) -> CompletionResponseGen:
        """Answer one prompt piece by piece."""
        for part in self.stream_chat([ChatMessage(role=MessageRole.USER, content=prompt)], **kwargs):
            yield CompletionResponse(text=part.message.content or "", delta=part.delta, raw=part.raw)


def refuse_error(answer: dict[str, Any], max_tokens: int) -> None:
    """Turn llama.cpp's error object into one of ours.

    Raises:
        ContextOverflow: the prompt is longer than the context window.
        LlmOutOfMemory: there is not enough memory for the model.
        ModelError: any other refusal.
    """
    error = answer.get("error")
    if not error:
        return
    if error.get("type") == "exceed_context_size_error":
        raise overflow(int(error.get("n_prompt_tokens", 0)), max_tokens, int(error.get("n_ctx", 0)))
    said = str(error.get("message", error))
    if is_memory_shortage(said):
        raise out_of_memory("embarqué", None, said)
    raise ModelError(f"le modèle embarqué a refusé la demande : {said}.")
