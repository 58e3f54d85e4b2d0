"""Vectors of passages kept by the hash of their text, so that nothing is embedded twice.

A piece that is read again, a corpus that is indexed again or an ingestion that was killed finds the
vectors it had. Texts are not kept, only their hash; the vectors of a removed document are forgotten
with it. The file can be deleted at any time: it only saves time.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Lock, RLock

import numpy as np

from domain.errors import DiskFull, StorageError
from vectorstore.embedder import Embedder, Progress, Vectors

#: Texts embedded between two writes: what a killed ingestion loses at most.
CHUNK = 64
#: Queries whose vectors stay in memory: several grids.
QUERIES = 2_000
_IN = 500  # SQLite takes a bounded number of parameters


class VectorCache:
    """A SQLite file of (space, hash of a text) -> vector. A space is a model and its revision."""

    def __init__(self, path: Path):
        """Open the file, creating it where there is none.

        Raises:
            StorageError: The file cannot be opened.
        """
        self._path = path
        self._lock = RLock()
        with self._translated():
            path.parent.mkdir(parents=True, exist_ok=True)
            self._database = sqlite3.connect(path, check_same_thread=False)
            self._database.execute("PRAGMA journal_mode=WAL")
            self._database.execute(
                "CREATE TABLE IF NOT EXISTS vector (space TEXT, hash BLOB, data BLOB, PRIMARY KEY (space, hash)) "
                "WITHOUT ROWID"
            )

    def get(self, space: str, texts: Sequence[str]) -> dict[str, Vectors]:
        """Return the vectors that are known, by text."""
        by_hash = {_hash(text): text for text in texts}
        found: dict[str, Vectors] = {}
        hashes = list(by_hash)
        with self._lock, self._translated():
            for start in range(0, len(hashes), _IN):
                part = hashes[start : start + _IN]
                marks = ",".join("?" * len(part))
                rows = self._database.execute(
                    f"SELECT hash, data FROM vector WHERE space = ? AND hash IN ({marks})",
                    [space, *part],
                )
                for hash_, data in rows:
                    found[by_hash[hash_]] = np.frombuffer(data, dtype="<f4")
        return found

    def put(self, space: str, texts: Sequence[str], vectors: Vectors) -> None:
        """Keep the vectors of some texts, in one transaction; shape (len(texts), dimension)."""
        rows = [
            (space, _hash(text), np.asarray(vector, dtype="<f4").tobytes())
            for text, vector in zip(texts, vectors, strict=True)
        ]
        with self._lock, self._translated(), self._database:
            self._database.executemany("INSERT OR REPLACE INTO vector VALUES (?, ?, ?)", rows)

    def forget(self, texts: Sequence[str]) -> None:
        """Remove the vectors of some texts, in all spaces; texts that are not there change nothing."""
        with self._lock, self._translated(), self._database:
            self._database.executemany("DELETE FROM vector WHERE hash = ?", [(_hash(text),) for text in texts])

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._database.close()

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.OperationalError as error:
            if "full" in str(error):
                raise DiskFull(
                    "Plus de place sur le disque : les vecteurs n'ont pas pu être gardés.",
                    where=str(self._path),
                    remedy="Libérez de la place, puis relancez la même commande.",
                ) from error
            raise self._unusable(error) from error
        except (sqlite3.Error, OSError) as error:
            raise self._unusable(error) from error

    def _unusable(self, error: Exception) -> StorageError:
        return StorageError(
            f"Le fichier des vecteurs gardés ne peut pas être lu ou écrit ({error}).",
            where=str(self._path),
            remedy="Vous pouvez le supprimer : il sera refait.",
        )


class CachingEmbedder:
    """An embedder that asks another one only for the passages it has not seen."""

    def __init__(self, embedder: Embedder, cache: VectorCache):
        self._embedder = embedder
        self._cache = cache
        self._space = f"{embedder.model_id}@{embedder.revision}"
        self._queries: OrderedDict[str, Vectors] = OrderedDict()
        self._queries_lock = Lock()

    @property
    def model_id(self) -> str:
        """Name of the model."""
        return self._embedder.model_id

    @property
    def revision(self) -> str:
        """Which weights of that model."""
        return self._embedder.revision

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return self._embedder.dimension

    def embed_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Embed passages; see :class:`vectorstore.embedder.Embedder`. The same text twice costs once."""
        known = self._cache.get(self._space, texts)
        missing = sorted({text for text in texts if text not in known}, key=len, reverse=True)
        for start in range(0, len(missing), CHUNK):
            part = missing[start : start + CHUNK]
            vectors = self._embedder.embed_passages(part)
            self._cache.put(self._space, part, vectors)
            known.update(zip(part, vectors, strict=True))
            if progress is not None:
                progress(len(texts) - len(missing) + start + len(part), len(texts))
        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        return np.stack([known[text] for text in texts]).astype(np.float32)

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """Embed queries; see :class:`vectorstore.embedder.Embedder`.

        Those of a grid are asked again for every document: the last ones stay in memory, never on disk.
        """
        with self._queries_lock:
            missing = [text for text in dict.fromkeys(texts) if text not in self._queries]
            if missing:
                self._queries.update(zip(missing, self._embedder.embed_queries(missing), strict=True))
            if not texts:
                return np.zeros((0, self.dimension), dtype=np.float32)
            found = np.stack([self._queries[text] for text in texts])
            for text in texts:
                self._queries.move_to_end(text)
            while len(self._queries) > QUERIES:
                self._queries.popitem(last=False)
            return found


def _hash(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()
