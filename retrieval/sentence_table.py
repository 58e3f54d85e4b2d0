"""All sentences of one document with what retrieval knows of each: what a scorer of evidence is given."""

from __future__ import annotations

from dataclasses import dataclass

from domain import PieceKind, StoredSentence
from domain.pieces import Provision
from retrieval.fusion import Scores
from vectorstore import Vectors


@dataclass(frozen=True, slots=True)
class SentenceTable:
    """The sentences of a document in the order of its text, and one score of each for every part of an indicator.

    Attributes:
        sentences: The sentences.
        headings: The heading path above each, outermost first.
        kinds: The part that the piece of each plays.
        provisions: The numbered provision that each belongs to, None outside of any.
        twins: The sentences that say the same as each, itself included.
        vectors: The meaning of each with its neighbours; shape (sentences, dimension).
        passages: The score of its passage, standardised; shape (sentences,).
        total: Its score as packets rank it; shape (sentences,).
        facets: Its score for each criterion; shape (criteria, sentences).
        shares: Which share of each criterion's cue groups it meets; shape (criteria, sentences).
        near: Nearness in meaning to each query and each question of a criterion, those last, standardised; shape
            (sentences, texts).
        cosines: Nearness as the embedding model itself gives it, not standardised; shape (sentences, texts).
        keys: The criteria, in the order of ``facets`` and ``shares``.
    """

    sentences: tuple[StoredSentence, ...]
    headings: tuple[tuple[str, ...], ...]
    kinds: tuple[PieceKind, ...]
    provisions: tuple[Provision | None, ...]
    twins: tuple[tuple[int, ...], ...]
    vectors: Vectors
    passages: Scores
    total: Scores
    facets: Scores
    shares: Scores
    near: Scores
    cosines: Scores
    keys: tuple[str, ...]
