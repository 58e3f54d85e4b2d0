"""All settings, each with its meaning; built by a function, never at import.

Flags win over environment variables (prefix ``BIOLLM_``), these over a TOML file, that over the
defaults below. The TOML file is ``biollm.toml`` in the current folder, or the one that
``BIOLLM_CONFIG`` names.
"""

from __future__ import annotations

import os
import tomllib
from pathlib import Path
from typing import Annotated, Any, Literal

import platformdirs
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr, ValidationError

from domain.errors import SettingsError

PREFIX = "BIOLLM_"
CONFIG_VARIABLE = "BIOLLM_CONFIG"
DEFAULT_CONFIG = "biollm.toml"

ProfileName = Literal["rapide", "standard", "exhaustif"]


def _absolute(path: Path) -> Path:
    return path.expanduser().absolute()


def _file_or_name(path: Path) -> Path:
    """A file by its whole path; a bare name without a suffix is that of a bundled grid and stays one."""
    return path if len(path.parts) == 1 and not path.suffix and not path.exists() else _absolute(path)


Folder = Annotated[Path, AfterValidator(_absolute)]
GridFile = Annotated[Path, AfterValidator(_file_or_name)]


class Settings(BaseModel):
    """Everything that can be set. Descriptions are shown by ``biollm settings``."""

    model_config = ConfigDict(frozen=True, extra="forbid", validate_default=True)

    data_dir: Folder = Field(Path("data"), description="Dossier de données : corpus, index, copies des pièces.")
    models_dir: Folder = Field(
        Path(platformdirs.user_cache_dir("biollm", appauthor=False)) / "models",
        description="Dossier des modèles embarqués, assemblés une fois au premier usage.",
    )
    grid: GridFile | None = Field(
        None,
        description="Grille d'indicateurs à la place de celle des quinze : fichier YAML, ou nom d'une grille "
        "fournie (evaluation-environnementale).",
    )
    profile: ProfileName = Field(
        "standard",
        description="Profondeur de lecture par indicateur : rapide, standard ou exhaustif (le modèle lit d'abord "
        "chaque passage : des heures sans carte graphique).",
    )

    language: str = Field("fr", description="Langue des documents (code ISO 639-1) ; le français est fourni.")

    ocr: bool = Field(True, description="Lire les pages numérisées par reconnaissance de caractères (Tesseract).")
    ocr_processes: int = Field(
        0, ge=0, le=256, description="Pages reconnues en même temps ; 0 : une par cœur de la machine."
    )
    ocr_timeout: float = Field(
        90, gt=0, description="Temps maximal de reconnaissance d'une page, en secondes ; au-delà elle reste non lue."
    )

    office_pages: bool = Field(
        True,
        description="Donner les pages des fichiers Word, ODT et PowerPoint par une conversion en PDF, "
        "si LibreOffice est installé.",
    )

    llm: str | None = Field(
        None,
        description="Modèle de langage : embedded, ollama:MODELE, openai:URL#MODELE, ou none (sans modèle). "
        "Sans réglage : Ollama s'il répond, sinon le modèle embarqué.",
    )
    llm_threads: int = Field(
        0, ge=0, le=256, description="Fils d'exécution du modèle de langage embarqué ; 0 : un par cœur physique."
    )
    llm_protocol: Literal["auto", "packets", "sentences"] = Field(
        "auto",
        description="Ce que lit le modèle : packets (des paquets de phrases, il juge chaque critère), sentences (une "
        "phrase à la fois), ou auto : selon ce que `biollm qualify` a mesuré de lui.",
    )
    llm_context: int | None = Field(
        None,
        ge=2048,
        description="Fenêtre de contexte demandée au modèle, en jetons. Sans réglage : 8 192 ; 16 384 (Ollama) ou "
        "32 768 (compatible OpenAI) si le modèle lit des paquets.",
    )
    llm_parallel: int = Field(
        1,
        ge=1,
        le=64,
        description="Demandes envoyées en même temps à un serveur de modèle (Ollama, vLLM, llama.cpp) réglé pour en "
        "traiter plusieurs. Le modèle embarqué n'en reçoit qu'une.",
    )
    llm_timeout: float = Field(600, gt=0, description="Attente maximale d'une réponse du modèle, en secondes.")
    ollama_url: str = Field("http://127.0.0.1:11434", description="Adresse du serveur Ollama.")
    openai_api_key: SecretStr | None = Field(
        None, description="Clé à présenter au serveur compatible OpenAI, s'il en demande une."
    )

    embedding_model: str | None = Field(
        None,
        description="Modèle de plongement : nom ou chemin sentence-transformers. "
        "Sans réglage : multilingual-e5-small, embarqué.",
    )
    embedding_runtime: Literal["onnx", "torch"] = Field(
        "onnx",
        description="Bibliothèque qui calcule le modèle embarqué : onnx (ONNX Runtime, démarre vite, mêmes vecteurs), "
        "ou torch (sentence-transformers, pour une carte graphique). Un autre modèle passe toujours par torch.",
    )
    embedding_precision: Literal["float32", "int8"] = Field(
        "float32",
        description="Calcul du plongement : float32, ou int8 (sur processeur, plus rapide de 10 à 33 %, presque les "
        "mêmes vecteurs). int8 demande l'extra du même nom, et `biollm reindex` si un index existe.",
    )
    embedding_threads: int = Field(
        0, ge=0, le=256, description="Fils d'exécution du plongement ; 0 : choix de la bibliothèque."
    )
    reranker: str | None = Field(
        None,
        description="Modèle de relecture (cross-encoder) : nom ou chemin sentence-transformers, déjà sur la machine. "
        "Sans réglage : pas de relecture.",
    )
    chroma_url: str | None = Field(
        None, description="Adresse d'un serveur Chroma (`chroma run`) à la place de l'index embarqué."
    )

    host: str = Field("127.0.0.1", description="Adresse d'écoute du service ; hors de la machine, une clé est exigée.")
    port: int = Field(8000, ge=1, le=65535, description="Port d'écoute du service.")
    service_address: str = Field(
        "http://127.0.0.1:8000", description="Adresse du service que portent les liens des livrables."
    )
    deliverable_template: Folder | None = Field(
        None, description="Dossier du modèle de livrables du service (modele.docx, modele.pptx, logo)."
    )
    api_key: SecretStr | None = Field(
        None, description="Clé que les clients de l'API doivent présenter (en-tête X-API-Key)."
    )
    max_upload_mb: int = Field(1024, ge=1, description="Taille maximale d'un envoi de pièces, en Mo.")
    max_pages: int = Field(
        10_000, ge=1, description="Pages qu'un PDF peut avoir ; au-delà il n'est pas lu, et c'est dit."
    )
    max_characters: int = Field(
        12_000_000,
        ge=1,
        description="Caractères de texte qu'un fichier bureautique ou de texte peut contenir (mille pages pleines : "
        "trois millions) ; au-delà il n'est pas lu, et c'est dit.",
    )


def _config_file() -> Path | None:
    named = os.environ.get(CONFIG_VARIABLE)
    if named:
        path = Path(named).expanduser()
        if not path.is_file():
            raise SettingsError("Ce fichier de réglages n'existe pas.", where=f"{CONFIG_VARIABLE}={named}")
        return path
    path = Path(DEFAULT_CONFIG)
    return path if path.is_file() else None


def _from_file() -> dict[str, Any]:
    path = _config_file()
    return {} if path is None else tomllib.loads(path.read_text("utf-8"))


def _from_environment() -> dict[str, str]:
    """What variables say, by the name of the setting; an empty one counts as not given."""
    variables = {
        name: value for name, value in os.environ.items() if name.upper().startswith(PREFIX) and name != CONFIG_VARIABLE
    }
    found = {name[len(PREFIX) :].lower(): value for name, value in variables.items()}
    unknown = sorted(name for name in variables if name[len(PREFIX) :].lower() not in Settings.model_fields)
    if unknown:
        raise SettingsError(
            f"Variable d'environnement inconnue : {', '.join(unknown)}.",
            remedy="« biollm settings » donne la liste des réglages.",
        )
    return {name: value for name, value in found.items() if value}


def load_settings(**flags: Any) -> Settings:
    """Build the settings; flags that are None count as not given.

    Raises:
        SettingsError: a value cannot be used, a name is unknown, or the TOML file cannot be parsed.
    """
    given = {name: value for name, value in flags.items() if value is not None}
    try:
        return Settings.model_validate({**_from_file(), **_from_environment(), **given})
    except ValidationError as error:
        problems = "; ".join(f"{'.'.join(map(str, fault['loc']))} : {fault['msg']}" for fault in error.errors())
        raise SettingsError(
            f"Réglage impossible : {problems}.", remedy="« biollm settings » donne la liste des réglages."
        ) from error
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(
            f"Le fichier de réglages n'est pas un TOML valide ({error}).",
            where=os.environ.get(CONFIG_VARIABLE, DEFAULT_CONFIG),
        ) from error
