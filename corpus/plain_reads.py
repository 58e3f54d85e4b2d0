"""The corpus read in SQL by Python's own driver: who lists what is stored needs no description of tables."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote

from corpus.disk import disk_full, file_errors
from domain.errors import StorageError

#: Connections kept open for the next ones who read; each has its own cache of 2 MB.
_KEPT_OPEN = 12
_WAIT = 10.0  # seconds, as long as SQLAlchemy's connections wait


class PlainReads:
    """Connections that only read, opened when needed; many threads may ask.

    Example:
        >>> reads = PlainReads(Path("data/corpus.db"))
        >>> reads.rows("SELECT slug FROM document WHERE kind = ?", ["plui"])
    """

    def __init__(self, database: Path):
        self.database = database
        self._idle: list[sqlite3.Connection] = []
        self._guard = threading.Lock()

    def rows(self, statement: str, values: Sequence[object] = ()) -> list[sqlite3.Row]:
        """What a statement finds, each row with the names of its columns.

        Raises:
            StorageError: the corpus cannot be read.
        """
        with (
            driver_errors(self.database),
            self._connection() as connection,
            closing(connection.execute(statement, values)) as found,
        ):
            return found.fetchall()

    def close(self) -> None:
        """Close the connections; they are opened again when something is asked."""
        with self._guard:
            idle, self._idle = self._idle, []
        for connection in idle:
            connection.close()

    @contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        with self._guard:
            connection = self._idle.pop() if self._idle else None
        if connection is None:
            connection = self._opened()
        try:
            yield connection
        except BaseException:
            connection.close()
            raise
        with self._guard:
            if len(self._idle) < _KEPT_OPEN:
                self._idle.append(connection)
                return
        connection.close()

    def _opened(self) -> sqlite3.Connection:
        # "rw" makes no file where there is none; what is only read would find no log to read from in a folder of "ro".
        address = f"file:{quote(str(self.database))}?mode=rw"
        connection = sqlite3.connect(address, uri=True, timeout=_WAIT, check_same_thread=False)
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA query_only=ON")
        return connection


@contextmanager
def driver_errors(where: Path) -> Iterator[None]:
    """Turn what SQLite and the file system say into errors a user understands.

    Raises:
        DiskFull: no space left on the disk.
        StorageError: anything else that keeps the corpus from being read or written.
    """
    try:
        with file_errors(where):
            yield
    except sqlite3.DatabaseError as error:
        raise told(error, where) from error


def told(error: object, where: Path) -> StorageError:
    """What SQLite says, as an error that a user understands."""
    cause = str(error)
    if "disk is full" in cause:
        return disk_full(where)
    if "readonly" in cause or "unable to open" in cause:
        return StorageError(
            f"Le dossier de données ne peut pas être écrit ({cause}).",
            where=str(where),
            remedy="Vérifiez les droits du dossier, ou employez-en un autre (--data-dir).",
        )
    return StorageError(
        f"La base du corpus ne peut pas être employée ({cause}).",
        where=str(where),
        remedy="Vérifiez les droits du dossier ; si la base est endommagée, restaurez une sauvegarde.",
    )
