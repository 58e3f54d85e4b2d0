"""Which models an Ollama server has, and which of them can answer questions here.

Plain HTTP on the documented API (``/api/tags``, ``/api/ps``, ``/api/show``), because the official
client drops the fields that tell a model run elsewhere (``remote_host``).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from domain.errors import LlmModelMissing, LlmUnavailable, SettingsError

DEFAULT_OLLAMA_URL = "http://127.0.0.1:11434"
PROBE_SECONDS = 2.0

#: Architectures that only embed text; used when the server does not list capabilities.
EMBEDDING_FAMILIES = ("bert", "nomic-bert", "nomic-bert-moe", "gte", "jina-bert-v2", "xlm-roberta")


@dataclass(frozen=True, slots=True)
class OllamaModel:
    """A model that an Ollama server lists. ``size`` in bytes; ``remote`` when it runs on another host."""

    name: str
    digest: str | None
    size: int
    family: str | None
    quantisation: str | None
    remote: bool
    loaded: bool = False


def list_models(url: str, *, timeout: float = PROBE_SECONDS) -> list[OllamaModel]:
    """The models of the server at ``url``, loaded ones marked.

    Raises:
        LlmUnavailable: no Ollama answers there.
    """
    listed = _get(url, "/api/tags", timeout)
    loaded = {entry.get("model") or entry.get("name") for entry in _get(url, "/api/ps", timeout).get("models") or ()}
    models = []
    for entry in listed.get("models") or ():
        details = entry.get("details") or {}
        name = entry.get("model") or entry.get("name") or ""
        models.append(
            OllamaModel(
                name=name,
                digest=entry.get("digest"),
                size=int(entry.get("size") or 0),
                family=details.get("family"),
                quantisation=details.get("quantization_level"),
                remote=bool(entry.get("remote_host") or entry.get("remote_model")),
                loaded=name in loaded,
            )
        )
    return models


def chat_models(url: str, *, timeout: float = PROBE_SECONDS) -> list[OllamaModel]:
    """The models that can chat and run on that host: embedding models and remote ones are left out."""
    return [model for model in list_models(url, timeout=timeout) if not model.remote and _can_chat(url, model, timeout)]


def find_model(url: str, name: str, *, timeout: float = PROBE_SECONDS) -> OllamaModel:
    """The model called ``name`` (``:latest`` may be left out).

    Raises:
        LlmUnavailable: no Ollama answers.
        LlmModelMissing: the server has no such model; the message names those it has.
        SettingsError: the server would run the model on another host.
    """
    models = list_models(url, timeout=timeout)
    for model in models:
        if model.name in (name, f"{name}:latest"):
            if model.remote:
                raise SettingsError(
                    f"le modèle {name} s'exécute sur un serveur extérieur : le texte des documents y serait envoyé.",
                    remedy="Choisissez un modèle local.",
                )
            return model
    raise model_missing(name, [model.name for model in models], url)


def model_missing(name: str, present: list[str], url: str) -> LlmModelMissing:
    """The error of a model that is not on the server."""
    have = f"modèles présents : {', '.join(present)}" if present else "il n'a aucun modèle"
    return LlmModelMissing(
        f"le serveur Ollama n'a pas le modèle {name} ({have}).",
        where=url,
        remedy=f"Téléchargez-le par « ollama pull {name} », ou choisissez-en un autre (réglage llm).",
    )


def unavailable(url: str, why: str) -> LlmUnavailable:
    """The error of an Ollama server that does not answer as it should."""
    return LlmUnavailable(
        f"le serveur Ollama {why}.",
        where=url,
        remedy="Vérifiez qu'il est lancé (« ollama serve »), puis relancez la commande : ce qui est fait est gardé.",
    )


def _can_chat(url: str, model: OllamaModel, timeout: float) -> bool:
    capabilities = _post(url, "/api/show", {"model": model.name}, timeout).get("capabilities")
    if capabilities:
        return "completion" in capabilities
    return (model.family or "") not in EMBEDDING_FAMILIES and "embed" not in model.name


def _get(url: str, path: str, timeout: float) -> dict[str, Any]:
    return _call("GET", url, path, None, timeout)


def _post(url: str, path: str, body: dict[str, Any], timeout: float) -> dict[str, Any]:
    return _call("POST", url, path, body, timeout)


def _call(method: str, url: str, path: str, body: dict[str, Any] | None, timeout: float) -> dict[str, Any]:
    import httpx

    try:
        # trust_env=False: no proxy from the environment may come between us and the configured host.
        with httpx.Client(trust_env=False, timeout=timeout, follow_redirects=False) as client:
            response = client.request(method, url.rstrip("/") + path, json=body)
            response.raise_for_status()
            answer = response.json()
    except httpx.HTTPStatusError as error:
        raise unavailable(url, f"a répondu par une erreur ({error.response.status_code})") from error
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise unavailable(url, "ne répond pas") from error
    except ValueError as error:
        raise unavailable(url, "donne une réponse illisible : ce n'est sans doute pas Ollama") from error
    if not isinstance(answer, dict):
        raise unavailable(url, "donne une réponse illisible : ce n'est sans doute pas Ollama")
    return answer
