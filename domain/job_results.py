"""What jobs come to, kept with them: a result by kind of job, or why it failed."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class PieceState(StrEnum):
    """What became of a file that was sent."""

    READ = "read"
    REPLACED = "replaced"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class IngestedFile:
    """A file and what became of it; ``error`` says why it was refused."""

    filename: str
    state: PieceState
    pages: int = 0
    error: str | None = None


@dataclass(frozen=True, slots=True)
class IngestResult:
    """What a reading came to.

    ``ignored`` says why files were passed over, ``unread_pages`` which pages nobody could read. ``answered`` counts
    the answers given after the reading, None where none was asked for; ``answer_error`` says why there are none.
    """

    document: str
    pieces: tuple[IngestedFile, ...] = ()
    ignored: tuple[str, ...] = ()
    unread_pages: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    answered: int | None = None
    answer_error: str | None = None


@dataclass(frozen=True, slots=True)
class AnswersResult:
    """Which indicators a run answered, and how many of them had been answered before; the answers are in the corpus."""

    run: str
    document: str
    indicators: tuple[str, ...] = ()
    reused: int = 0
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class EvaluationResult:
    """The identifier of an evaluation, its cells, and its main figure in words."""

    evaluation: str
    cells: int
    headline: str


@dataclass(frozen=True, slots=True)
class StudyResult:
    """The identifier of a study of the grid, and how many answers it looked at."""

    study: str
    documents: tuple[str, ...] = ()
    observations: int = 0


@dataclass(frozen=True, slots=True)
class HeldDecisions:
    """Verdicts of held-out decisions: how many are proposed rightly, false « oui », and the mean loss (nats)."""

    right: int
    false_yes: int
    loss: float


@dataclass(frozen=True, slots=True)
class LearnResult:
    """What came of learning from reviews. ``kept`` says whether the tool answers by it from now on."""

    reviews: int
    examples: int
    criteria: int
    before: HeldDecisions
    after: HeldDecisions
    kept: bool


JobResult = IngestResult | AnswersResult | EvaluationResult | StudyResult | LearnResult


@dataclass(frozen=True, slots=True)
class JobFailure:
    """Why a job failed, as the members of a problem document; ``title`` alone for a defect of ours."""

    title: str
    type: str | None = None
    status: int | None = None
    detail: str | None = None
    where: str | None = None
    remedy: str | None = None
    faults: tuple[str, ...] = field(default=())

    @property
    def message(self) -> str:
        """What a person is told."""
        return self.detail or self.title
