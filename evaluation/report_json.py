"""The whole report of an evaluation as JSON, in its file and in the API."""

from __future__ import annotations

from pydantic import BaseModel

from domain import Verdict
from evaluation.agreement import Agreement, agreement
from evaluation.annotators import AnnotatorAgreement
from evaluation.causes import Causes
from evaluation.cell_results import CellResult
from evaluation.evaluate import Evaluation
from evaluation.evaluation_inputs import EvaluationInputs
from evaluation.figure_wording import in_order
from evaluation.gain import Gain
from evaluation.gold_cells import PageKey
from evaluation.outcome_json import OutcomeJson
from evaluation.report_about import About


class AboutJson(BaseModel):
    """What a report says of itself; ``parameters`` is what a kept evaluation was made from."""

    title: str
    gold: str
    run: str
    identifier: str
    notes: tuple[str, ...]
    parameters: EvaluationInputs | None
    made: str

    @classmethod
    def of(cls, about: About) -> AboutJson:
        """The JSON of what a report says of itself."""
        return cls(
            title=about.title,
            gold=about.gold,
            run=about.run,
            identifier=about.identifier,
            notes=tuple(about.notes),
            parameters=about.inputs,
            made=about.made_at().isoformat(timespec="seconds"),
        )


class PageJson(BaseModel):
    """A page of a piece; null for a piece without pages."""

    piece: str
    page: int | None


class CellJson(BaseModel):
    """A cell: both verdicts, how they agree, pages, quotes and values."""

    document: str
    indicator: str
    gold: Verdict
    answer: Verdict | None
    agreement: Agreement
    confidence: float | None
    doubtful: bool
    gold_pages: list[PageJson]
    cited_pages: list[PageJson]
    quotes: int
    verbatim: int
    gold_values: int
    value_hits: int
    seconds: float
    minutes_by_hand: float | None

    @classmethod
    def of(cls, cell: CellResult) -> CellJson:
        """The JSON of a cell."""
        return cls(
            document=cell.document,
            indicator=cell.indicator,
            gold=cell.gold,
            answer=cell.answer,
            agreement=agreement(cell),
            confidence=cell.confidence,
            doubtful=cell.doubtful,
            gold_pages=_pages(cell.gold_pages(2)),
            cited_pages=_pages(cell.cited),
            quotes=len(cell.citations),
            verbatim=sum(citation.verbatim for citation in cell.citations),
            gold_values=cell.gold_values,
            value_hits=cell.value_hits,
            seconds=cell.seconds,
            minutes_by_hand=cell.minutes,
        )


class ReportJson(OutcomeJson):
    """The whole report: what it says of itself, figures, causes, time, annotators and cells."""

    about: AboutJson
    cells: list[CellJson]

    @classmethod
    def of_report(
        cls, evaluation: Evaluation, about: About, causes: Causes, gain: Gain, people: AnnotatorAgreement | None
    ) -> ReportJson:
        """The JSON of a report."""
        return cls(
            **dict(OutcomeJson.of_outcome(evaluation, causes, gain, people)),
            about=AboutJson.of(about),
            cells=[CellJson.of(cell) for cell in evaluation.cells],
        )


def _pages(pages: frozenset[PageKey]) -> list[PageJson]:
    return [PageJson(piece=piece, page=page) for piece, page in in_order(pages)]
