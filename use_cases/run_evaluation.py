"""Gold files + corpus -> figures: of the answers, or of retrieval alone; runs are kept and compared."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from corpus import Corpus
from domain import Answer, ClockMode, PageStatus, Run, TracedPassage, Verdict
from domain.errors import UnknownDocument, UnknownPage, UnknownPiece
from evaluation import (
    About,
    AnnotatorAgreement,
    CellResult,
    Evaluation,
    Gold,
    RetrievalEvaluation,
    evaluate_answers,
    evaluate_cells,
    evaluate_retrieval,
    merge_gold,
    read_gold,
)
from evaluation.causes import Causes, Traced, find_causes
from evaluation.evaluation_codec import (
    decode_evaluation,
    decode_headline,
    decode_inputs,
    encode_evaluation,
    encode_inputs,
)
from evaluation.evaluation_inputs import EvaluationInputs, MadeFrom
from evaluation.gain import Gain, time_gained
from evaluation.gold_cells import CellKey, PageKey
from evaluation.run_comparison import Comparison, compare_runs
from indicator_queries import Grid, find, queries_for
from retrieval import pages
from use_cases.gold_documents import with_slugs
from use_cases.gold_pieces import with_pieces
from use_cases.gold_versions import GoldVersions
from use_cases.progress import Progress, silent

if TYPE_CHECKING:
    from retrieval import Retriever
    from use_cases.answer_indicators import Analysis

PAGE_BUDGET = 50  # the deepest recall reported
_PASSAGES = 400  # enough to rank every page of a budget, several passages a page
KIND = "evaluation"


@dataclass(frozen=True, slots=True)
class Report:
    """An evaluation with all that its report says besides the figures; ``run`` names it in the corpus."""

    run: str
    about: About
    evaluation: Evaluation
    causes: Causes
    gain: Gain
    people: AnnotatorAgreement | None = None
    """How far the annotators agree among themselves; None where one alone is known."""
    seconds: float = 0.0
    """What comparing took, all draws included; not what answering took."""


@dataclass(frozen=True, slots=True)
class KeptEvaluation:
    """An evaluation in a list: when it was made, from what, and its two headline figures."""

    id: str
    made: datetime
    inputs: EvaluationInputs
    cells: int
    verdict_accuracy: float | None


class Evaluator:
    """Compares what the corpus holds, or what retrieval finds, with a manual analysis."""

    def __init__(self, corpus: Corpus, grid: Grid, retriever: Retriever | None = None):
        """``retriever`` is needed by :meth:`score_retrieval` alone."""
        self._corpus = corpus
        self._grid = grid
        self._retriever = retriever
        self._golds = GoldVersions(corpus)

    def gold(
        self, files: Sequence[Path], documents: Sequence[str] = (), *, slugs: Mapping[str, str] | None = None
    ) -> tuple[Gold, tuple[str, ...]]:
        """Import gold files and keep what concerns these documents (those of the corpus, when none is named).

        The cells are kept in the corpus, as a version of the gold. ``slugs`` are those of documents that the files
        name otherwise.

        Returns:
            The gold, and the documents that it describes but that were not ingested.

        Raises:
            GoldError: a file has faults; nothing was imported.
            UnknownDocument: a document named is not in the corpus, or none of the gold's is.
        """
        codes = {indicator.code for indicator in self._grid.indicators}
        merged = merge_gold([read_gold(file, codes=codes) for file in files])
        gold, _ = with_pieces(self._corpus, with_slugs(self._corpus, merged, slugs))
        for slug in documents:
            self._corpus.documents.get(slug)
        wanted = documents or [slug for slug in gold.documents if self._corpus.documents.exists(slug)]
        kept = gold.only(wanted)
        if not kept.cells:
            raise UnknownDocument(
                f"Aucun document de la référence n'a été lu ({', '.join(gold.documents)}).",
                remedy="Lisez-les d'abord : biollm ingest DOSSIER --document IDENTIFIANT ; d'un dossier qui a été lu, "
                'dites l\'identifiant : --slug "NOM=IDENTIFIANT".',
            )
        self._golds.keep(kept, name=", ".join(file.name for file in files), origin="import")
        missing = () if documents else tuple(slug for slug in gold.documents if slug not in wanted)
        return kept, missing

    def unknown_pieces(self, gold: Gold) -> tuple[str, ...]:
        """Pieces that the gold names and its documents do not have: « document : piece »."""
        return with_pieces(self._corpus, gold)[1]

    def answer_missing(self, gold: Gold, analysis: Analysis, progress: Progress = silent) -> None:
        """Answer the indicators of the gold; answers already given from the same text are found again."""
        for slug in gold.documents:
            codes = [cell.indicator for cell in gold.cells if cell.document == slug]
            analysis.run(slug, codes, progress=progress)

    def score(
        self,
        gold: Gold,
        about: About,
        *,
        oracle: Mapping[CellKey, Verdict] | None = None,
        people: AnnotatorAgreement | None = None,
    ) -> Report:
        """Compare the current answers of the corpus with the gold, and keep the run with all it was made from.

        Args:
            gold: The manual analysis.
            about: What the report says of it.
            oracle: Verdicts given on the gold's own passages (see :mod:`use_cases.oracle`).
            people: Agreement of several annotators, shown beside the tool's; the cells that they see differently
                are doubtful.
        """
        started = time.perf_counter()
        self._golds.keep(gold, name=about.title, origin="import")
        answers = self._answers(gold)
        run = self._corpus.answers.start_run(
            KIND, None, encode_inputs(self._inputs(gold, about, list(answers.values())))
        )
        evaluation = evaluate_answers(gold, answers, PageTexts(self._corpus))
        causes = find_causes(
            evaluation.cells,
            self._traces(answers),
            self._readable(gold.documents),
            oracle=oracle,
            disputed=people.disputed if people else (),
            without_model={key for key, answer in answers.items() if answer.llm == "none"},
        )
        gain = self.gain(gold, machine=evaluation.overall.figures.seconds / 60)
        self._corpus.answers.finish_run(run, encode_evaluation(evaluation, causes, gain, people))
        kept = self._corpus.runs.get(KIND, run)
        seconds = time.perf_counter() - started
        return Report(run, _about(kept, self._names()), evaluation, causes, gain, people, seconds)

    def stored(self, identifier: str) -> Report:
        """A report made again from a kept run: the same cells give the same figures.

        Time is that of today's clocks, as people go on reviewing after an evaluation.

        Raises:
            UnknownRun: no evaluation has this identifier.
        """
        run = self._corpus.runs.get(KIND, identifier)
        about, kept = _about(run, self._names()), decode_evaluation(run.figures or {})
        evaluation = evaluate_cells(kept.cells, decode_inputs(run.parameters).gold)
        gain = self.gain(self._golds.get(evaluation.gold_digest), machine=evaluation.overall.figures.seconds / 60)
        return Report(run.id, about, evaluation, kept.causes, gain, kept.people)

    def runs(self) -> list[KeptEvaluation]:
        """The evaluations kept, newest first.

        Raises:
            StorageError: one was stored by a later version.
        """
        kept = []
        for run in self._corpus.runs.all(KIND):
            headline = decode_headline(run.figures or {})
            inputs = decode_inputs(run.parameters)
            kept.append(KeptEvaluation(run.id, run.started_at, inputs, headline.cells, headline.verdict_accuracy))
        return kept

    def compare(self, first: str, second: str) -> Comparison:
        """Two kept evaluations, cell by cell.

        Raises:
            UnknownRun: one of them is not kept.
            UsageError: they have no cell in common, or another gold.
        """
        return compare_runs(self._cells(first), self._cells(second))

    def gain(self, gold: Gold, machine: float) -> Gain:
        """Time gained over what was timed both in a manual annotation and with the tool. ``machine`` is in minutes."""
        times: dict[ClockMode, dict[CellKey, float]] = {ClockMode.MAIN: {}, ClockMode.ASSISTE: {}}
        wanted = set(gold.by_key())
        for clock in self._corpus.clocks.all():
            key = (clock.document, clock.indicator)
            if key in wanted and clock.seconds > 0:
                own = times[clock.mode]
                own[key] = own.get(key, 0.0) + clock.seconds / 60
        return time_gained(gold, times[ClockMode.ASSISTE], times[ClockMode.MAIN], machine)

    def score_retrieval(self, gold: Gold, progress: Progress = silent) -> RetrievalEvaluation:
        """Rank the pages of each document for each indicator of the gold, without any LLM."""
        if self._retriever is None:
            raise TypeError("score_retrieval needs a retriever")
        ranked: dict[tuple[str, str], list[tuple[str, int | None]]] = {}
        for done, cell in enumerate(gold.cells, start=1):
            indicator = find(self._grid, cell.indicator)
            hits = self._retriever.retrieve(
                queries_for(indicator), documents=[cell.document], k=_PASSAGES, kinds=indicator.where
            )
            ranked[cell.document, cell.indicator] = [(piece, page) for piece, page, _ in pages(hits, PAGE_BUDGET)]
            progress("recherche", done, len(gold.cells))
        return evaluate_retrieval(gold, ranked)

    # --- What the corpus knows ----------------------------------------------------------------------

    def _inputs(self, gold: Gold, about: About, answers: Sequence[Answer]) -> EvaluationInputs:
        made = [answer.provenance.made for answer in answers if answer.provenance.made]
        return EvaluationInputs(
            title=about.title,
            gold_note=about.gold,
            notes=tuple(about.notes),
            gold=gold.digest,
            left_out=gold.left_out,
            grid=self._grid.digest,
            documents=gold.documents,
            corpus={slug: self._corpus.texts.digest(slug) for slug in gold.documents},
            answers=len(answers),
            made_from=MadeFrom.of(made),
            seconds=sum(answer.seconds for answer in answers),
            prompt_tokens=sum(one.prompt_tokens for one in made),
            completion_tokens=sum(one.completion_tokens for one in made),
        )

    def _cells(self, identifier: str) -> tuple[CellResult, ...]:
        return decode_evaluation(self._corpus.runs.get(KIND, identifier).figures or {}).cells

    def _names(self) -> dict[str, str]:
        return {indicator.code: indicator.name for indicator in self._grid.indicators}

    def _current(self, slug: str) -> dict[str, Answer]:
        return {code: answer for code, (_, answer) in self._corpus.answers.numbered(slug).items()}

    def _answers(self, gold: Gold) -> dict[CellKey, Answer]:
        return {(slug, code): answer for slug in gold.documents for code, answer in self._current(slug).items()}

    def _traces(self, answers: Mapping[CellKey, Answer]) -> dict[CellKey, Traced]:
        """Pages of the passages that each answer's record names."""
        traces = {key: answer.provenance.trace or () for key, answer in answers.items()}
        passages = self._corpus.texts.passages_by_id(list({one.passage for trace in traces.values() for one in trace}))

        def pages_of(trace: Iterable[TracedPassage]) -> frozenset[PageKey]:
            return frozenset(
                (passage.piece, page)
                for one in trace
                if (passage := passages.get(one.passage)) is not None
                for page in _pages_between(passage.first_page, passage.last_page)
            )

        return {
            key: Traced(pages_of(trace), pages_of(one for one in trace if one.batch is not None))
            for key, trace in traces.items()
            if any(one.passage in passages for one in trace)
        }

    def _readable(self, documents: Sequence[str]) -> dict[str, frozenset[PageKey]]:
        return {
            slug: frozenset(
                (piece, page.number) for piece, page in self._corpus.texts.pages(slug) if page.status is PageStatus.READ
            )
            for slug in documents
        }


class PageTexts:
    """Texts of pages, to check quotes against; a piece without pages is read once."""

    def __init__(self, corpus: Corpus):
        self._corpus = corpus
        self._whole: dict[tuple[str, str], str | None] = {}

    def __call__(self, document: str, piece: str, page: int | None) -> str | None:
        """Text of a page, of the whole piece when it has no pages, None when there is no such page."""
        if page is not None:
            try:
                return self._corpus.texts.page(document, piece, page).page.text
            except (UnknownPage, UnknownPiece):
                return None
        if (document, piece) not in self._whole:
            texts = [found.text for name, found in self._corpus.texts.pages(document) if name == piece]
            self._whole[document, piece] = "\n".join(texts) if texts else None
        return self._whole[document, piece]


def _about(run: Run, names: Mapping[str, str]) -> About:
    inputs = decode_inputs(run.parameters)
    return About(
        title=inputs.title,
        gold=inputs.gold_note,
        run=inputs.run,
        notes=inputs.notes,
        made=_local(run.started_at),
        identifier=run.id,
        inputs=inputs,
        names=names,
    )


def _local(utc: datetime) -> datetime:
    return utc.replace(tzinfo=UTC).astimezone()


def _pages_between(first: int | None, last: int | None) -> tuple[int | None, ...]:
    return (None,) if first is None or last is None else tuple(range(first, last + 1))
