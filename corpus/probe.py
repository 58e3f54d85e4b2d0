"""Whether the corpus can be read, asked without waiting for whoever reads or writes it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

from domain.errors import StorageError

_WAIT = 0.1  # seconds: in WAL mode readers wait for nobody, but for the first instant after a crash


class CorpusProbe:
    """A connection of its own that only reads, outside of the pool that requests share."""

    def __init__(self, database: Path):
        self._database = database
        self._connection: sqlite3.Connection | None = None

    def documents(self) -> int:
        """How many documents there are.

        Raises:
            StorageError: the corpus cannot be read now.
        """
        try:
            if self._connection is None:
                address = f"file:{quote(str(self._database))}?mode=ro"
                self._connection = sqlite3.connect(address, uri=True, timeout=_WAIT, check_same_thread=False)
            with closing(self._connection.execute("SELECT count(*) FROM document")) as found:
                return int(found.fetchone()[0])
        except sqlite3.Error as error:
            self.close()
            raise StorageError(
                f"Le corpus ne peut pas être lu maintenant ({error}).",
                where=str(self._database),
                remedy="Vérifiez les droits du dossier et la place sur le disque.",
            ) from error

    def close(self) -> None:
        """Close the connection; it is opened again when it is asked."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None
