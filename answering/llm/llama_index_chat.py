"""How the back ends that follow OpenAI's chat API are called through LlamaIndex."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from answering.llm.base import ChatBackend, Message, ensure_it_fits
from domain.json_types import JsonObject


@dataclass(frozen=True, slots=True)
class ChatReply:
    """What a model wrote, what its library handed over with it, and the seconds it took."""

    text: str
    raw: Any
    seconds: float


def chat(backend: ChatBackend, messages: Sequence[Message], *, max_tokens: int, **options: Any) -> ChatReply:
    """Send a conversation.

    Args:
        backend: Whose ``llm`` is called.
        messages: The conversation.
        max_tokens: That the model may write.
        options: Of the chat API, as it names them.

    Raises:
        ContextOverflow: prompt and reply together exceed the context window.
    """
    from llama_index.core.base.llms.types import ChatMessage

    started = time.perf_counter()
    ensure_it_fits(backend, messages, max_tokens)
    sent = [ChatMessage(role=message.role, content=message.content) for message in messages]
    answer = backend.llm.chat(sent, max_tokens=max_tokens, **options)
    return ChatReply(answer.message.content or "", answer.raw, time.perf_counter() - started)


def schema_options(schema: JsonObject | None) -> dict[str, JsonObject]:
    """The option that asks for JSON of a schema, none where there is no schema."""
    if schema is None:
        return {}
    return {
        "response_format": {"type": "json_schema", "json_schema": {"name": "reponse", "strict": True, "schema": schema}}
    }


#: Options of a one-token decision: as many alternatives as the API gives.
DECISION_OPTIONS = {"logprobs": True, "top_logprobs": 20}
