"""The original files, kept by content: one copy a SHA-256, whatever the documents that use it, and their drawings."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Container
from pathlib import Path

from corpus.engine import storage_errors
from domain.errors import ReadingError

_UNFINISHED = ".copie-"


class FileStore:
    """Copies of the pieces under ``data/files``, named by SHA-256 and extension."""

    def __init__(self, data_dir: Path):
        self._folder = data_dir / "files"
        self._drawings = data_dir / "pages"

    def path(self, sha256: str, filename: str) -> Path:
        """Where the copy of this file is, or would be."""
        return self._folder / f"{sha256}{Path(filename).suffix.lower()}"

    def drawings(self, sha256: str) -> Path:
        """The folder of what was drawn from the pages of this file; it goes when the copy goes."""
        return self._drawings / sha256

    def keep(self, source: Path, sha256: str) -> Path:
        """Copy a file in, whole or not at all; a copy already there is not written again.

        Raises:
            ReadingError: the file changed since it was read.
            DiskFull: no space left.
        """
        target = self.path(sha256, source.name)
        if target.exists():
            return target
        with storage_errors(self._folder):
            self._folder.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=self._folder, prefix=_UNFINISHED, delete=False) as copy:
                temporary = Path(copy.name)
                try:
                    digest = hashlib.sha256()
                    with source.open("rb") as original:
                        while chunk := original.read(1 << 20):
                            digest.update(chunk)
                            copy.write(chunk)
                    copy.flush()
                    os.fsync(copy.fileno())
                except OSError:
                    temporary.unlink(missing_ok=True)
                    raise
            if digest.hexdigest() != sha256:
                temporary.unlink()
                raise ReadingError(
                    "Le fichier a changé pendant la lecture.", where=source.name, remedy="Relancez la même commande."
                )
            temporary.replace(target)
        return target

    def adopt(self, source: Path, sha256: str) -> Path:
        """Take in a file of a folder that nobody else writes to and that goes soon, without writing it again.

        The copy is a second name of the same bytes; where the disk knows no such names, they are copied. Like
        :meth:`keep`, which says what is raised.
        """
        target = self.path(sha256, source.name)
        if target.exists():
            return target
        with storage_errors(self._folder):
            self._folder.mkdir(parents=True, exist_ok=True)
            with source.open("rb") as original:
                os.fsync(original.fileno())
                unchanged = hashlib.file_digest(original, "sha256").hexdigest() == sha256
            try:
                if unchanged:
                    source.chmod(0o600)
                    os.link(source, target)
            except OSError:  # no second names here, or another disk
                unchanged = False
        return target if unchanged else self.keep(source, sha256)

    def sweep(self, in_use: Container[str]) -> None:
        """Remove the copies that no piece needs any more, what was drawn from them, and what a crash left behind."""
        if self._drawings.is_dir():
            for folder in self._drawings.iterdir():
                if folder.name not in in_use:
                    shutil.rmtree(folder, ignore_errors=True)
        if not self._folder.is_dir():
            return
        for path in self._folder.iterdir():
            if path.name.startswith(_UNFINISHED) or path.stem not in in_use:
                path.unlink(missing_ok=True)
