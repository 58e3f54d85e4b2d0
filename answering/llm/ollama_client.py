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
        return super().handle_request(request)
