"""The kinds of LLM back end, one a file: adding one adds a module here that defines ``KIND``."""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module

from answering.llm.backend_kind import BackendKind, BackendTraits
from answering.llm.base import ModelCard

__all__ = ["backend_kinds", "traits_of"]


@cache
def backend_kinds() -> dict[str, BackendKind]:
    """Every kind, by name."""
    modules = (import_module(f"{__name__}.{found.name}") for found in pkgutil.iter_modules(__path__))
    kinds: list[BackendKind] = [module.KIND for module in modules]
    return {kind.name: kind for kind in kinds}


def traits_of(card: ModelCard) -> BackendTraits:
    """What the back end behind a card can do."""
    return backend_kinds()[card.kind].traits
