"""The shapes of requests and responses, as OpenAPI shows them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from api.moments import Moment
from api.question_views import ComposedView
from api.value_schemas import ValueView
from domain import (
    Answer,
    AnswersResult,
    DocumentKind,
    EvaluationResult,
    IngestResult,
    Job,
    JobFailure,
    JobStatus,
    LearnResult,
    PageKind,
    PageStatus,
    PieceKind,
    Procedure,
    QuestionKind,
    ReadingProtocol,
    Stage,
    StoredPage,
    StudyResult,
    Verdict,
)
from domain.territories import DEPARTMENTS
from exports import answer_to_json
from settings import ProfileName
from use_cases.guess_description import Guess, GuessReason
from use_cases.reading_json import AsideTextJson, LedgerEntryJson
from use_cases.reading_report import aside_texts
from use_cases.search_passages import DocumentBounds

Day = date  # a field named « date » would hide its type


class Request(BaseModel):
    """What every request shares: no unknown field, no blank around texts, no infinite number."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True, allow_inf_nan=False)


class RunRequest(Request):
    """Which indicators to answer, and how deep to read."""

    indicators: list[str] = Field(default=[], description="Codes ; vide : toute la grille.")
    profile: ProfileName | None = None
    fresh: bool = Field(False, description="Refaire les réponses déjà données.")


class QuestionRequest(Request):
    """A free question."""

    question: Annotated[str, Field(min_length=3, max_length=2000)]
    profile: ProfileName | None = None
    fresh: bool = False
    before: list[Annotated[str, Field(max_length=2000)]] = Field(
        default=[], max_length=20, description="Questions posées avant, si celle-ci en est la suite."
    )
    kind: QuestionKind | None = Field(None, description="Ce que demande la question ; vide : dit par ses mots.")
    scope: Annotated[str, Field(max_length=200)] | None = Field(
        None, description="Où elle cherche : « zone N-3, article 13 » ; vide : dit par ses mots."
    )


class PlaceRequest(Request):
    """Where the documents of a request lie; left empty, anywhere."""

    department: str = Field("", max_length=3, description="Documents de ce département (code, par exemple 34 ou 2A).")
    region: str = Field("", max_length=2, description="Documents de cette région (code INSEE, par exemple 76).")
    territory: str = Field("", max_length=300, description="Documents dont le territoire a ces mots dans son nom.")

    @property
    def bounds(self) -> DocumentBounds:
        """Which documents are asked for."""
        return DocumentBounds(department=self.department, region=self.region, territory=self.territory)


class QuestionOverRequest(QuestionRequest, PlaceRequest):
    """A free question over several documents."""

    documents: list[str] = Field(default=[], max_length=100, description="Identifiants ; vide : tous les documents.")


class SearchRequest(PlaceRequest):
    """A text to look for."""

    text: Annotated[str, Field(max_length=2000)] = ""
    indicator: str | None = Field(None, description="Code d'un indicateur : ses requêtes sont posées.")
    documents: list[str] = Field(default=[], description="Identifiants ; vide : tous les documents.")
    k: Annotated[int, Field(ge=1, le=200)] = 10
    pieces: list[str] = Field(default=[], description="Noms de pièces ; vide : toutes.")
    kinds: list[PieceKind] = Field(default=[], description="Natures de pièce ; vide : toutes.")
    section: str = Field("", max_length=200, description="Mots d'un titre au-dessus du passage.")
    after: date | None = Field(None, description="Documents datés de ce jour ou d'après.")
    before: date | None = Field(None, description="Documents datés de ce jour ou d'avant.")

    @property
    def bounds(self) -> DocumentBounds:
        """Which documents are asked for."""
        return replace(super().bounds, after=self.after, before=self.before)


class ExactRequest(SearchRequest):
    """A text to look for as it was typed."""

    include_hidden: bool = Field(
        default=False,
        description="Aussi le texte non visible ou barré, à part, avec la raison : il n'est jamais cité.",
    )


class PieceChange(Request):
    """What a person corrects of a piece."""

    kind: PieceKind


def _known_department(code: str) -> str:
    if code not in DEPARTMENTS:
        raise ValueError(f"« {code} » n'est pas le code d'un département")
    return code


Department = Annotated[str, Field(max_length=3), AfterValidator(_known_department)]


class DocumentChange(Request):
    """What a person corrects of a description; only what is given changes."""

    title: Annotated[str, Field(max_length=300)] | None = None
    kind: DocumentKind | None = None
    territory: Annotated[str, Field(max_length=300)] | None = None
    stage: Stage | None = None
    date: Day | None = None
    plan: Annotated[str, Field(max_length=100)] | None = None
    version: Annotated[str, Field(max_length=100)] | None = None
    procedure: Procedure | None = None
    procedure_number: Annotated[int, Field(ge=1, le=999)] | None = None
    scope: Annotated[str, Field(max_length=1000)] | None = None
    identifier: Annotated[str, Field(max_length=100)] | None = Field(None, description="IDURBA, identifiant du CNIG.")
    authority: Annotated[str, Field(pattern=r"^(?:\d{9}|\d{5}|2[AB]\d{3})?$")] | None = Field(
        None, description="SIREN de la collectivité, ou code INSEE de la commune dont c'est le plan."
    )
    communes: (
        Annotated[list[Annotated[str, Field(pattern=r"^(?:\d{5}|2[AB]\d{3})$")]], Field(max_length=2000)] | None
    ) = Field(None, description="Codes INSEE ; ils disent le département et la région.")
    departments: Annotated[list[Department], Field(max_length=20)] | None = Field(
        None, description="Codes de départements, quand les communes ne sont pas connues."
    )


class RenameRequest(Request):
    """The slug that a document is to have."""

    slug: Annotated[str, Field(min_length=1, max_length=100)]


class GuessRequest(Request):
    """Names of files, as they were chosen."""

    names: Annotated[list[Annotated[str, Field(max_length=300)]], Field(max_length=500)]


class GuessReasonView(BaseModel):
    """What tells a field, or that the names do not."""

    field: str = Field(description="title, kind, stage, date, territory.")
    reason: str


class GuessView(BaseModel):
    """What they tell; null where they tell nothing."""

    slug: str | None
    title: str | None
    kind: DocumentKind | None
    stage: Stage | None
    date: Day | None
    territory: str | None
    procedure: Procedure | None
    procedure_number: int | None
    reasons: list[GuessReasonView] = []

    @classmethod
    def of(cls, guess: Guess, reasons: Sequence[GuessReason]) -> GuessView:
        """The shape of a guess and of its reasons."""
        said = [GuessReasonView(field=one.field, reason=one.reason) for one in reasons]
        return cls.model_validate(guess, from_attributes=True).model_copy(update={"reasons": said})


class SentenceView(BaseModel):
    """A sentence of a page; offsets are in the page's text."""

    position: int
    start: int
    end: int
    text: str
    row: str | None = Field(None, description="Ligne de tableau, chaque cellule avec le nom de sa colonne.")


class BoxView(BaseModel):
    """A rectangle in points from the top left corner of the page."""

    x0: float
    y0: float
    x1: float
    y1: float


class SentenceBoxes(BaseModel):
    """Where a sentence stands on its page: one rectangle a line."""

    position: int
    boxes: list[BoxView]


class PageView(BaseModel):
    """A page: its physical number, printed label, text and sentences."""

    document: str
    piece: str
    page: int | None
    label: str | None
    status: PageStatus
    reason: str | None
    kind: PageKind
    triage: str | None = Field(None, description="Les mesures qui ont décidé de la nature de la page.")
    confidence: float | None = Field(None, description="De 0 à 1, pour une page lue par reconnaissance de caractères.")
    removed: list[str] = Field(
        default=[], description="Lignes lues et non citées : en-têtes, pieds de page, parties jamais citées."
    )
    tables: list[str] = Field(default=[], description="Les tableaux de la page, en HTML.")
    text: str
    sentences: list[SentenceView]
    ledger: list[LedgerEntryJson] = Field(description="Ce qu'il y avait sur la page et ce qui en a été fait.")
    set_aside: list[AsideTextJson] = Field(description="Les textes de la page jamais cités, avec la raison.")

    @classmethod
    def of(cls, stored: StoredPage) -> PageView:
        """The public side of a page."""
        page = stored.page
        return cls(
            document=stored.document,
            piece=stored.piece,
            page=page.number,
            label=page.label,
            status=page.status,
            reason=page.reason,
            kind=page.kind,
            triage=page.triage,
            confidence=page.confidence,
            removed=list(page.removed),
            tables=[table.html for table in page.tables],
            text=page.text,
            sentences=[
                SentenceView(
                    position=sentence.position,
                    start=sentence.start,
                    end=sentence.end,
                    text=sentence.text,
                    row=sentence.row,
                )
                for sentence in stored.sentences
            ],
            ledger=[LedgerEntryJson.of(entry) for entry in page.ledger],
            set_aside=[AsideTextJson.of(one) for one in aside_texts(page)],
        )


class CitedPartView(BaseModel):
    """The part of a sentence on the page before or after that of its citation, word for word."""

    page: int | None
    label: str | None
    quote: str


class CitationView(BaseModel):
    """A verbatim quote and where it stands; ``confidence`` is that of a page read by character recognition.

    ``before`` and ``after`` are there where a sentence goes on over the end of its page, ``whole`` is that sentence.
    """

    document: str
    piece: str
    page: int | None
    label: str | None
    quote: str
    confidence: float | None = None
    before: CitedPartView | None = None
    after: CitedPartView | None = None
    whole: str | None = Field(None, description="La phrase entière, si elle se poursuit sur une autre page.")
    pages: str | None = Field(None, description="Ses pages, par exemple « 12-13 ».")


class SearchedView(BaseModel):
    """What was looked at for an answer."""

    queries: list[str]
    passages: int
    pieces: list[str]
    best_score: float | None
    left_out: int
    pages_unread: list[str]


class AnswerView(BaseModel):
    """An answer to an indicator or to a free question."""

    document: str
    indicator: str | None
    question: str | None = None
    composed: ComposedView | None = None
    verdict: Verdict
    values: list[ValueView]
    rationale: str
    citations: list[CitationView]
    searched: SearchedView
    warnings: list[str]
    llm: str
    protocol: ReadingProtocol = Field(
        description="Comment le texte a été lu : packets (paquets de phrases), sentences (phrase par phrase), rules."
    )
    way: str = Field(description="La même chose en français, l'outil entraîné sans modèle distingué des règles.")
    seconds: float

    @classmethod
    def of(cls, answer: Answer) -> AnswerView:
        """The public side of an answer."""
        return cls.model_validate(answer_to_json(answer))


class JobView(BaseModel):
    """Long work: ``done`` of ``total`` units of the current ``stage``, which may end in ``seconds_left``."""

    id: str
    kind: str = Field(description="ingest, answer, sample, evaluate, study, learn.")
    title: str
    touches: list[str] = Field(description="Documents employés : aucun ne peut être supprimé ni changé d'ici la fin.")
    status: JobStatus
    stage: str | None
    done: int
    total: int
    seconds_left: int | None = Field(None, description="Estimation pour l'étape en cours.")
    result: IngestResult | AnswersResult | EvaluationResult | StudyResult | LearnResult | None
    error: JobFailure | None
    created_at: Moment
    started_at: Moment | None
    finished_at: Moment | None

    @classmethod
    def of(cls, job: Job) -> JobView:
        """The public side of a job."""
        return cls(
            id=job.id,
            kind=job.kind,
            title=job.title,
            touches=list(job.request.touches),
            status=job.status,
            stage=job.stage,
            done=job.done,
            total=job.total,
            seconds_left=_seconds_left(job),
            result=job.result,
            error=job.error,
            created_at=job.created_at,
            started_at=job.started_at,
            finished_at=job.finished_at,
        )


def _seconds_left(job: Job) -> int | None:
    """What is left of the stage at the pace of what is done of it; None when nothing tells."""
    if job.status is not JobStatus.RUNNING or job.stage_started_at is None or not job.done or not job.total:
        return None
    spent = (datetime.now(UTC).replace(tzinfo=None) - job.stage_started_at).total_seconds()
    return max(0, round(spent * (job.total - job.done) / job.done))


class HealthView(BaseModel):
    """Whether the service can work."""

    status: Literal["ok", "trouble"]
    version: str
    documents: int | None = Field(None, description="Nombre de documents lus ; absent pour qui ne donne pas la clé.")
    trouble: str | None = Field(None, description="Ce qui empêche le traitement des tâches, en clair.")
    preparing: str | None = Field(None, description="Ce que le service charge encore après son démarrage, en clair.")
