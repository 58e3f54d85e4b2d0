"""Who ranks the sentences of a document for a packet."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Protocol

from answering.evidence import SentenceSource
from answering.packet_building import ranked_from_hits
from answering.scoring.evidence_table import EvidenceTable
from domain import NOT_OF_THE_PLAN, Hit, PieceKind, Query, ScoredSentence


class SentenceRanker(Protocol):
    """Ranks sentences; see :mod:`retrieval`."""

    def ranked_sentences(
        self,
        document: str,
        queries: Sequence[Query],
        *,
        kinds: Sequence[PieceKind] = (),
        without: Collection[PieceKind] = NOT_OF_THE_PLAN,
        spread: bool = True,
    ) -> list[ScoredSentence]:
        """The sentences of a document, best first.

        Args:
            document: the slug.
            queries: what is looked for.
            kinds: kinds of piece to prefer (not a filter).
            without: kinds of piece none of whose sentences come; those that are no part of the plan.
            spread: whether a page that gave sentences waits for the others; a question is answered in one place.

        Raises:
            UnknownDocument: the document is not in the corpus.
        """


class RankedTables(Protocol):
    """Ranks sentences and gives what is known of each, asked once; see :mod:`retrieval`."""

    def ranked_with_table(
        self, document: str, queries: Sequence[Query], *, kinds: Sequence[PieceKind] = ()
    ) -> tuple[list[ScoredSentence], EvidenceTable]:
        """The sentences of the plan itself, best first, and every sentence of the document with its scores.

        Raises:
            UnknownDocument: the document is not in the corpus.
        """


class Passages(Protocol):
    """Finds passages; see :mod:`retrieval`."""

    def retrieve(
        self, queries: Sequence[Query], *, documents: Sequence[str], k: int, kinds: Sequence[PieceKind] = ()
    ) -> list[Hit]:
        """The ``k`` best passages of ``documents``, best first."""


class PassageSentences:
    """Implements :class:`SentenceRanker` by whole passages: the sentences of the best ``k``, in their order."""

    def __init__(self, passages: Passages, sentences: SentenceSource, k: int):
        self._passages = passages
        self._sentences = sentences
        self._k = k

    def ranked_sentences(
        self,
        document: str,
        queries: Sequence[Query],
        *,
        kinds: Sequence[PieceKind] = (),
        without: Collection[PieceKind] = NOT_OF_THE_PLAN,
        spread: bool = True,  # noqa: ARG002
    ) -> list[ScoredSentence]:
        """See :class:`SentenceRanker`."""
        hits = self._passages.retrieve(queries, documents=[document], k=self._k, kinds=kinds)
        return ranked_from_hits([hit for hit in hits if hit.passage.piece_kind not in without], self._sentences)
