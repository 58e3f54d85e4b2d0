"""What servers send as a chat reply, in the one form that their client reads; what is none is told as an error.

Servers answer « 200 » with an error in the body, without a choice or a message, with a text in pieces, with a page of a
gateway, or stop in the middle.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

import httpx

from domain.errors import LlmUnavailable
from domain.json_types import Json, JsonObject

_REMEDY = "Vérifiez l'adresse et le journal du serveur, puis relancez la commande : ce qui est fait est gardé."
_REASONING = ("reasoning", "reasoning_content")


class ReadableReplies(httpx.HTTPTransport):
    """Hands the replies of a chat API on as its client reads them; anything else as it is."""

    def __init__(self, where: str):
        """Args: where: the address of the server, for messages."""
        super().__init__()
        self._where = where

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Sends a request.

        Raises:
            LlmUnavailable: The reply is none, or was cut.
        """
        response = super().handle_request(request)
        streamed = "event-stream" in response.headers.get("content-type", "")
        if streamed or response.status_code != httpx.codes.OK or not request.url.path.endswith("/chat/completions"):
            return response
        try:
            data = response.read()
        except (httpx.RemoteProtocolError, httpx.ReadError) as error:
            raise self._unreadable("s'est arrêté au milieu d'une réponse") from error
        finally:
            response.close()
        try:
            reply = json.loads(data)
        except ValueError as error:
            raise self._unreadable(_what_it_is(data)) from error
        return self._readable(reply, with_odds=bool(json.loads(request.read()).get("logprobs")))

    def _readable(self, reply: Json, *, with_odds: bool) -> httpx.Response:
        if not isinstance(reply, dict):
            raise self._unreadable("a envoyé une réponse qui n'en est pas une")
        choices = reply.get("choices")
        fault = reply.get("error") or (None if choices else reply.get("detail") or reply.get("message"))
        if fault:
            code = fault.get("code") if isinstance(fault, dict) else None
            status = code if isinstance(code, int) and 400 <= code < 600 else httpx.codes.INTERNAL_SERVER_ERROR
            return _response(status, {"error": fault})
        if not isinstance(choices, list) or not choices or not isinstance(choices[0], dict):
            raise self._unreadable("a envoyé une réponse vide")
        first = choices[0]
        message = first.get("message")
        if not isinstance(message, dict):
            if not isinstance(first.get("text"), str):
                raise self._unreadable("a envoyé une réponse sans message")
            message = {"content": first["text"]}  # as the older API of completions has it
        kept = {key: value for key, value in first.items() if key != "logprobs" or with_odds}  # some send them always
        return _response(httpx.codes.OK, {**reply, "choices": [{**kept, "message": _in_one_text(message)}]})

    def _unreadable(self, said: str) -> LlmUnavailable:
        return LlmUnavailable(f"le serveur du modèle {said}.", where=self._where, remedy=_REMEDY)


def _response(status: int, content: JsonObject) -> httpx.Response:
    # Log-probabilities may be infinite, which ``json=`` refuses.
    return httpx.Response(status, content=json.dumps(content).encode(), headers={"Content-Type": "application/json"})


def _what_it_is(data: bytes) -> str:
    start = data.lstrip()[:200].lower()
    if not start:
        return "n'a rien répondu"
    if start.startswith(b"<"):
        return "a envoyé une page au lieu d'une réponse"
    return "a envoyé une réponse illisible ou coupée"


def _in_one_text(message: JsonObject) -> JsonObject:
    """A message whose content is one text: pieces are joined, thoughts among them kept apart, a refusal is a text."""
    content = message.get("content")
    found: dict[str, Json] = {"role": "assistant", **message}
    if isinstance(content, list):
        thoughts = "".join(_texts([one for one in content if _is_thought(one)]))
        found["content"] = "".join(_texts([one for one in content if not _is_thought(one)]))
        if thoughts and not any(message.get(name) for name in _REASONING):
            found["reasoning"] = thoughts
    elif not content and isinstance(message.get("refusal"), str):
        found["content"] = message["refusal"]
    return found


def _is_thought(piece: Json) -> bool:
    return isinstance(piece, dict) and piece.get("type") in ("thinking", "reasoning")


def _texts(pieces: Sequence[Json]) -> list[str]:
    """The texts of the pieces of a message, which may be in pieces themselves."""
    found: list[str] = []
    for piece in pieces:
        if isinstance(piece, str):
            found.append(piece)
        elif isinstance(piece, dict):
            inner = next((piece[key] for key in ("text", "thinking", "reasoning") if piece.get(key)), "")
            found += _texts(inner if isinstance(inner, list) else [inner])
    return found
