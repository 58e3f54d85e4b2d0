"""One owner process per data directory: Chroma and the lexical index are not safe with two."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from domain.errors import DataDirLocked

if TYPE_CHECKING:
    from filelock import FileLock


@dataclass(frozen=True, slots=True)
class ServiceAddress:
    """Where a service that owns the directory is asked by commands of this machine.

    ``token`` is known to whoever may read the owner's file, which is the person whose data these are.
    """

    url: str
    token: str


class DataDirLock:
    """Holds a data directory for this process, from ``acquire`` to ``release``.

    The operating system frees the lock when the process dies, however it dies. The owner is
    described in a file beside it, so that a second process can name the first.
    """

    def __init__(self, data_dir: Path):
        self._data_dir = data_dir
        self._lock: FileLock | None = None
        self._owner = data_dir / ".owner.json"

    def acquire(self, service: ServiceAddress | None = None) -> None:
        """Take the directory.

        Args:
            service: Where this process answers commands that find the directory taken.

        Raises:
            DataDirLocked: another process holds it; the message names that process.
        """
        from filelock import FileLock, Timeout

        from corpus.engine import storage_errors

        lock = self._lock = self._lock or FileLock(self._data_dir / ".lock", timeout=0)
        with storage_errors(self._data_dir):
            self._data_dir.mkdir(parents=True, exist_ok=True)
            try:
                lock.acquire()
            except Timeout as error:
                raise DataDirLocked(
                    f"Un autre processus emploie ce dossier de données{self._describe_owner()}.",
                    where=str(self._data_dir),
                    remedy="Attendez qu'il ait fini, arrêtez-le, ou employez un autre dossier (--data-dir).",
                ) from error
            command = " ".join(["biollm", *sys.argv[1:]])
            owner = {
                "pid": os.getpid(),
                "command": command,
                "since": datetime.now().strftime("%d/%m/%Y à %H:%M"),
                "service": asdict(service) if service else None,
            }
            self._owner.unlink(missing_ok=True)  # of a process that died: its mode may be another
            with os.fdopen(os.open(self._owner, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(json.dumps(owner, ensure_ascii=False).encode())

    def release(self) -> None:
        """Give the directory back; harmless when it is not held."""
        if self._lock is not None and self._lock.is_locked:
            self._owner.unlink(missing_ok=True)
            self._lock.release()

    def service(self) -> ServiceAddress | None:
        """Where the owner answers commands; None where it is no service, or hides it from this user."""
        try:
            kept = json.loads(self._owner.read_text(encoding="utf-8"))["service"]
            return ServiceAddress(kept["url"], kept["token"])
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def _describe_owner(self) -> str:
        try:
            owner = json.loads(self._owner.read_text(encoding="utf-8"))
            return f" : processus {owner['pid']}, « {owner['command']} », depuis le {owner['since']}"
        except (OSError, ValueError, KeyError):
            return ""  # the other process has just taken it, or is just leaving

    def __enter__(self) -> DataDirLock:
        self.acquire()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()
