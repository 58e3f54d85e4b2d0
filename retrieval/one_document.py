"""Exact scores of all passages and pages of one document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from domain import SUB_QUESTION, VOCABULARY, PieceKind, Query, Side
from languages import TermAnalyser
from retrieval.fusion import FusionConfig, Scores, best_mean, standardised
from retrieval.lexical_scoring import DocumentWords

#: What the trace says of passages that a language model marked.
READ_BY_MODEL = "lecture de chaque passage par le modèle"
#: What it says of words that came from the document itself.
WORDS_OF_BEST = "mots que les meilleures pages ont en commun"


@dataclass(frozen=True, slots=True)
class DocumentScores:
    """What each query gives each passage, and all of it fused.

    ``passages`` has shape (passages,), ``pages`` (pages,); ``raw`` holds for each query and side the
    index's own score of every passage; ``found`` tells the passages that anything speaks for.
    """

    passages: Scores
    pages: Scores
    raw: list[tuple[Query, Side, Scores]]
    found: np.ndarray[tuple[int], np.dtype[np.bool_]]


def score_document(
    words: DocumentWords,
    analyser: TermAnalyser,
    queries: Sequence[Query],
    cosines: Scores,
    kinds: Sequence[PieceKind],
    config: FusionConfig,
    relevance: Scores | None = None,
) -> DocumentScores:
    """Score a document for a set of queries.

    Args:
        words: The document's words.
        analyser: The rules for words.
        queries: What to look for; those of the lexical side are searched here.
        cosines: Shape (passages, dense queries), in the order of the dense queries.
        kinds: Kinds of piece to prefer.
        config: The weights.
        relevance: What a language model made of each passage, shape (passages,); None where it read none.
    """
    dense = [query for query in queries if query.asks_meaning]
    made = [_of_words(words, analyser, [query for query in queries if query.asks_words], config)]
    made.append(_of_cues(words, [query for query in queries if query.side is Side.CUES], config))
    made.append(_of_meaning(words, dense, cosines, config.dense_weight(queries, config.dense), config))
    if relevance is not None:
        made.append(_of_relevance(words, relevance, config))
    pages = sum((part.pages for part in made), _of_kinds(words, kinds, config))
    if any(query.side is Side.LEXICAL for query in queries):
        made.append(_of_best_pages(words, pages, config))
        pages = pages + made[-1].pages
    passages = sum((part.passages for part in made), words.best_of_pages(pages))
    raw = [entry for part in made for entry in part.raw]
    found = np.ones(len(passages), dtype=np.bool_) if dense else _spoken_for(raw, len(passages))
    return DocumentScores(passages, pages, raw, found)


@dataclass(frozen=True, slots=True)
class _Scores:
    """What one way of searching gives, weighted; shapes as in ``DocumentScores``."""

    pages: Scores
    passages: Scores
    raw: list[tuple[Query, Side, Scores]]


def _of_words(words: DocumentWords, analyser: TermAnalyser, queries: Sequence[Query], config: FusionConfig) -> _Scores:
    on_pages, in_passages = np.zeros(len(words.pages)), np.zeros(len(words.passages))
    parts: list[Scores] = []
    raw: list[tuple[Query, Side, Scores]] = []
    for query in queries:
        terms = analyser.query_terms(query.text)
        own = words.passage_scores(terms)
        raw.append((query, Side.LEXICAL, own))
        if query.origin == SUB_QUESTION:
            parts.append(words.page_scores(terms))
            in_passages += config.sub_questions * query.weight * own
        else:
            in_passages += query.weight * own
            on_pages += query.weight * words.page_scores(terms)
    pages = config.words * standardised(on_pages)
    if parts:
        best = best_mean(standardised(np.array(parts).T), config.best_sub_questions)
        pages = pages + config.sub_questions * standardised(best)
    together = [analyser.query_terms(text) for query in queries for text in expressions(query)]
    pages = pages + config.near * standardised(words.expression_page_scores(together))
    return _Scores(pages, config.passage_words * standardised(in_passages), raw)


def _of_cues(words: DocumentWords, queries: Sequence[Query], config: FusionConfig) -> _Scores:
    on_pages, in_passages = np.zeros(len(words.pages)), np.zeros(len(words.passages))
    raw: list[tuple[Query, Side, Scores]] = []
    for query in queries:
        on_page, in_passage = words.cue_scores(query.groups, query.unless)
        raw.append((query, Side.CUES, in_passage))
        on_pages += query.weight * on_page
        in_passages += query.weight * in_passage
    return _Scores(config.cues * standardised(on_pages), config.passage_cues * standardised(in_passages), raw)


def _of_meaning(
    words: DocumentWords, queries: Sequence[Query], cosines: Scores, weight: float, config: FusionConfig
) -> _Scores:
    if not queries:
        return _Scores(np.zeros(len(words.pages)), np.zeros(len(words.passages)), [])
    near = best_mean(standardised(cosines), config.best_queries)
    raw = [(query, Side.DENSE, cosines[:, column]) for column, query in enumerate(queries)]
    return _Scores(weight * standardised(words.best_of_passages(near)), weight * standardised(near), raw)


def _of_relevance(words: DocumentWords, relevance: Scores, config: FusionConfig) -> _Scores:
    scaled = standardised(relevance)
    return _Scores(
        config.marked * standardised(words.best_of_passages(scaled)),
        config.marked * scaled,
        [(Query(READ_BY_MODEL, Side.MODEL), Side.MODEL, relevance)],
    )


def _of_kinds(words: DocumentWords, kinds: Sequence[PieceKind], config: FusionConfig) -> Scores:
    preferred = {passage.piece for passage in words.passages if passage.piece_kind in set(kinds)}
    return config.kind * np.array([float(piece in preferred) for piece, _ in words.pages])


def _of_best_pages(words: DocumentWords, pages: Scores, config: FusionConfig) -> _Scores:
    """Pages that share the words of those found best: the same rule in another zone, said a little otherwise."""
    best = np.argsort(-pages, kind="stable")[: config.feedback_pages]
    on_page, in_passage = words.weighted_scores(words.telling_terms(best, config.feedback_terms))
    raw = [(Query(WORDS_OF_BEST, Side.LEXICAL), Side.LEXICAL, in_passage)]
    return _Scores(config.feedback * standardised(on_page), np.zeros(len(in_passage)), raw)


def _spoken_for(raw: Sequence[tuple[Query, Side, Scores]], count: int) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """The passages that a search by words or cue phrases found at all."""
    found = np.zeros(count, dtype=np.bool_)
    for _, _, scores in raw:
        found |= scores > 0
    return found


def expressions(query: Query) -> list[str]:
    """The expressions of a vocabulary or of a sub-question; a question or a value has none."""
    if query.origin == VOCABULARY:
        return query.text.split(" ; ")
    return query.text.split(" ; ")[1:] if query.origin == SUB_QUESTION else []
