"""The oracle run: the model is given the gold's own passages, so that what is left is its reading."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from answering import PROMPT_VERSION, Answerer, Profile
from answering.llm import ChatBackend
from corpus import Corpus
from domain import Hit, PieceKind, Query, Verdict
from domain.identity import digest_of
from evaluation import CellResult, Gold
from evaluation.gold_cells import CellKey, PageKey
from evaluation.study_codec import TrialAnswer, decode_trial, encode_trial
from indicator_queries import Grid, find, queries_for
from languages import Language
from use_cases.document_context import context_of
from use_cases.progress import Progress, silent

KIND = "oracle"


class GoldPassages:
    """A retriever that returns the passages of given pages and nothing else, in the order of the pieces."""

    def __init__(self, corpus: Corpus, pages: frozenset[PageKey]):
        self._corpus = corpus
        self._pages = pages

    def retrieve(
        self,
        queries: Sequence[Query],  # noqa: ARG002 - the gold already knows where to look
        *,
        documents: Sequence[str],
        k: int,
        kinds: Sequence[PieceKind] = (),  # noqa: ARG002
        relevance: Mapping[str, float] | None = None,  # noqa: ARG002
        without: Collection[PieceKind] = (),
    ) -> list[Hit]:
        """The passages that stand on the pages, at most ``k``."""
        found = [
            Hit(passage, 1.0)
            for slug in documents
            for passage in self._corpus.texts.passages(slug)
            if passage.piece_kind not in without
            and any(
                piece == passage.piece
                and (page is None or (passage.first_page or 0) <= page <= (passage.last_page or -1))
                for piece, page in self._pages
            )
        ]
        return found[:k]


def oracle_verdicts(
    corpus: Corpus,
    grid: Grid,
    backend: ChatBackend,
    profile: Profile,
    gold: Gold,
    wrong: Sequence[CellResult],
    language: Language,
    progress: Progress = silent,
) -> dict[CellKey, Verdict]:
    """What the model says of wrong cells when it reads the gold's passages (pertinence 2 and 3).

    Cells whose gold has no page have no oracle. Each answer is kept as soon as it is made, apart from the
    document's answers, and found again.

    Raises:
        ModelError: the LLM failed; what was made before is kept.
    """
    cells = gold.by_key()
    asked = [key for cell in wrong if cells[key := (cell.document, cell.indicator)].pages(2)]
    verdicts: dict[CellKey, Verdict] = {}
    for done, key in enumerate(asked):
        progress("passages de la référence", done, len(asked))
        slug, code = key
        pages = cells[key].pages(2)
        indicator = find(grid, code)
        context = context_of(corpus, slug, grid.digest, language)
        name = digest_of(
            (KIND, context.corpus_hash, indicator.identity, repr(profile), PROMPT_VERSION, backend.card.name,
             backend.card.digest or "", repr(sorted(pages, key=str)))
        )  # fmt: skip
        stored = corpus.runs.trial(name)
        if stored is None:
            answerer = Answerer(corpus.texts, GoldPassages(corpus, pages), backend, profile, language)
            answer = answerer.answer_indicator(slug, indicator, queries_for(indicator), context=context)
            kept = TrialAnswer.of(answer)
            corpus.runs.put_trial(
                name, kind=KIND, document=slug, indicator=code, variant=KIND, answer=encode_trial(kept)
            )
        else:
            kept = decode_trial(stored)
        verdicts[key] = kept.verdict
    progress("passages de la référence", len(asked), len(asked))
    return verdicts
