"""Which LLM answers: what the user set, else Ollama when it can, else the embedded model."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from answering.llm.backend_kind import BackendSpec, OpenOptions
from answering.llm.base import ChatBackend
from answering.llm.kinds import backend_kinds
from answering.llm.ollama_catalog import DEFAULT_OLLAMA_URL, OllamaModel, chat_models
from domain.errors import LlmUnavailable, SettingsError

#: Share of the machine's memory that a model's file may take to be chosen without being asked for.
MEMORY_SHARE = 0.6


@dataclass(frozen=True, slots=True)
class BackendChoice:
    """The chosen back end as a spec (``embedded``, ``ollama:M``, ``openai:URL#M``), and why, in French."""

    spec: str
    why: str


def choose_backend(
    spec: str | None,
    *,
    ollama_url: str = DEFAULT_OLLAMA_URL,
    total_memory: int | None = None,
) -> BackendChoice:
    """Choose the LLM.

    Without a spec: a chat model of the Ollama server at ``ollama_url`` when one answers (the model
    already loaded, else the largest whose file fits in 60 % of the memory), else the embedded model.
    Embedding models, and models that the server would run on another host, are never chosen.

    Args:
        spec: what the user asked for; None, empty or ``auto`` lets us choose.
        ollama_url: address of Ollama.
        total_memory: bytes of memory of the machine; measured when None.

    Raises:
        SettingsError: the spec cannot be read.
    """
    if spec and spec.strip() and spec.strip() != "auto":
        parse_spec(spec)
        return BackendChoice(spec.strip(), "demandé par le réglage llm.")
    try:
        models = chat_models(ollama_url)
    except LlmUnavailable:
        return BackendChoice("embedded", f"aucun serveur Ollama ne répond à {ollama_url} : modèle embarqué.")
    if not models:
        return BackendChoice(
            "embedded", f"le serveur Ollama de {ollama_url} n'a aucun modèle de conversation local : modèle embarqué."
        )
    best, why = _best(models, total_memory if total_memory is not None else _total_memory())
    return BackendChoice(f"ollama:{best.name}", f"Ollama répond à {ollama_url} ; {why}.")


def _best(models: list[OllamaModel], memory: int) -> tuple[OllamaModel, str]:
    loaded = [model for model in models if model.loaded]
    if loaded:
        best = max(loaded, key=lambda model: model.size)
        return best, f"{best.name} y est déjà chargé"
    fitting = [model for model in models if model.size <= MEMORY_SHARE * memory]
    if fitting:
        best = max(fitting, key=lambda model: model.size)
        return best, f"{best.name} est son plus grand modèle qui tienne en mémoire ({best.size / 1e9:.1f} Go)"
    best = min(models, key=lambda model: model.size)
    return best, f"{best.name} est son plus petit modèle ({best.size / 1e9:.1f} Go ; la mémoire pourrait manquer)"


def open_backend(
    spec: str,
    *,
    models_dir: Path,
    ollama_url: str = DEFAULT_OLLAMA_URL,
    api_key: str | None = None,
    context: int | None = None,
    threads: int = 0,
    timeout: float = 900.0,
    say: Callable[[str], None] = lambda _: None,
) -> ChatBackend:
    """Open the back end of ``spec`` (see :func:`choose_backend` for one).

    Args:
        spec: ``embedded``, ``ollama:MODEL`` or ``openai:URL#MODEL``.
        models_dir: cache of the embedded weights.
        ollama_url: address of Ollama.
        api_key: key of the OpenAI-compatible server, when it wants one.
        context: context window in tokens; each back end's default when None.
        threads: CPU threads of the embedded model; 0 for the physical cores.
        timeout: seconds to wait for a reply of a server.
        say: receives one French line when something long begins.

    Raises:
        SettingsError: the spec cannot be read.
        ModelError: the model cannot be reached or loaded.
    """
    parsed = parse_spec(spec)
    options = OpenOptions(models_dir, ollama_url, api_key, context, threads, timeout, say)
    return backend_kinds()[parsed.kind].open(parsed, options)


def parse_spec(spec: str) -> BackendSpec:
    """Read a back end spec.

    Raises:
        SettingsError: it has none of the known forms.
    """
    kinds = backend_kinds()
    for kind in kinds.values():
        if (read := kind.read(spec.strip())) is not None:
            return read
    forms = ", ".join(kind.form for kind in kinds.values())
    raise SettingsError(f"le modèle de langue « {spec} » n'est pas reconnu.", remedy=f"Formes admises : {forms}.")


def _total_memory() -> int:
    import psutil

    return int(psutil.virtual_memory().total)
