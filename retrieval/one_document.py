"""Exact scores of all passages and pages of one document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from corpus.types import SUB_QUESTION, VOCABULARY, PieceKind, Query, Side
from retrieval.fusion import FusionConfig, Scores, best_mean, standardised
from retrieval.words import DocumentWords
from vectorstore.french import FrenchAnalyser

#: What the trace says of passages that a language model marked.
READ_BY_MODEL = "lecture de chaque passage par le modèle"


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
    analyser: FrenchAnalyser,
    queries: Sequence[Query],
    cosines: Scores,
    kinds: Sequence[PieceKind],
    config: FusionConfig,
    marks: Scores | None = None,
) -> DocumentScores:
    """Score a document for a set of queries.

    Args:
        words: The document's words.
        analyser: The rules for words.
        queries: What to look for; those of the lexical side are searched here.
        cosines: Shape (passages, dense queries), in the order of the dense queries.
        kinds: Kinds of piece to prefer.
        config: The weights.
        marks: What a language model made of each passage, shape (passages,); None where it read none.
    """
    lexical = [query for query in queries if query.asks_words]
    dense = [query for query in queries if query.asks_meaning]
    raw: list[tuple[Query, Side, Scores]] = []
    on_pages, in_passages = np.zeros(len(words.pages)), np.zeros(len(words.passages))
    parts: list[Scores] = []
    for query in lexical:
        terms = analyser.query_terms(query.text)
        own = words.passage_scores(terms)
        raw.append((query, Side.LEXICAL, own))
        if query.origin == SUB_QUESTION:
            parts.append(words.page_scores(terms))
            in_passages += config.sub_questions * query.weight * own
        else:
            in_passages += query.weight * own
            on_pages += query.weight * words.page_scores(terms)
    raw.extend((query, Side.DENSE, cosines[:, column]) for column, query in enumerate(dense))

    pages = config.words * standardised(on_pages)
    if parts:
        best = best_mean(standardised(np.array(parts).T), config.best_sub_questions)
        pages = pages + config.sub_questions * standardised(best)
    together = [analyser.query_terms(text) for query in lexical for text in expressions(query)]
    pages = pages + config.near * standardised(words.expression_page_scores(together))
    passages = config.passage_words * standardised(in_passages)
    signed = [query for query in queries if query.side is Side.SIGNS]
    if signed:
        found_on, found_in = np.zeros(len(words.pages)), np.zeros(len(words.passages))
        for query in signed:
            on_page, in_passage = words.sign_scores(query.groups, query.unless)
            raw.append((query, Side.SIGNS, in_passage))
            found_on += query.weight * on_page
            found_in += query.weight * in_passage
        pages = pages + config.signs * standardised(found_on)
        passages = passages + config.passage_signs * standardised(found_in)
    if dense:
        weight = config.dense_weight(queries, config.dense)
        near = best_mean(standardised(cosines), config.best_queries)
        pages = pages + weight * standardised(words.best_of_passages(near))
        passages = passages + weight * standardised(near)
    if marks is not None:
        raw.append((Query(READ_BY_MODEL, Side.MODEL), Side.MODEL, marks))
        pages = pages + config.marked * standardised(words.best_of_passages(standardised(marks)))
        passages = passages + config.marked * standardised(marks)
    preferred = {passage.piece for passage in words.passages if passage.piece_kind in set(kinds)}
    pages = pages + config.kind * np.array([float(piece in preferred) for piece, _ in words.pages])
    found = np.ones(len(in_passages), dtype=np.bool_) if dense else in_passages > 0
    return DocumentScores(passages + words.best_of_pages(pages), pages, raw, found)


def expressions(query: Query) -> list[str]:
    """The expressions of a vocabulary or of a sub-question; a question or a value has none."""
    if query.origin == VOCABULARY:
        return query.text.split(" ; ")
    return query.text.split(" ; ")[1:] if query.origin == SUB_QUESTION else []
