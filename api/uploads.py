"""Files sent to the service, kept in a folder of their own until their job has read them."""

from __future__ import annotations

import shutil
import uuid
from collections.abc import Sequence
from pathlib import Path

from fastapi import UploadFile

from corpus.engine import storage_errors
from domain.errors import UsageError
from domain.file_names import name_key, writable_name


class UploadFolder:
    """Folders under ``data/uploads``, one a request."""

    def __init__(self, data_dir: Path):
        self._folder = data_dir / "uploads"

    def receive(self, files: Sequence[UploadFile]) -> Path:
        """Write the files of a request into a new folder; all of them or none.

        Raises:
            UsageError: a file has no usable name, or two have the same.
            DiskFull: no package left.
        """
        names = [_safe_name(file.filename) for file in files]
        keys = [name_key(name) for name in names]
        twice = sorted({name for name in names if keys.count(name_key(name)) > 1})
        if twice:
            raise UsageError(
                f"Plusieurs fichiers portent le même nom : {', '.join(twice)}.",
                remedy="Renommez-les, ou envoyez une archive ZIP : ses dossiers les distinguent.",
            )
        folder = self._folder / uuid.uuid4().hex
        try:
            with storage_errors(folder):
                folder.mkdir(parents=True)
                for name, file in zip(names, files, strict=True):
                    with (folder / name).open("wb") as target:
                        shutil.copyfileobj(file.file, target)
        except BaseException:
            self.discard(folder)
            raise
        return folder

    def discard(self, folder: Path) -> None:
        """Remove a folder that has been read."""
        shutil.rmtree(folder, ignore_errors=True)

    def sweep(self, needed: frozenset[str]) -> None:
        """Remove the folders that no waiting job needs, left by a crash between receiving and queuing."""
        if self._folder.is_dir():
            for folder in self._folder.iterdir():
                if str(folder) not in needed:
                    self.discard(folder)


def _safe_name(name: str | None) -> str:
    # Browsers may send a path; only its last part names the piece.
    last = (name or "").replace("\\", "/").rsplit("/", 1)[-1].strip()
    if last in ("", ".", ".."):
        raise UsageError(
            f"Un fichier envoyé n'a pas de nom utilisable (« {(name or '')[:80]} »).",
            remedy="Donnez-lui un nom avec une extension, comme « reglement.pdf », et envoyez-le de nouveau.",
        )
    return writable_name(last)
