"""Queries become ranked passages: both sides are asked, their scores fused, every hit says why it came.

Inside one document every passage and page is scored, exactly (``one_document``). Over many documents
both indexes bring their best passages, and those are fused (``many_documents``).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Protocol

import numpy as np

from domain import NOT_OF_THE_PLAN, Hit, PieceKind, Query, QueryTrace, ScoredSentence, Side
from languages import Language
from retrieval.document_texts import DocumentText, DocumentTexts, TextSource
from retrieval.fusion import FusionConfig, Scores, standardised
from retrieval.many_documents import ManyDocuments, PassagesById
from retrieval.one_document import DocumentScores, score_document
from retrieval.passage_vectors import KeptVectors, PassageVectors
from retrieval.rerank import Reranker
from retrieval.selection import Filter, Selection, select
from retrieval.sentence_scoring import SentenceConfig
from retrieval.sentence_search import SentenceSearch
from retrieval.sentence_table import SentenceTable
from vectorstore import DenseIndex, Embedder, LexicalIndex
from vectorstore.embedder import Progress

#: A list that is selected from is longer, so that something can come instead of what is left out.
LONGER = 5
#: Passages that a cross-encoder reads again: about 0.1 s each on a CPU.
READ_AGAIN = 30


class PassageSource(PassagesById, TextSource, Protocol):
    """Where texts are read from: the corpus."""


class Retriever:
    """Hybrid retrieval over one document or many.

    Attributes:
        texts: The texts that it has read: who answers reads its sentences there, not again in the corpus.
    """

    def __init__(
        self,
        source: PassageSource,
        embedder: Embedder,
        dense: DenseIndex,
        lexical: LexicalIndex,
        language: Language,
        config: FusionConfig | None = None,
        reranker: Reranker | None = None,
        sentences: SentenceConfig | None = None,
        kept: KeptVectors | None = None,
    ):
        """Put the parts together; no text is read and no index opened here.

        Args:
            source: Where texts are read from.
            embedder: Makes the vectors of queries.
            dense: The vectors of many documents.
            lexical: The words of many documents.
            language: The language of the documents.
            config: Weights of the fusion; default: those of the profile « standard ».
            reranker: Reads the best passages again.
            sentences: Weights of sentences.
            kept: Vectors of passages that ingestion kept: one document is then searched without ``dense``.
        """
        self._embedder = embedder
        self._vectors = PassageVectors(dense, kept)
        self._config = config or FusionConfig()
        self._reranker = reranker
        self._many = ManyDocuments(source, embedder, dense, lexical, self._config)
        self.texts = DocumentTexts(source, language)
        self._sentences = SentenceSearch(embedder, sentences)

    def retrieve(
        self,
        queries: Sequence[Query],
        *,
        documents: Sequence[str],
        k: int,
        kinds: Sequence[PieceKind] = (),
        where: Filter | None = None,
        selection: Selection | None = None,
        relevance: Mapping[str, float] | None = None,
        without: Collection[PieceKind] = (),
    ) -> list[Hit]:
        """Find the passages that answer best.

        Args:
            queries: What to look for; each goes to the side or sides that it names.
            documents: Slugs of the documents to look in; none means all.
            k: How many hits at most.
            kinds: Kinds of piece to prefer (not a filter).
            where: Passages that may come; default: all. Over many documents it is applied to the
                best ``pool`` passages of each query.
            selection: How the list is made readable; default: as ranked.
            relevance: What a language model made of passages, by id; read inside one document only. A
                passage without a mark counts as the lowest.
            without: Kinds of piece none of whose passages may come.

        Returns:
            Hits, best first; equal scores in the order of passage ids. Each has the trace of every
            query that brought it. In one document a score counts standard deviations from the
            document's average; over many it runs from 0 to about 1.

        Raises:
            UnknownDocument: The only document asked is not in the corpus.
        """
        if k < 1 or not queries:
            return []
        wanted = sorted(set(documents))
        where, selection = where or Filter(), selection or Selection()
        if without:
            where = replace(where, without=(*where.without, *sorted(without)))
        most = k * LONGER if selection else k
        if len(wanted) == 1:
            hits = self._in_one(queries, wanted[0], most, kinds, where, relevance or {})
        else:
            hits = self._many.search(queries, wanted, most, kinds, where)
        if self._reranker is not None:
            hits = _read_again(self._reranker, queries[0].text, hits)
        return select(hits, k, selection)

    def retrieve_each(
        self,
        queries: Sequence[Query],
        *,
        documents: Sequence[str],
        k: int,
        kinds: Sequence[PieceKind] = (),
        where: Filter | None = None,
        selection: Selection | None = None,
    ) -> dict[str, list[Hit]]:
        """Find the best passages of each document apart, to compare territories.

        Scores are exact in each document, and do not compare between documents. Arguments and errors
        are those of ``retrieve``; ``k`` counts hits a document.
        """
        return {
            document: self.retrieve(queries, documents=[document], k=k, kinds=kinds, where=where, selection=selection)
            for document in dict.fromkeys(documents)
        }

    def ranked_sentences(
        self,
        document: str,
        queries: Sequence[Query],
        *,
        kinds: Sequence[PieceKind] = (),
        relevance: Mapping[str, float] | None = None,
        without: Collection[PieceKind] = NOT_OF_THE_PLAN,
        spread: bool = True,
        most: int | None = None,
        progress: Progress | None = None,
    ) -> list[ScoredSentence]:
        """Rank the sentences of one document, to fill a packet within a budget of tokens.

        Args:
            document: Slug of the document.
            queries: What to look for; questions of criteria (``Query.asks``) count for sentences too.
            kinds: Kinds of piece to prefer (not a filter).
            relevance: See ``retrieve``.
            without: Kinds of piece none of whose sentences may come; default: those that are no part of the plan.
            spread: Whether a page that gave sentences waits for the others, and each part of the subject gives its
                best first: what an indicator needs. A question is answered in one place.
            most: How many sentences at most; None for all.
            progress: Called with (done, total) while vectors of sentences are made that ingestion did not make.

        Returns:
            Sentences, best first, each saying once; ``also`` are its other places.

        Raises:
            UnknownDocument: The document is not in the corpus.
        """
        if not queries:
            return []
        text, scores = self._scored(queries, document, kinds, relevance or {})
        return self._sentences.rank(
            text.words,
            text.digest,
            scores.passages,
            queries,
            without=without,
            spread=spread,
            most=most,
            progress=progress,
        )

    def sentence_table(
        self,
        document: str,
        queries: Sequence[Query],
        *,
        kinds: Sequence[PieceKind] = (),
        progress: Progress | None = None,
    ) -> SentenceTable:
        """Every sentence of one document with its scores and its vector; arguments are those of ``ranked_sentences``.

        Raises:
            UnknownDocument: The document is not in the corpus.
        """
        text, scores = self._scored(queries, document, kinds, {})
        return self._sentences.table(text.words, text.digest, scores.passages, queries, progress=progress)

    def ranked_with_table(
        self, document: str, queries: Sequence[Query], *, kinds: Sequence[PieceKind] = ()
    ) -> tuple[list[ScoredSentence], SentenceTable]:
        """What ``ranked_sentences`` and ``sentence_table`` give by themselves, asked once.

        Raises:
            UnknownDocument: The document is not in the corpus.
        """
        text, scores = self._scored(queries, document, kinds, {})
        return self._sentences.rank_with_table(text.words, text.digest, scores.passages, queries)

    # --- One document ----------------------------------------------------------------------------

    def _in_one(
        self,
        queries: Sequence[Query],
        document: str,
        k: int,
        kinds: Sequence[PieceKind],
        where: Filter,
        relevance: Mapping[str, float],
    ) -> list[Hit]:
        text, scores = self._scored(queries, document, kinds, relevance)
        words = text.words
        ids = [passage.id for passage in words.passages]
        order = [i for i in range(len(ids)) if scores.found[i] and (not where or where.lets(words.passages[i]))]
        order.sort(key=lambda i: (-scores.passages[i], ids[i]))
        best = order[:k]
        traces = _ranked(scores, ids, best)
        numbers = {
            (passage.piece, ordinal): None if passage.first_page is None else ordinal
            for passage in words.passages
            for ordinal in range(passage.first_ordinal, passage.last_ordinal + 1)
        }
        return [
            Hit(
                words.passages[i],
                float(scores.passages[i]),
                traces[i],
                tuple((numbers[words.pages[page]], float(scores.pages[page])) for page in words.pages_of(i)),
            )
            for i in best
        ]

    def _scored(
        self, queries: Sequence[Query], document: str, kinds: Sequence[PieceKind], relevance: Mapping[str, float]
    ) -> tuple[DocumentText, DocumentScores]:
        """The text of a document and what its words and the vectors of its passages give for some queries."""
        text = self.texts.of(document)
        words = text.words
        cosines = self._cosines(queries, document, text)
        lowest = min(relevance.values(), default=0.0)
        marked = np.array([relevance.get(passage.id, lowest) for passage in words.passages]) if relevance else None
        return text, score_document(words, self.texts.analyser, queries, cosines, kinds, self._config, marked)

    def _cosines(self, queries: Sequence[Query], document: str, text: DocumentText) -> Scores:
        """Cosines of all passages with the queries that ask for meaning."""
        asked = [query.text for query in queries if query.asks_meaning]
        if not asked:
            return np.zeros((len(text.words.passages), 0))
        return self._vectors.cosines(document, text, self._embedder.embed_queries(asked))


def _read_again(reranker: Reranker, question: str, hits: Sequence[Hit]) -> list[Hit]:
    """Add what a cross-encoder thinks of the best hits, on the scale of their own scores, and rank again."""
    best, rest = hits[:READ_AGAIN], hits[READ_AGAIN:]
    if len(best) < 2:
        return list(hits)
    read = reranker.scores(question, [hit.passage.text for hit in best])
    own = np.array([hit.score for hit in best])
    gains = standardised(read) * max(float(own.std()), 1e-6) * 2
    ranks = np.argsort(np.argsort(-read, kind="stable")) + 1
    again = [
        replace(
            hit,
            score=hit.score + float(gain),
            page_scores=tuple((page, score + float(gain)) for page, score in hit.page_scores),
            trace=(*hit.trace, QueryTrace(question, Side.BOTH, int(rank), float(raw))),
        )
        for hit, gain, rank, raw in zip(best, gains, ranks, read, strict=True)
    ]
    return [*sorted(again, key=lambda hit: (-hit.score, hit.passage.id)), *rest]


def _ranked(scores: DocumentScores, ids: Sequence[str], best: Sequence[int]) -> dict[int, tuple[QueryTrace, ...]]:
    """The trace of the best passages: their rank and raw score for every query that speaks for them."""
    traces: dict[int, list[QueryTrace]] = {i: [] for i in best}
    by_id = np.argsort(np.argsort(np.asarray(ids)))
    for query, side, raw in scores.raw:
        rank = np.empty(len(ids), dtype=np.int64)
        rank[np.lexsort((by_id, -raw))] = np.arange(1, len(ids) + 1)
        for i in best:
            if side not in (Side.LEXICAL, Side.CUES) or raw[i] > 0:
                traces[i].append(QueryTrace(query.text, side, int(rank[i]), float(raw[i])))
    return {i: tuple(entries) for i, entries in traces.items()}
