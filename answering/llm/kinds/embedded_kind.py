"""``embedded``: llama.cpp in this process, with weights that are installed as packages."""

from __future__ import annotations

from answering.llm.backend_kind import BackendKind, BackendSpec, BackendTraits, OpenOptions
from answering.llm.base import ChatBackend


def _read(text: str) -> BackendSpec | None:
    return BackendSpec("embedded") if text == "embedded" else None


def _open(_spec: BackendSpec, options: OpenOptions) -> ChatBackend:
    from answering.llm import embedded

    return embedded.EmbeddedBackend.load(
        options.models_dir,
        context=options.context or embedded.DEFAULT_CONTEXT,
        threads=options.threads,
        say=options.say,
    )


KIND = BackendKind("embedded", "« embedded »", _read, _open, BackendTraits(local=True))
