"""The official Ollama client, held to the configured host and to whole prompts."""

from __future__ import annotations

import json

import httpx
import ollama


class NeverTruncating(ollama.Client):
    """Client that asks the server to refuse a prompt that is too long, instead of cutting it.

    Neither the official client nor LlamaIndex can send ``"truncate": false``, so it is added on the
    way. Giving a transport also keeps the environment's proxies out, and redirects are not followed:
    document text goes to the configured host or nowhere.
    """

    def __init__(self, url: str, *, timeout: float):
        super().__init__(url, timeout=timeout, follow_redirects=False, transport=_WholePrompts())

    def close(self) -> None:
        """Close the connections."""
        self._client.close()


class _WholePrompts(httpx.HTTPTransport):
    def handle_request(self, request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith(("/api/chat", "/api/generate")):
            body = {**json.loads(request.read()), "truncate": False}
            headers = [(name, value) for name, value in request.headers.raw if name.lower() != b"content-length"]
            request = httpx.Request(
                request.method, request.url, headers=headers, json=body, extensions=request.extensions
            )
        response = super().handle_request(request)
        if response.status_code != httpx.codes.OK or not request.url.path.endswith("/api/chat"):
            return response
        if json.loads(request.read()).get("stream"):
            return response  # the client looks for errors in each line itself
        return _told(response)


def _told(response: httpx.Response) -> httpx.Response:
    """A whole reply; an error in its body is one by its status too, which is all that the client looks at."""
    data = response.read()
    response.close()
    try:
        reply = json.loads(data)
    except ValueError:
        reply = {}
    if isinstance(reply, dict) and reply.get("error"):
        return httpx.Response(httpx.codes.INTERNAL_SERVER_ERROR, json={"error": str(reply["error"])})
    return httpx.Response(httpx.codes.OK, content=data, headers={"Content-Type": "application/json"})
