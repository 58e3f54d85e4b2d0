"""The packages of the extra « torch »: what asks for them says how they come where they are missing."""

from __future__ import annotations

from importlib.util import find_spec

from domain.errors import ModelFilesMissing

#: Their modules.
MODULES = ("torch", "sentence_transformers", "llama_index.embeddings.huggingface")


def missing_modules() -> tuple[str, ...]:
    """Which of them are not installed; none of them is imported for it."""
    return tuple(name for name in MODULES if not _is_installed(name))


def need_torch(what: str) -> None:
    """Make sure that they are installed.

    Args:
        what: What asks for them, as the subject of a French sentence.

    Raises:
        ModelFilesMissing: They are not.
    """
    if missing := missing_modules():
        raise ModelFilesMissing(
            f"{what} demande des paquets qui ne sont pas installés ({', '.join(missing)}).",
            remedy="Installez-les par « pip install biollm[torch] », ou revenez aux réglages par défaut.",
        )


def _is_installed(name: str) -> bool:
    try:
        return find_spec(name) is not None
    except ModuleNotFoundError:  # the package that would hold it is not there
        return False
