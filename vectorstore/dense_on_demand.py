"""An index of vectors that is opened when it is first asked: what searches one document may never need it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from domain import StoredPassage
from domain.once import MadeOnce
from vectorstore.dense import DenseIndex
from vectorstore.part_vectors import Vectors


class DenseOnDemand:
    """See :class:`vectorstore.dense.DenseIndex`; each method raises what opening the index raises."""

    def __init__(self, open_index: Callable[[], DenseIndex]):
        """Keep how the index is opened."""
        self._open = open_index
        self._opened: MadeOnce[str, DenseIndex] = MadeOnce()

    def open(self) -> None:
        """Open it now, where it must be told at once that it cannot be."""
        _ = self._index

    @property
    def _index(self) -> DenseIndex:
        return self._opened.get("index", self._open)

    def upsert(self, passages: Sequence[StoredPassage], vectors: Vectors) -> None:
        """Write passages and their vectors."""
        self._index.upsert(passages, vectors)

    def delete(self, document: str, piece: str | None = None) -> None:
        """Remove a document, or one piece of it."""
        self._index.delete(document, piece)

    def query(self, vector: Vectors, k: int, *, documents: Sequence[str] | None = None) -> list[tuple[str, float]]:
        """Return the nearest passages."""
        return self._index.query(vector, k, documents=documents)

    def vectors(self, document: str) -> tuple[list[str], Vectors]:
        """Return the ids of a document's passages and their vectors."""
        return self._index.vectors(document)

    def count(self, document: str | None = None) -> int:
        """Count passages."""
        return self._index.count(document)

    def reset(self) -> None:
        """Forget everything."""
        self._index.reset()

    def close(self) -> None:
        """Let go of what was opened; nothing is opened for it."""
        for index in self._opened.take_all():
            index.close()
