"""The shapes of requests and responses about evaluations, the gold and time."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, Field

from api.moments import Moment
from api.request_base import Request
from domain import Clock, ClockMode, ClockState, GoldDetails, GoldVersion
from evaluation import ReportJson
from evaluation.evaluation_inputs import EvaluationInputs
from settings import ProfileName
from use_cases.gold_documents import NamedDocument
from use_cases.run_evaluation import KeptEvaluation, Report


class EvaluationRequest(Request):
    """What to compare: the current answers with a version of the gold kept before."""

    gold: Annotated[str, Field(min_length=4, description="Empreinte de la référence, ou son début.")]
    documents: list[str] = Field(default=[], description="Vide : ceux de la référence qui sont dans le corpus.")
    gold_note: str | None = Field(None, max_length=2000, description="Comment la référence a été faite.")


class ComparisonRequest(EvaluationRequest):
    """A comparison that may first ask the model what is missing."""

    profile: ProfileName | None = None
    answer_missing: bool = Field(True, description="Demander d'abord les réponses qui manquent.")
    oracle: bool = Field(False, description="Redonner au modèle les passages de la référence, pour les cases fausses.")


class RunView(BaseModel):
    """An evaluation kept, with what it was made from and its headline figures."""

    id: str
    made: Moment
    parameters: EvaluationInputs
    cells: int
    verdict_accuracy: float | None

    @classmethod
    def of(cls, kept: KeptEvaluation) -> RunView:
        """The public side of a kept evaluation."""
        return cls(
            id=kept.id,
            made=kept.made,
            parameters=kept.inputs,
            cells=kept.cells,
            verdict_accuracy=kept.verdict_accuracy,
        )


class EvaluationView(ReportJson):
    """An evaluation: all figures, causes, time and cells."""

    id: str

    @classmethod
    def of_run(cls, done: Report) -> EvaluationView:
        """The public side of an evaluation."""
        report = ReportJson.of_report(done.evaluation, done.about, done.causes, done.gain, done.people)
        return cls(**dict(report), id=done.run)


class GoldView(BaseModel):
    """A version of the manual analysis."""

    digest: str
    name: str
    origin: str
    cells: int
    details: GoldDetails
    created_at: Moment

    @classmethod
    def of(cls, version: GoldVersion) -> GoldView:
        """The public side of a version."""
        return cls.model_validate(version, from_attributes=True)


class GoldImported(BaseModel):
    """What an import kept; ``blank`` counts the rows of a template that nobody filled."""

    digest: str
    cells: int
    documents: list[str]
    annotators: list[str]
    doubtful: int
    timed: int
    blank: int
    unknown_pieces: list[str] = Field(
        default=[], description="Pièces que les dossiers n'ont pas (« dossier : pièce »)."
    )


class GoldName(BaseModel):
    """A document as a gold file names it: ``document`` is the one of that identifier, ``guess`` the likeliest else."""

    name: str
    cells: int
    document: str | None
    guess: str | None

    @classmethod
    def of(cls, named: NamedDocument) -> GoldName:
        """The public side of a name."""
        return cls(name=named.name, cells=named.cells, document=named.slug, guess=named.guess)


class ClockStart(Request):
    """Who works on the cell, and how: from the document alone (main) or from the tool's answer (assiste)."""

    person: Annotated[str, Field(max_length=100)] = ""
    mode: ClockMode = ClockMode.ASSISTE


class ClockView(BaseModel):
    """A clock as it stands now. ``idle_after`` is the number of seconds without a heartbeat that pause it."""

    id: str
    document: str
    indicator: str
    person: str
    mode: ClockMode
    state: ClockState
    seconds: float
    idle_stops: int
    idle_after: float
    started_at: Moment
    stopped_at: Moment | None

    @classmethod
    def of(cls, clock: Clock, idle_after: float) -> ClockView:
        """The public side of a clock."""
        return cls(
            id=clock.id,
            document=clock.document,
            indicator=clock.indicator,
            person=clock.person,
            mode=clock.mode,
            state=clock.state,
            seconds=clock.seconds,
            idle_stops=clock.idle_stops,
            idle_after=idle_after,
            started_at=clock.started_at,
            stopped_at=clock.stopped_at,
        )
