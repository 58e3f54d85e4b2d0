"""The dense index: passage vectors in Chroma, behind an interface of our own.

Inside one document scores are exact (all of its vectors, in numpy); over many they are Chroma's
approximate neighbours. Everything here can be rebuilt from the corpus.
"""

from __future__ import annotations

import errno
import sqlite3
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Lock, RLock
from typing import Any, Protocol
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray

from domain import StoredPassage
from domain.errors import DiskFull, IndexMismatch, StorageError

Vectors = NDArray[np.float32]

REINDEX = "Reconstruisez l'index par la commande « biollm reindex »."
#: Chroma refuses batches above 5,461 rows; small ones lose little when the process is killed.
BATCH = 500
#: Plans resemble each other: among 441 of them, with near-copies of each passage, the 20 nearest were found at .84
#: with 400 candidates and Chroma's 16 neighbours, .96 with 1,000, .99 with 32 neighbours and 2,000, 1 with 3,000,
#: for 15 ms a query at 100,000 passages and 800 instead of 917 passages written a second.
EF_SEARCH = 3_000
EF_CONSTRUCTION = 200
MAX_NEIGHBORS = 32
#: Documents whose vectors stay in memory: 1.5 kB a passage, so 15 MB for a plan of 3,000 pages.
CACHED_DOCUMENTS = 16


class DenseIndex(Protocol):
    """Vectors of passages, searched by cosine similarity."""

    def upsert(self, passages: Sequence[StoredPassage], vectors: Vectors) -> None:
        """Write passages and their vectors (len(passages), dimension); writing twice changes nothing."""
        ...

    def delete(self, document: str, piece: str | None = None) -> None:
        """Remove a document, or one piece of it; removing what is not there changes nothing."""
        ...

    def query(self, vector: Vectors, k: int, *, documents: Sequence[str] | None = None) -> list[tuple[str, float]]:
        """Return at most ``k`` (passage id, cosine), best first; no documents means all of them."""
        ...

    def vectors(self, document: str) -> tuple[list[str], Vectors]:
        """Return the ids of a document's passages, sorted, and their vectors in the same order."""
        ...

    def count(self, document: str | None = None) -> int:
        """Count the passages of a document, or of all."""
        ...

    def reset(self) -> None:
        """Forget everything, and take the model of this index as the one from now on."""
        ...

    def close(self) -> None:
        """Let go of files and connections."""
        ...


class ChromaIndex:
    """A Chroma collection, on disk in this process or on a Chroma server."""

    def __init__(
        self,
        location: Path | str,
        *,
        model_id: str,
        revision: str,
        dimension: int,
        collection: str = "passages",
        check: bool = True,
    ):
        """Open the index, creating it where there is none.

        Args:
            location: Directory of an embedded Chroma, or the http(s) URL of a server.
            model_id: Embedding model of the vectors; kept with the collection, like the next two.
            revision: Its revision.
            dimension: Length of a vector.
            collection: Name of the collection.
            check: False opens an index of another model too, so that it can be ``reset``.

        Raises:
            IndexMismatch: The vectors on disk are another model's.
            StorageError: Chroma cannot be opened.
        """
        self._where = str(location)
        self._name = collection
        self._identity: dict[str, str | int] = {"model_id": model_id, "revision": revision, "dimension": dimension}
        self._dimension = dimension
        self._cache: OrderedDict[str, tuple[list[str], Vectors]] = OrderedDict()
        self._lock = RLock()
        self._cache_guard = Lock()
        with self._translated():
            self._client = _client(location)
            self._collection: Any = self._open()
        if check:
            self._check()

    def upsert(self, passages: Sequence[StoredPassage], vectors: Vectors) -> None:
        """Write passages and their vectors; see :class:`DenseIndex`.

        Raises:
            ValueError: The shape of ``vectors`` does not fit.
            DiskFull: There is no space left; the batches written before are kept.
            StorageError: Chroma refused the write.
        """
        if vectors.shape != (len(passages), self._dimension):
            raise ValueError(f"vectors have shape {vectors.shape}, expected {(len(passages), self._dimension)}")
        with self._lock, self._translated():
            for document in {passage.document for passage in passages}:
                with self._cache_guard:
                    self._cache.pop(document, None)
            for start in range(0, len(passages), BATCH):
                batch = passages[start : start + BATCH]
                self._collection.upsert(
                    ids=[passage.id for passage in batch],
                    embeddings=np.ascontiguousarray(vectors[start : start + BATCH], dtype=np.float32),
                    metadatas=[_metadata(passage) for passage in batch],
                )

    def delete(self, document: str, piece: str | None = None) -> None:
        """Remove a document or one of its pieces; see :class:`DenseIndex`."""
        where: dict[str, Any] = {"document": document}
        if piece is not None:
            where = {"$and": [{"document": document}, {"piece": piece}]}
        with self._lock, self._translated():
            with self._cache_guard:
                self._cache.pop(document, None)
            ids = self._collection.get(where=where, include=[])["ids"]
            for start in range(0, len(ids), BATCH):
                self._collection.delete(ids=ids[start : start + BATCH])

    def query(self, vector: Vectors, k: int, *, documents: Sequence[str] | None = None) -> list[tuple[str, float]]:
        """Return the nearest passages; see :class:`DenseIndex`. Exact when one document is asked."""
        if k < 1:
            return []
        wanted = sorted(set(documents or ()))
        if len(wanted) == 1:
            return self._exact(vector, k, wanted[0])
        with self._lock, self._translated():
            # More than there are may be asked; counting them first took 22 ms at 100,000 passages.
            found = self._collection.query(
                query_embeddings=[np.asarray(vector, dtype=np.float32)],
                n_results=k,
                where={"document": {"$in": wanted}} if wanted else None,
                include=["distances"],
            )
        # Chroma's cosine distance is 1 - cosine.
        hits = [(id_, 1.0 - float(d)) for id_, d in zip(found["ids"][0], found["distances"][0], strict=True)]
        return sorted(hits, key=lambda hit: (-hit[1], hit[0]))

    def vectors(self, document: str) -> tuple[list[str], Vectors]:
        """Return a document's ids and vectors; see :class:`DenseIndex`."""
        with self._cache_guard:  # what is there is handed out while another document is being loaded
            cached = self._cache.get(document)
            if cached is not None:
                self._cache.move_to_end(document)
                return cached
        with self._lock, self._translated():
            cached = self._cache.get(document)
            if cached is None:
                got = self._collection.get(where={"document": document}, include=["embeddings"])
                order = sorted(range(len(got["ids"])), key=lambda i: got["ids"][i])
                matrix = np.asarray(got["embeddings"], dtype=np.float32).reshape(-1, self._dimension)[order]
                cached = ([got["ids"][i] for i in order], matrix)
                with self._cache_guard:
                    self._cache[document] = cached
                    while len(self._cache) > CACHED_DOCUMENTS:
                        self._cache.popitem(last=False)
            return cached

    def count(self, document: str | None = None) -> int:
        """Count passages; see :class:`DenseIndex`."""
        with self._lock, self._translated():
            if document is None:
                return int(self._collection.count())
            return len(self._collection.get(where={"document": document}, include=[])["ids"])

    def reset(self) -> None:
        """Forget everything; see :class:`DenseIndex`."""
        with self._lock, self._translated():
            with self._cache_guard:
                self._cache.clear()
            self._client.delete_collection(self._name)
            self._collection = self._open()

    def close(self) -> None:
        """Let go of files and connections; closing twice does nothing more."""
        with self._lock:
            with self._cache_guard:
                self._cache.clear()
            if self._client is not None:
                self._client.close()
                self._client = None

    def _exact(self, vector: Vectors, k: int, document: str) -> list[tuple[str, float]]:
        ids, matrix = self.vectors(document)
        scores = matrix @ np.asarray(vector, dtype=np.float32)
        # ids are sorted, so a stable sort breaks ties by id.
        order = np.argsort(-scores, kind="stable")[:k]
        return [(ids[i], float(scores[i])) for i in order]

    def _open(self) -> Any:
        return self._client.get_or_create_collection(
            self._name,
            embedding_function=None,  # the default one downloads a model
            metadata=self._identity,
            configuration={
                "hnsw": {
                    "space": "cosine",
                    "ef_construction": EF_CONSTRUCTION,
                    "ef_search": EF_SEARCH,
                    "max_neighbors": MAX_NEIGHBORS,
                }
            },
        )

    def _check(self) -> None:
        found = {key: (self._collection.metadata or {}).get(key) for key in self._identity}
        if found != self._identity:
            self.close()
            raise IndexMismatch(
                f"L'index a été fait avec le modèle {found['model_id']} ({found['revision']}), "
                f"le modèle réglé est {self._identity['model_id']} ({self._identity['revision']}).",
                where=self._where,
                remedy=REINDEX,
            )

    @contextmanager
    def _translated(self) -> Iterator[None]:
        """Turn what Chroma, SQLite or the system raise into errors that a user can act upon."""
        import httpx
        from chromadb.errors import ChromaError

        try:
            yield
        except (ChromaError, sqlite3.Error, OSError, httpx.HTTPError) as error:
            raise _storage_error(error, self._where) from error
        except ValueError as error:
            # Chroma's HTTP client wraps an unreachable server in a ValueError.
            if "Could not connect" in str(error):
                raise _storage_error(error, self._where) from error
            raise


def _client(location: Path | str) -> Any:
    import chromadb
    from chromadb.config import Settings

    settings = Settings(anonymized_telemetry=False)
    url = urlsplit(str(location))
    if url.scheme in ("http", "https"):
        port = url.port or (443 if url.scheme == "https" else 8000)
        return chromadb.HttpClient(url.hostname or "", port, ssl=url.scheme == "https", settings=settings)
    Path(location).mkdir(parents=True, exist_ok=True)
    return chromadb.PersistentClient(str(location), settings=settings)


def _metadata(passage: StoredPassage) -> dict[str, str | int]:
    return {
        "document": passage.document,
        "piece": passage.piece,
        "piece_kind": passage.piece_kind.value,
        "position": passage.position,
    }


def _storage_error(error: Exception, where: str) -> StorageError:
    text = str(error)
    full = isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT)
    if full or "disk is full" in text or "No space left" in text:
        return DiskFull(
            "Plus de place sur le disque : l'index n'a pas pu être écrit.",
            where=where,
            remedy="Libérez de la place, puis relancez la même commande.",
        )
    return StorageError(f"L'index des vecteurs ne répond pas ({text}).", where=where, remedy=REINDEX)
