"""What explains an evaluation, as JSON: causes, time, agreement of the annotators."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import BaseModel

from domain import Verdict
from evaluation.annotators import AnnotatorAgreement, PairAgreement
from evaluation.causes import Cause, Causes, WrongCell
from evaluation.cell_results import CellResult
from evaluation.evaluate import Evaluation
from evaluation.figures_json import EvaluationJson
from evaluation.gain import Gain
from evaluation.gold_cells import CellKey
from evaluation.intervals import Interval


class WrongCellJson(BaseModel):
    """A wrong cell and its cause; ``oracle`` is the verdict given on the gold's own passages, if asked."""

    document: str
    indicator: str
    cause: Cause
    label: str
    oracle: Verdict | None
    explanation: str

    @classmethod
    def of(cls, wrong: WrongCell) -> WrongCellJson:
        """The JSON of a wrong cell."""
        return cls(
            document=wrong.cell.document,
            indicator=wrong.cell.indicator,
            cause=wrong.cause,
            label=wrong.cause.label,
            oracle=wrong.oracle,
            explanation=wrong.explanation,
        )


class CausesJson(BaseModel):
    """Wrong cells by cause, the most frequent first."""

    cells: int
    wrong: int
    with_oracle: int
    counts: dict[Cause, int]
    wrong_cells: list[WrongCellJson]

    @classmethod
    def of(cls, causes: Causes) -> CausesJson:
        """The JSON of causes."""
        return cls(
            cells=causes.cells,
            wrong=len(causes.found),
            with_oracle=causes.with_oracle,
            counts=causes.counts,
            wrong_cells=[WrongCellJson.of(wrong) for wrong in causes.found],
        )

    def beside(self, cells: Mapping[CellKey, CellResult]) -> Causes:
        """The causes put beside their cells again."""
        return Causes(
            tuple(
                WrongCell(cells[one.document, one.indicator], one.cause, one.oracle, one.explanation)
                for one in self.wrong_cells
            ),
            self.cells,
            self.with_oracle,
        )


class TimeJson(BaseModel):
    """Time gained; minutes."""

    pairs: int
    documents: int
    median: float | None
    interval: Interval | None
    whole: float | None
    minutes_by_hand: float
    minutes_assisted: float
    longer: int
    minutes_machine: float
    only_by_hand: int
    only_assisted: int

    @classmethod
    def of(cls, gain: Gain) -> TimeJson:
        """The JSON of time gained."""
        return cls(
            pairs=len(gain.pairs),
            documents=len({pair.document for pair in gain.pairs}),
            median=gain.median,
            interval=gain.interval,
            whole=gain.whole,
            minutes_by_hand=gain.by_hand,
            minutes_assisted=gain.assisted,
            longer=gain.longer,
            minutes_machine=gain.machine,
            only_by_hand=gain.only_by_hand,
            only_assisted=gain.only_assisted,
        )


class CellKeyJson(BaseModel):
    """A cell by its document and indicator."""

    document: str
    indicator: str


class PairJson(BaseModel):
    """Two annotators over the cells that both annotated."""

    annotators: tuple[str, str]
    n: int
    same: float | None
    kappa: float | None
    kappa_weighted: float | None
    ac1: float | None
    pages: float | None
    intervals: dict[str, Interval | None]

    @classmethod
    def of(cls, pair: PairAgreement) -> PairJson:
        """The JSON of a pair."""
        return cls(
            annotators=(pair.left, pair.right),
            n=pair.n,
            same=pair.same,
            kappa=pair.kappa,
            kappa_weighted=pair.kappa_weighted,
            ac1=pair.ac1,
            pages=pair.pages,
            intervals=dict(pair.intervals),
        )

    def value(self) -> PairAgreement:
        """The pair again."""
        left, right = self.annotators
        return PairAgreement(
            left, right, self.n, self.same, self.kappa, self.kappa_weighted, self.ac1, self.pages, self.intervals
        )


class AnnotatorsJson(BaseModel):
    """How far the annotators agree among themselves."""

    annotators: tuple[str, ...]
    pairs: tuple[PairJson, ...]
    alpha: float | None
    alpha_interval: Interval | None
    n: int
    disputed: tuple[CellKeyJson, ...]

    @classmethod
    def of(cls, people: AnnotatorAgreement) -> AnnotatorsJson:
        """The JSON of an agreement."""
        return cls(
            annotators=people.annotators,
            pairs=tuple(PairJson.of(pair) for pair in people.pairs),
            alpha=people.alpha,
            alpha_interval=people.alpha_interval,
            n=people.n,
            disputed=tuple(CellKeyJson(document=slug, indicator=code) for slug, code in people.disputed),
        )

    def value(self) -> AnnotatorAgreement:
        """The agreement again."""
        return AnnotatorAgreement(
            self.annotators,
            tuple(pair.value() for pair in self.pairs),
            self.alpha,
            self.alpha_interval,
            self.n,
            tuple((one.document, one.indicator) for one in self.disputed),
        )


class OutcomeJson(EvaluationJson):
    """An evaluation with what explains it: causes, time, agreement of the annotators."""

    causes: CausesJson
    time: TimeJson
    annotators: AnnotatorsJson | None

    @classmethod
    def of_outcome(
        cls, evaluation: Evaluation, causes: Causes, gain: Gain, people: AnnotatorAgreement | None
    ) -> OutcomeJson:
        """The JSON of what an evaluation came to."""
        return cls(
            **dict(EvaluationJson.of(evaluation)),
            causes=CausesJson.of(causes),
            time=TimeJson.of(gain),
            annotators=AnnotatorsJson.of(people) if people else None,
        )
