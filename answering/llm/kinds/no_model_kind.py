"""``none``: no model at all; retrieval, readers of sentences and the grid's rule answer alone."""

from __future__ import annotations

from answering.llm.backend_kind import BackendKind, BackendSpec, BackendTraits, OpenOptions
from answering.llm.base import ChatBackend


def _read(text: str) -> BackendSpec | None:
    return BackendSpec("none") if text == "none" else None


def _open(_spec: BackendSpec, _options: OpenOptions) -> ChatBackend:
    from answering.llm.none import NoModel

    return NoModel()


KIND = BackendKind(
    "none",
    "« none » (sans modèle)",
    _read,
    _open,
    BackendTraits(answers=False, log_probabilities=False, local=True),
)
