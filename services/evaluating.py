"""Gold files + corpus -> figures: of the answers, or of retrieval alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from corpus import Corpus
from corpus.errors import UnknownDocument, UnknownPage, UnknownPiece
from corpus.types import Annotation
from evaluation import (
    Evaluation,
    Gold,
    RetrievalEvaluation,
    evaluate_answers,
    evaluate_retrieval,
    merge_gold,
    read_gold,
)
from indicator_queries import Grid, find, queries_for
from retrieval import Retriever, pages
from services.analysis import Analysis
from services.progress import Progress, silent

PAGE_BUDGET = 40  # the deepest recall reported
_PASSAGES = 400  # enough to rank every page of a budget, several passages a page


class Evaluator:
    """Compares what the corpus holds, or what retrieval finds, with a manual analysis."""

    def __init__(self, corpus: Corpus, grid: Grid, retriever: Retriever):
        self._corpus = corpus
        self._grid = grid
        self._retriever = retriever

    def gold(self, files: Sequence[Path], documents: Sequence[str] = ()) -> tuple[Gold, tuple[str, ...]]:
        """Import gold files and keep what concerns these documents (those of the corpus, when none is named).

        The cells are kept in the corpus as annotations.

        Returns:
            The gold, and the documents that it describes but that were not ingested.

        Raises:
            GoldError: a file has faults; nothing was imported.
            UnknownDocument: a document named is not in the corpus, or none of the gold's is.
        """
        codes = {indicator.code for indicator in self._grid.indicators}
        gold = merge_gold([read_gold(file, codes=codes) for file in files])
        for slug in documents:
            self._corpus.documents.get(slug)
        wanted = documents or [slug for slug in gold.documents if self._corpus.documents.exists(slug)]
        kept = gold.only(wanted)
        if not kept.cells:
            raise UnknownDocument(
                f"Aucun document de la référence n'a été lu ({', '.join(gold.documents)}).",
                remedy="Lisez-les d'abord : biollm ingest DOSSIER --document IDENTIFIANT.",
            )
        self._corpus.answers.put_annotations(kept.digest, _annotations(kept))
        missing = () if documents else tuple(slug for slug in gold.documents if slug not in wanted)
        return kept, missing

    def answer_missing(self, gold: Gold, analysis: Analysis, progress: Progress = silent) -> None:
        """Answer the indicators of the gold; answers already given from the same text are found again."""
        for slug in gold.documents:
            codes = [cell.indicator for cell in gold.cells if cell.document == slug]
            analysis.run(slug, codes, progress=progress)

    def score(self, gold: Gold) -> Evaluation:
        """Compare the current answers of the corpus with the gold, and record the run."""
        run = self._corpus.answers.start_run("evaluation", None, {"gold": gold.digest, "grid": self._grid.digest})
        answers = {
            (slug, answer.indicator): answer
            for slug in gold.documents
            for answer in self._corpus.answers.current(slug)
            if answer.indicator is not None
        }
        result = evaluate_answers(gold, answers, self.page_text)
        self._corpus.answers.finish_run(run, result.overall.figures.to_json())
        return result

    def score_retrieval(self, gold: Gold, progress: Progress = silent) -> RetrievalEvaluation:
        """Rank the pages of each document for each indicator of the gold, without any LLM."""
        ranked: dict[tuple[str, str], list[tuple[str, int | None]]] = {}
        for done, cell in enumerate(gold.cells, start=1):
            indicator = find(self._grid, cell.indicator)
            hits = self._retriever.retrieve(
                queries_for(indicator), documents=[cell.document], k=_PASSAGES, kinds=indicator.where
            )
            ranked[cell.document, cell.indicator] = [(piece, page) for piece, page, _ in pages(hits, PAGE_BUDGET)]
            progress("recherche", done, len(gold.cells))
        return evaluate_retrieval(gold, ranked)

    def page_text(self, document: str, piece: str, page: int | None) -> str | None:
        """Text of a page, of the whole piece when it has no pages, None when there is no such page."""
        try:
            if page is not None:
                return self._corpus.texts.page(document, piece, page).page.text
        except (UnknownPage, UnknownPiece):
            return None
        texts = [found.text for name, found in self._corpus.texts.pages(document) if name == piece]
        return "\n".join(texts) if texts else None


def _annotations(gold: Gold) -> list[Annotation]:
    return [
        Annotation(
            document=cell.document,
            indicator=cell.indicator,
            annotator=cell.annotator or "",
            verdict=cell.verdict,
            minutes=cell.minutes,
            content={
                "values": [asdict(value) for value in cell.values],
                "evidence": [asdict(item) for item in cell.evidence],
                "doubtful": cell.doubtful,
            },
        )
        for cell in gold.cells
    ]
