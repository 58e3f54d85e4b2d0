"""Vectors of passages kept by the hash of their text, so that nothing is embedded twice.

A piece that is read again, a corpus that is indexed again or an ingestion that was killed finds the
vectors it had. Texts are not kept, only their hash; the vectors of a removed document are forgotten
with it. The file can be deleted at any time: it only saves time.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Lock, RLock

import numpy as np

from domain.errors import DiskFull, StorageError
from vectorstore.embedder import Embedder, Progress, Vectors
from vectorstore.part_vectors import Part

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
            # Vectors of the parts of a text, all in one row with the parts they were made for.
            self._database.execute(
                "CREATE TABLE IF NOT EXISTS part_vector "
                "(space TEXT, hash BLOB, parts BLOB, data BLOB, PRIMARY KEY (space, hash)) WITHOUT ROWID"
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

    def get_parts(self, space: str, texts: Sequence[str], parts: Sequence[Sequence[Part]]) -> dict[int, Vectors]:
        """Return the vectors that are known of exactly these parts, by index of the text; shape (parts, dimension)."""
        wanted = [_hash(text) for text in texts]
        rows: dict[bytes, tuple[bytes, bytes]] = {}
        with self._lock, self._translated():
            for start in range(0, len(wanted), _IN):
                some = wanted[start : start + _IN]
                marks = ",".join("?" * len(some))
                query = f"SELECT hash, parts, data FROM part_vector WHERE space = ? AND hash IN ({marks})"
                rows.update((key, (own, data)) for key, own, data in self._database.execute(query, [space, *some]))
        return {
            index: np.frombuffer(rows[key][1], dtype="<f2").reshape(len(parts[index]), -1).astype(np.float32)
            for index, key in enumerate(wanted)
            if key in rows and len(parts[index]) and rows[key][0] == _parts(parts[index])
        }

    def put_parts(
        self, space: str, texts: Sequence[str], parts: Sequence[Sequence[Part]], vectors: Sequence[Vectors]
    ) -> None:
        """Keep the vectors of the parts of some texts, in one transaction; on sixteen bits, of which few are needed."""
        rows = [
            (space, _hash(text), _parts(own), np.asarray(made, dtype="<f2").tobytes())
            for text, own, made in zip(texts, parts, vectors, strict=True)
        ]
        with self._lock, self._translated(), self._database:
            self._database.executemany("INSERT OR REPLACE INTO part_vector VALUES (?, ?, ?, ?)", rows)

    def forget(self, texts: Sequence[str]) -> None:
        """Remove the vectors of some texts and their parts, in all spaces; texts that are not there change nothing."""
        hashes = [(_hash(text),) for text in texts]
        with self._lock, self._translated(), self._database:
            self._database.executemany("DELETE FROM vector WHERE hash = ?", hashes)
            self._database.executemany("DELETE FROM part_vector WHERE hash = ?", hashes)

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
        self._questions: OrderedDict[str, Vectors] = OrderedDict()
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

    @property
    def inner(self) -> Embedder:
        """The embedder that is asked for what is not kept."""
        return self._embedder

    def kept_passages(self, texts: Sequence[str]) -> Mapping[str, Vectors]:
        """Return the vectors of passages that are kept, by text; nothing is embedded."""
        return self._cache.get(self._space, texts)

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

    def embed_parts(
        self, texts: Sequence[str], parts: Sequence[Sequence[Part]], progress: Progress | None = None
    ) -> tuple[Vectors, list[Vectors]]:
        """Embed passages and parts of them; see :class:`vectorstore.embedder.Embedder`.

        A passage is read once for both: its own vector is kept beside those of its parts.
        """
        known = self._cache.get_parts(self._space, texts, parts)
        missing = {(text, _parts(own)): n for n, (text, own) in enumerate(zip(texts, parts, strict=True))}
        todo = sorted((n for n in missing.values() if n not in known), key=lambda n: -len(texts[n]))
        have = self._cache.get(self._space, [texts[n] for n in todo])
        for start in range(0, len(todo), CHUNK):
            chunk = todo[start : start + CHUNK]
            some, own = [texts[n] for n in chunk], [parts[n] for n in chunk]
            whole, made = self._embedder.embed_parts(some, own)
            new = [n for n, text in enumerate(some) if text not in have]
            self._cache.put(self._space, [some[n] for n in new], whole[new])
            self._cache.put_parts(self._space, some, own, made)
            known.update(zip(chunk, made, strict=True))
            if progress is not None:
                progress(len(texts) - len(todo) + start + len(chunk), len(texts))
        found = [known[missing[text, _parts(own)]] for text, own in zip(texts, parts, strict=True)]
        return self.embed_passages(texts), found

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """Embed queries; see :class:`vectorstore.embedder.Embedder`.

        Those of a grid are asked again for every document: the last ones stay in memory, never on disk.
        """
        return self._remembered(self._queries, texts, self._embedder.embed_queries)

    def embed_questions(self, texts: Sequence[str]) -> Vectors:
        """Embed free questions; see :class:`vectorstore.embedder.Embedder`. The last ones stay in memory too."""
        return self._remembered(self._questions, texts, self._embedder.embed_questions)

    def _remembered(
        self, kept: OrderedDict[str, Vectors], texts: Sequence[str], embed: Callable[[Sequence[str]], Vectors]
    ) -> Vectors:
        with self._queries_lock:
            missing = [text for text in dict.fromkeys(texts) if text not in kept]
            if missing:
                kept.update(zip(missing, embed(missing), strict=True))
            if not texts:
                return np.zeros((0, self.dimension), dtype=np.float32)
            found = np.stack([kept[text] for text in texts])
            for text in texts:
                kept.move_to_end(text)
            while len(kept) > QUERIES:
                kept.popitem(last=False)
            return found


def _parts(parts: Sequence[Part]) -> bytes:
    return np.asarray(parts, dtype="<u4").tobytes()


def _hash(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()
