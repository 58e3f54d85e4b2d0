"""The shapes of requests and responses, as OpenAPI shows them."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from corpus.types import DocumentKind, Job, JobStatus, PageStatus, PieceKind, Side, Stage, Verdict
from settings import ProfileName


class _Request(BaseModel):
    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)


class RunRequest(_Request):
    """Which indicators to answer, and how deep to read."""

    indicators: list[str] = Field(default=[], description="Codes ; vide : toute la grille.")
    profile: ProfileName | None = None
    fresh: bool = Field(False, description="Refaire les réponses déjà données.")


class QuestionRequest(_Request):
    """A free question."""

    question: Annotated[str, Field(min_length=3, max_length=2000)]
    profile: ProfileName | None = None
    fresh: bool = False
    before: list[Annotated[str, Field(max_length=2000)]] = Field(
        default=[], max_length=20, description="Questions posées avant, si celle-ci en est la suite."
    )


class QuestionOverRequest(QuestionRequest):
    """A free question over several documents."""

    documents: list[str] = Field(default=[], max_length=100, description="Identifiants ; vide : tous les documents.")


class SearchRequest(_Request):
    """A text to look for."""

    text: Annotated[str, Field(min_length=1, max_length=2000)]
    documents: list[str] = Field(default=[], description="Identifiants ; vide : tous les documents.")
    k: Annotated[int, Field(ge=1, le=200)] = 10


class PieceView(BaseModel):
    """A piece of a document."""

    piece: str
    filename: str
    kind: PieceKind
    pages: int
    pages_read: int
    passages: int
    sha256: str
    indexed: bool
    warnings: list[str]


class DocumentView(BaseModel):
    """A document and its pieces."""

    slug: str
    title: str
    kind: DocumentKind | None
    territory: str | None
    stage: Stage | None
    date: str | None
    pages: int
    pages_read: int
    indexed: bool
    pieces: list[PieceView]


class SentenceView(BaseModel):
    """A sentence of a page; offsets are in the page's text."""

    position: int
    start: int
    end: int
    text: str


class PageView(BaseModel):
    """A page: its physical number, printed label, text and sentences."""

    document: str
    piece: str
    page: int | None
    label: str | None
    status: PageStatus
    reason: str | None
    text: str
    sentences: list[SentenceView]


class ValueView(BaseModel):
    """A number found in a cited sentence."""

    value: float
    unit: str | None
    label: str | None
    piece: str
    page: int | None


class CitationView(BaseModel):
    """A verbatim quote and where it stands."""

    model_config = ConfigDict(extra="allow")

    piece: str
    page: int | None
    label: str | None
    quote: str


class SearchedView(BaseModel):
    """What was looked at for an answer."""

    model_config = ConfigDict(extra="allow")

    queries: list[str]
    passages: int
    pieces: list[str]


class AnswerView(BaseModel):
    """An answer to an indicator or to a free question."""

    model_config = ConfigDict(extra="allow")

    document: str
    indicator: str | None
    verdict: Verdict
    values: list[ValueView]
    rationale: str
    citations: list[CitationView]
    searched: SearchedView
    warnings: list[str]
    llm: str
    seconds: float


class TraceView(BaseModel):
    """Why a passage came."""

    query: str
    side: Side
    rank: int
    score: float


class HitView(BaseModel):
    """A passage found."""

    document: str
    piece: str
    page: int | None
    last_page: int | None
    label: str | None
    section: list[str]
    score: float
    text: str
    trace: list[TraceView]


class JobView(BaseModel):
    """Long work: ``done`` of ``total`` units of the current ``stage``."""

    id: str
    kind: str
    status: JobStatus
    stage: str | None
    done: int
    total: int
    result: dict[str, Any] | None
    error: dict[str, Any] | None
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None

    @classmethod
    def of(cls, job: Job) -> JobView:
        """The public side of a job."""
        return cls.model_validate(job, from_attributes=True)


class HealthView(BaseModel):
    """Whether the service can work."""

    status: str
    version: str
    documents: int
