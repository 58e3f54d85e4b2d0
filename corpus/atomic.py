"""A file is written whole or not at all: what a reader sees is the old one or the new one."""

from __future__ import annotations

import contextlib
import errno
import os
import uuid
from collections.abc import Iterator
from pathlib import Path

from domain.errors import DiskFull, StorageError


@contextlib.contextmanager
def atomic_path(target: Path) -> Iterator[Path]:
    """A temporary path beside ``target``, put in its place when the block ends well.

    Missing folders are made. When the block fails, nothing of it is left and ``target`` is
    untouched.

    Raises:
        DiskFull: No space left on the disk.
        StorageError: The place cannot be written to.
    """
    temporary: Path | None = None
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        temporary = target.with_name(f".{target.name}-{uuid.uuid4().hex}.tmp")
        temporary.touch(exist_ok=False)  # with the process's own permissions, unlike mkstemp's 0600
        yield temporary
        with temporary.open("rb") as written:
            os.fsync(written.fileno())
        os.replace(temporary, target)  # noqa: PTH105 - the atomic step, named as it is
        temporary = None
    except OSError as error:
        kind = DiskFull if error.errno == errno.ENOSPC else StorageError
        raise kind(
            f"le fichier ne peut pas être écrit ({error.strerror or error}).",
            where=str(target),
            remedy="Faites de la place ou choisissez un autre dossier, puis recommencez.",
        ) from error
    finally:
        if temporary is not None:
            temporary.unlink(missing_ok=True)


def write_atomic(target: Path, content: bytes) -> None:
    """Write ``content`` to ``target``, whole or not at all.

    Raises:
        DiskFull: No space left on the disk.
        StorageError: The place cannot be written to.
    """
    with atomic_path(target) as temporary:
        temporary.write_bytes(content)
