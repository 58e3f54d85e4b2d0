"""The kinds of LLM back end, one a file: adding one adds a module here that defines ``KIND``."""

from __future__ import annotations

from functools import cache

from answering.llm.backend_kind import BackendKind, BackendTraits
from answering.llm.base import ModelCard
from domain.registered import registered

__all__ = ["backend_kinds", "traits_of"]


@cache
def backend_kinds() -> dict[str, BackendKind]:
    """Every kind, by name."""
    return {kind.name: kind for kind in registered(__name__, "KIND", BackendKind)}


def traits_of(card: ModelCard) -> BackendTraits:
    """What the back end behind a card can do."""
    return backend_kinds()[card.kind].traits
