"""The vectors of the passages of one document: from where ingestion kept them, else from the index of vectors."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Protocol

import numpy as np

from domain.once import MadeOnce
from retrieval.document_texts import DocumentText
from retrieval.fusion import Scores
from retrieval.lexical_scoring import DocumentWords
from vectorstore import DenseIndex, Part, Vectors, sentence_windows

#: Documents whose passage vectors stay in memory; 5 MB for a plan of 1,000 pages.
CACHED_DOCUMENTS = 16


class KeptVectors(Protocol):
    """Vectors that were made before, by the text they were made of."""

    def kept_passages(self, texts: Sequence[str]) -> Mapping[str, Vectors]:
        """Return those that are kept, by text; nothing is embedded."""
        ...


class PassageVectors:
    """Vectors of passages without a vector database: one document is compared exactly, with all that it has.

    The database is asked for a document only where a vector is missing among those kept, as when the file of kept
    vectors was deleted; so a search in one document does not open it.
    """

    def __init__(self, dense: DenseIndex, kept: KeptVectors | None = None):
        self._dense = dense
        self._kept = kept
        self._complete: MadeOnce[tuple[str, str], Vectors] = MadeOnce(most=CACHED_DOCUMENTS)

    def cosines(self, document: str, text: DocumentText, asked: Vectors) -> Scores:
        """Cosines of the passages of a document with some queries.

        Args:
            document: Slug of the document.
            text: Its text.
            asked: Vectors of the queries, of shape (queries, dimension).

        Returns:
            Shape (passages, queries); a passage without a vector, not indexed yet, gets the lowest of a query.
        """
        key = (document, text.digest)
        matrix = self._complete.peek(key)
        if matrix is None:
            matrix = self._from_kept(text.words)
            if matrix is None:
                return self._from_index(document, text.words, asked)
            made = matrix
            matrix = self._complete.get(key, lambda: made)
        return (matrix @ asked.T).astype(np.float64)

    def _from_kept(self, words: DocumentWords) -> Vectors | None:
        if self._kept is None:
            return None
        texts = [text for text, _ in passage_windows(words)]
        found = self._kept.kept_passages(texts)
        if not texts or any(text not in found for text in texts):
            return None
        return np.stack([found[text] for text in texts])

    def _from_index(self, document: str, words: DocumentWords, asked: Vectors) -> Scores:
        ids, matrix = self._dense.vectors(document)
        row = {id_: i for i, id_ in enumerate(ids)}
        rows = np.array([row.get(passage.id, -1) for passage in words.passages], dtype=np.int64)
        if not len(ids) or not len(rows):
            return np.zeros((len(rows), len(asked)))
        cosines = (matrix @ asked.T).astype(np.float64)
        return np.where(rows[:, None] >= 0, cosines[rows], cosines.min(axis=0))


def passage_windows(words: DocumentWords) -> list[tuple[str, list[Part]]]:
    """Each passage as ingestion embeds it, with the parts that its sentences make with their neighbours."""
    texts = [sentence.row or sentence.text for sentence in words.sentences]
    edges = np.searchsorted(words.sentence_passages, np.arange(len(words.passages) + 1))
    return [sentence_windows(texts[first:last]) for first, last in pairwise(edges)]
