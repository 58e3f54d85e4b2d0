"""The back end of OpenAI-compatible servers: what it sends."""

from __future__ import annotations

import pytest

from answering.llm import Message
from answering.llm.openai import OpenAICompatibleBackend
from tests.chat_server import serving_chat

SCHEMA = {"type": "object", "properties": {"a": {"type": "integer"}}, "required": ["a"]}


@pytest.mark.parametrize("schema", [None, SCHEMA])
@pytest.mark.parametrize("length", [1, 40, 3000])
def test_a_reply_may_be_as_long_as_the_caller_says_and_no_longer(length: int, schema: dict[str, object] | None) -> None:
    with serving_chat(lambda messages, request: "oui") as server:
        backend = OpenAICompatibleBackend(server.url, "lecteur")
        backend.complete([Message("user", "Donne un entier.")], schema=schema, max_tokens=length)
        backend.decide([Message("user", "Oui ou non ?")], ("oui", "non"))
        backend.close()
    assert [request["max_tokens"] for request in server.requests] == [length, 4]
