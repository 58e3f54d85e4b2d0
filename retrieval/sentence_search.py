"""The sentences of one document, ranked: what a packet within a budget of tokens is filled with."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from domain import NOT_OF_THE_PLAN, PieceKind, Query, ScoredSentence
from domain.once import MadeOnce
from retrieval.document_texts import CACHED_DOCUMENTS, CACHED_SENTENCES
from retrieval.fusion import Scores, standardised
from retrieval.lexical_scoring import DocumentWords
from retrieval.passage_vectors import passage_windows
from retrieval.said_twice import same_sayings
from retrieval.sentence_order import kept_whole, spread_order
from retrieval.sentence_scoring import SentenceConfig, SentenceScores, near_texts, score_sentences
from retrieval.sentence_table import SentenceTable
from retrieval.sentences_together import given_together
from vectorstore import Embedder, Vectors
from vectorstore.embedder import Progress


@dataclass(frozen=True, slots=True)
class _Known:
    """What is worked out once of a document: vectors (sentences, dimension), who says the same, short provisions."""

    vectors: Vectors
    twins: tuple[tuple[int, ...], ...]
    wholes: Mapping[int, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class _Scored:
    """The sentences of a document scored for some queries; cosines have shape (sentences, texts)."""

    known: _Known
    scores: SentenceScores
    cosines: Scores


class SentenceSearch:
    """Ranks the sentences of documents whose passages are scored already."""

    def __init__(self, embedder: Embedder, config: SentenceConfig | None = None):
        self._embedder = embedder
        self._config = config or SentenceConfig()
        # As many documents as stay in memory with their texts; vectors of 60,000 sentences are about 90 MB.
        self._known: MadeOnce[tuple[str, bool, str], _Known] = MadeOnce(
            CACHED_DOCUMENTS, weigh=lambda known: len(known.twins), heaviest=CACHED_SENTENCES
        )

    def rank(
        self,
        words: DocumentWords,
        digest: str,
        passages: Scores,
        queries: Sequence[Query],
        *,
        without: Collection[PieceKind],
        spread: bool = True,
        most: int | None,
        progress: Progress | None = None,
    ) -> list[ScoredSentence]:
        """Rank the sentences of a document.

        Args:
            words: The document's words.
            digest: Changes when the document does.
            passages: The score of each passage.
            queries: What is looked for.
            without: Kinds of piece none of whose sentences may come.
            spread: Whether a page that gave sentences waits for the others, and each part of the subject gives its
                best first.
            most: How many sentences at most; None for all.
            progress: Called with (done, total) while vectors are made that were not made at ingestion.

        Returns:
            Sentences, best first, each saying once; ``also`` are its other places.
        """
        if not words.sentences:
            return []
        scored = self._scores(words, digest, passages, queries, progress)
        return self._ranked(words, scored, without=without, spread=spread, most=most)

    def rank_with_table(
        self, words: DocumentWords, digest: str, passages: Scores, queries: Sequence[Query]
    ) -> tuple[list[ScoredSentence], SentenceTable]:
        """What ``rank`` gives of the plan itself, and ``table``: the sentences are scored once."""
        scored = self._scores(words, digest, passages, queries, None)
        ranked = self._ranked(words, scored, without=NOT_OF_THE_PLAN, spread=True, most=None) if words.sentences else []
        return ranked, self._table(words, scored, passages)

    def _ranked(
        self,
        words: DocumentWords,
        scored: _Scored,
        *,
        without: Collection[PieceKind],
        spread: bool,
        most: int | None,
    ) -> list[ScoredSentence]:
        known, scores = scored.known, scored.scores
        out = np.array([passage.piece_kind in without for passage in words.passages])
        allowed = ~out[words.sentence_passages]
        order = spread_order(
            scores.total,
            scores.facets,
            words.sentence_pages.tolist(),
            known.twins,
            allowed,
            rounds=self._config.rounds if spread else 0,
            repeat=self._config.repeat if spread else 0.0,
        )
        whole = kept_whole(order, known.wholes, known.twins)
        return [self._sentence(number, words, scores, known, allowed) for number in islice(whole, most)]

    def table(
        self,
        words: DocumentWords,
        digest: str,
        passages: Scores,
        queries: Sequence[Query],
        *,
        progress: Progress | None = None,
    ) -> SentenceTable:
        """Every sentence of a document with its scores and its vector, in the order of the text; see ``rank``."""
        return self._table(words, self._scores(words, digest, passages, queries, progress), passages)

    @staticmethod
    def _table(words: DocumentWords, scored: _Scored, passages: Scores) -> SentenceTable:
        known, scores = scored.known, scored.scores
        owners = [words.passages[number] for number in words.sentence_passages.tolist()]
        return SentenceTable(
            sentences=tuple(words.sentences),
            headings=tuple(passage.section for passage in owners),
            kinds=tuple(passage.piece_kind for passage in owners),
            provisions=tuple(passage.provision for passage in owners),
            twins=known.twins,
            vectors=known.vectors,
            passages=standardised(passages)[words.sentence_passages],
            total=scores.total,
            facets=scores.facets,
            shares=scores.shares,
            near=scores.near,
            cosines=scored.cosines,
            keys=scores.keys,
        )

    def _scores(
        self,
        words: DocumentWords,
        digest: str,
        passages: Scores,
        queries: Sequence[Query],
        progress: Progress | None,
    ) -> _Scored:
        texts = near_texts(queries)
        known = self._of(words, digest, bool(texts), progress)
        asked = self._embedder.embed_queries([text for text, _ in texts])
        cosines = (known.vectors @ asked.T).astype(np.float64) if texts else np.zeros((len(words.sentences), 0))
        learnt = cosines
        if questions := [number for number, (_, free) in enumerate(texts) if free]:
            learnt = cosines.copy()
            own = self._embedder.embed_questions([texts[number][0] for number in questions])
            learnt[:, questions] = known.vectors @ own.T
        return _Scored(known, score_sentences(words, passages, learnt, queries, self._config), cosines)

    @staticmethod
    def _sentence(
        number: int, words: DocumentWords, scores: SentenceScores, known: _Known, allowed: NDArray[np.bool_]
    ) -> ScoredSentence:
        passage = words.passages[words.sentence_passages[number]]
        others = [twin for twin in known.twins[number] if twin != number and allowed[twin]]
        return ScoredSentence(
            sentence=words.sentences[number],
            score=float(scores.total[number]),
            heading=passage.section,
            kind=passage.piece_kind,
            also=tuple(words.sentences[other] for other in others),
            criteria=tuple(key for key, bears in zip(scores.keys, scores.bears[:, number], strict=True) if bears),
        )

    def _of(self, words: DocumentWords, digest: str, with_vectors: bool, progress: Progress | None) -> _Known:
        if not words.sentences:  # all pieces were taken out, or none could be read
            return _Known(np.zeros((0, self._embedder.dimension), dtype=np.float32), (), {})
        document = words.sentences[0].document

        def make() -> _Known:
            texts = [sentence.row or sentence.text for sentence in words.sentences]
            vectors = self._vectors(words, progress) if with_vectors else np.zeros((0, 0), dtype=np.float32)
            owners = words.sentence_passages.tolist()
            wholes = given_together(words.sentences, words.passages, owners, self._config.whole)
            return _Known(vectors, same_sayings(texts), wholes)

        # Fifteen indicators asked side by side want the same vectors: one makes them, the others wait.
        return self._known.get((document, with_vectors, digest), make)

    def _vectors(self, words: DocumentWords, progress: Progress | None) -> Vectors:
        """Vectors of all sentences, each with its neighbours; from the cache where ingestion made them."""
        windows = passage_windows(words)
        _, made = self._embedder.embed_parts(
            [text for text, _ in windows], [parts for _, parts in windows], progress=progress
        )
        return np.concatenate(made)
