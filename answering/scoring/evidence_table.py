"""What a scorer is given of a document: all its sentences with what retrieval knows of each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from domain import PieceKind, Query, StoredSentence

Scores = NDArray[np.float64]
Vectors = NDArray[np.float32]
Mask = NDArray[np.bool_]


class EvidenceTable(Protocol):
    """The sentences of a document in the order of its text; see :class:`retrieval.sentence_table.SentenceTable`."""

    @property
    def sentences(self) -> tuple[StoredSentence, ...]:
        """The sentences."""

    @property
    def headings(self) -> tuple[tuple[str, ...], ...]:
        """The heading path above each, outermost first."""

    @property
    def kinds(self) -> tuple[PieceKind, ...]:
        """The part that the piece of each plays."""

    @property
    def twins(self) -> tuple[tuple[int, ...], ...]:
        """The sentences that say the same as each, itself included."""

    @property
    def vectors(self) -> Vectors:
        """The meaning of each with its neighbours; shape (sentences, dimension)."""

    @property
    def passages(self) -> Scores:
        """The score of its passage; shape (sentences,)."""

    @property
    def total(self) -> Scores:
        """Its score as packets rank it; shape (sentences,)."""

    @property
    def facets(self) -> Scores:
        """Its score for each criterion; shape (criteria, sentences)."""

    @property
    def shares(self) -> Scores:
        """Which share of each criterion's cue groups it meets; shape (criteria, sentences)."""

    @property
    def near(self) -> Scores:
        """Nearness in meaning to the queries, then to each criterion's question; shape (sentences, texts)."""

    @property
    def cosines(self) -> Scores:
        """Nearness as the embedding model itself gives it, not standardised; shape (sentences, texts)."""

    @property
    def keys(self) -> tuple[str, ...]:
        """The criteria, in the order of ``facets`` and ``shares``."""


class TableSource(Protocol):
    """Gives the sentences of a document with their scores; see :mod:`retrieval`."""

    def sentence_table(
        self, document: str, queries: Sequence[Query], *, kinds: Sequence[PieceKind] = ()
    ) -> EvidenceTable:
        """Every sentence of one document.

        Raises:
            UnknownDocument: the document is not in the corpus.
        """
