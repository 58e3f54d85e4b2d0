"""``ollama:MODEL``: a model of an Ollama server of this machine or network."""

from __future__ import annotations

from answering.llm.backend_kind import BackendKind, BackendSpec, BackendTraits, OpenOptions
from answering.llm.base import ChatBackend


def _read(text: str) -> BackendSpec | None:
    kind, _, model = text.partition(":")
    return BackendSpec("ollama", model=model.strip()) if kind == "ollama" and model.strip() else None


def _open(spec: BackendSpec, options: OpenOptions) -> ChatBackend:
    from answering.llm import ollama

    return ollama.OllamaBackend(
        spec.model, url=options.ollama_url, context=options.context or ollama.DEFAULT_CONTEXT, timeout=options.timeout
    )


KIND = BackendKind("ollama", "« ollama:MODÈLE »", _read, _open, BackendTraits(side_by_side=True, packet_context=16_384))
