"""What the file system refuses, as errors a user understands."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from domain.errors import DiskFull, StorageError


@contextmanager
def file_errors(where: Path) -> Iterator[None]:
    """Turn what the file system says into errors a user understands.

    Raises:
        DiskFull: no space left on the disk.
        StorageError: anything else that keeps ``where`` from being read or written.
    """
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise disk_full(where) from error
        raise StorageError(
            f"Le système refuse l'accès ({error.strerror}).", where=str(where), remedy="Vérifiez les droits du dossier."
        ) from error


def disk_full(where: Path) -> DiskFull:
    """The error for a disk without space."""
    return DiskFull(
        "Il ne reste plus de place sur le disque ; rien n'a été enregistré à moitié.",
        where=str(where),
        remedy="Libérez de la place puis relancez la même commande : elle reprendra où elle s'est arrêtée.",
    )
