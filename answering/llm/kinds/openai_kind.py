"""``openai:URL#MODEL``: any server with the OpenAI chat API (vLLM, llama.cpp, LM Studio...)."""

from __future__ import annotations

from urllib.parse import urlsplit

from answering.llm.backend_kind import BackendKind, BackendSpec, BackendTraits, OpenOptions
from answering.llm.base import ChatBackend


def _read(text: str) -> BackendSpec | None:
    kind, _, rest = text.partition(":")
    url, _, model = rest.strip().partition("#")
    if kind != "openai" or not model:
        return None
    parts = urlsplit(url)
    return BackendSpec("openai", model=model, url=url) if parts.scheme in ("http", "https") and parts.hostname else None


def _open(spec: BackendSpec, options: OpenOptions) -> ChatBackend:
    from answering.llm import openai

    return openai.OpenAICompatibleBackend(
        spec.url,
        spec.model,
        api_key=options.api_key,
        context=options.context or openai.DEFAULT_CONTEXT,
        timeout=options.timeout,
    )


KIND = BackendKind(
    "openai", "« openai:URL#MODÈLE »", _read, _open, BackendTraits(side_by_side=True, packet_context=32_768)
)
