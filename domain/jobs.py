"""Long work: what was asked for, as typed requests, and how far it is.

Adding a kind of job: a request here, its result in :mod:`domain.job_results`, both in :mod:`domain.job_codec`, and its
handler in ``api/job_handlers/``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, Protocol

from domain.enums import DocumentKind, JobStatus, Procedure, Stage
from domain.job_results import JobFailure, JobResult


class JobRequest(Protocol):
    """What is asked of a job. All of them are frozen dataclasses."""

    @property
    def kind(self) -> str:
        """Name of the kind of job, the tag of the stored form."""

    @property
    def touches(self) -> tuple[str, ...]:
        """Slugs of the documents that the job reads or writes: none may be deleted or changed until it is over."""

    @property
    def title(self) -> str:
        """What the job is called in a list, in French."""


@dataclass(frozen=True, slots=True)
class IngestRequest:
    """Read the files of ``folder`` as a document; then answer the grid, if ``answer``.

    ``name`` is the title of the document as it was given.
    """

    folder: str
    slug: str
    name: str | None = None
    document_kind: DocumentKind | None = None
    territory: str | None = None
    stage: Stage | None = None
    day: date | None = None
    plan: str | None = None
    version: str | None = None
    procedure: Procedure | None = None
    procedure_number: int | None = None
    scope: str | None = None
    answer: bool = False
    profile: str | None = None
    kind: Literal["ingest"] = "ingest"

    @property
    def touches(self) -> tuple[str, ...]:
        """The document read."""
        return (self.slug,)

    @property
    def title(self) -> str:
        """The title of the document."""
        return self.name or self.slug


@dataclass(frozen=True, slots=True)
class AnswerRequest:
    """Answer indicators of the grid (all of them where none is named) in a document."""

    slug: str
    indicators: tuple[str, ...] = ()
    profile: str | None = None
    fresh: bool = False
    kind: Literal["answer"] = "answer"

    @property
    def touches(self) -> tuple[str, ...]:
        """The document that is asked."""
        return (self.slug,)

    @property
    def title(self) -> str:
        """Which document is asked."""
        return f"Réponses à la grille : {self.slug}"


@dataclass(frozen=True, slots=True)
class SampleRequest:
    """Load the fictional dossier and answer the grid."""

    slug: str
    profile: str | None = None
    kind: Literal["sample"] = "sample"

    @property
    def touches(self) -> tuple[str, ...]:
        """The sample."""
        return (self.slug,)

    @property
    def title(self) -> str:
        """That it is the sample."""
        return "Dossier d'exemple (fictif)"


@dataclass(frozen=True, slots=True)
class EvaluateRequest:
    """Compare the answers of documents with a version of the manual analysis (its digest)."""

    gold: str
    documents: tuple[str, ...]
    gold_note: str
    profile: str | None = None
    answer_missing: bool = True
    oracle: bool = False
    kind: Literal["evaluate"] = "evaluate"

    @property
    def touches(self) -> tuple[str, ...]:
        """The documents that are evaluated."""
        return self.documents

    @property
    def title(self) -> str:
        """Which documents are compared."""
        return f"Comparaison avec l'analyse manuelle : {_some(self.documents)}"


@dataclass(frozen=True, slots=True)
class StudyRequest:
    """Try the grid on documents: repetitions, reworded questions, other depths and profiles."""

    study: str
    documents: tuple[str, ...]
    indicators: tuple[str, ...] = ()
    repetitions: int = 1
    rewording: bool = True
    depths: tuple[float, ...] = (0.5, 2.0)
    profiles: tuple[str, ...] = ()
    profile: str | None = None
    kind: Literal["study"] = "study"

    @property
    def touches(self) -> tuple[str, ...]:
        """The documents that are studied."""
        return self.documents

    @property
    def title(self) -> str:
        """Which documents are studied."""
        return f"Étude de la grille : {_some(self.documents)}"


@dataclass(frozen=True, slots=True)
class LearnRequest:
    """Learn from the reviews of documents, to answer better without a model."""

    documents: tuple[str, ...]
    kind: Literal["learn"] = "learn"

    @property
    def touches(self) -> tuple[str, ...]:
        """The reviewed documents."""
        return self.documents

    @property
    def title(self) -> str:
        """Whose reviews are learnt from."""
        return f"Apprentissage des relectures : {_some(self.documents)}"


@dataclass(frozen=True, slots=True)
class UnreadableRequest:
    """A stored request of a kind, or in a form, that this version does not know: listed, never run."""

    kind: str
    reason: str

    @property
    def touches(self) -> tuple[str, ...]:
        """Unknown."""
        return ()

    @property
    def title(self) -> str:
        """That another version asked for it."""
        return f"Tâche d'une autre version de BIOLLM ({self.kind})"


@dataclass(frozen=True, slots=True)
class Job:
    """Long work with progress: ``done`` of ``total`` units of the current ``stage``."""

    id: str
    request: JobRequest
    status: JobStatus
    stage: str | None
    done: int
    total: int
    attempts: int
    result: JobResult | None
    error: JobFailure | None
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None
    stage_started_at: datetime | None = None

    @property
    def kind(self) -> str:
        """Name of the kind of job."""
        return self.request.kind

    @property
    def title(self) -> str:
        """What the job is called in a list."""
        return self.request.title

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen to it."""
        return self.status in (JobStatus.CANCELLED, JobStatus.DONE, JobStatus.FAILED)


def _some(slugs: tuple[str, ...]) -> str:
    """The first three, and how many others."""
    others = len(slugs) - 3
    return ", ".join(slugs[:3]) + (f" et {others} autre{'s' if others > 1 else ''}" if others > 0 else "")
