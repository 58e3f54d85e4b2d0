"""A directory of converted weights, made whole or not at all, once, even where several processes want it."""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from domain.errors import DiskFull, StorageError

_REVISION_FILE = "revision"


def revision_of(folder: Path) -> str | None:
    """Return the revision that a directory made here names, None for any other."""
    path = folder / _REVISION_FILE
    return path.read_text(encoding="utf-8").strip() if path.is_file() else None


def build_once(target: Path, revision: str, build: Callable[[Path], None], *, megabytes: int) -> None:
    """Make a directory of weights where that revision of it is missing.

    It is made in a temporary directory beside the final one and moved into place at the end, under a
    lock: a killed build leaves nothing that could be taken for a model, and two processes do not
    disturb each other.

    Args:
        target: The directory; its parent is created if needed.
        revision: Written to the file ``revision`` in it; another revision that stands there is replaced.
        build: Writes the files into the directory it is given.
        megabytes: Space that a build wants, for the message of a full disk.

    Raises:
        DiskFull: There is no space left.
        StorageError: The directory cannot be written.
    """
    from filelock import FileLock

    if revision_of(target) == revision:
        return
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(target.parent / f".{target.name}.lock"):
            if revision_of(target) != revision:  # else another process built it while this one waited
                _build(target, revision, build)
    except OSError as error:
        raise _storage_error(error, target.parent, megabytes) from error


def add_once(target: Path, build: Callable[[Path], None], *, megabytes: int) -> None:
    """Make a folder within a directory of weights where it is missing, whole or not at all; see ``build_once``.

    Raises:
        DiskFull: There is no space left.
        StorageError: The directory cannot be written.
    """
    from filelock import FileLock

    if target.is_dir():
        return
    try:
        with FileLock(target.parent.parent / f".{target.parent.name}.lock"):
            if not target.is_dir():
                with tempfile.TemporaryDirectory(prefix=".build-", dir=target.parent) as work:
                    made = Path(work) / target.name
                    made.mkdir()
                    build(made)
                    os.replace(made, target)  # noqa: PTH105 - named as the atomic step it is
    except OSError as error:
        raise _storage_error(error, target.parent, megabytes) from error


def _build(target: Path, revision: str, build: Callable[[Path], None]) -> None:
    prefix = f".{target.name}.build-"
    for leftover in target.parent.glob(f"{prefix}*"):  # of builds that were killed; we hold the lock
        shutil.rmtree(leftover)
    work = Path(tempfile.mkdtemp(prefix=prefix, dir=target.parent))
    try:
        build(work)
        (work / _REVISION_FILE).write_text(revision + "\n", encoding="utf-8")
        work.chmod(0o755)  # mkdtemp makes it private, a container may run under another user
        if target.exists():  # an older conversion
            shutil.rmtree(target)
        os.replace(work, target)  # noqa: PTH105 - named as the atomic step it is
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _storage_error(error: OSError, where: Path, megabytes: int) -> StorageError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return DiskFull(
            "Plus de place sur le disque pour préparer le modèle d'embeddings.",
            where=str(where),
            remedy=f"Libérez environ {megabytes} Mo, puis relancez la même commande.",
        )
    return StorageError(
        f"Le dossier des modèles ne peut pas être écrit ({error.strerror or error}).",
        where=str(where),
        remedy="Vérifiez les droits du dossier, ou choisissez-en un autre (BIOLLM_MODELS_DIR).",
    )
