"""The shape of long work."""

from __future__ import annotations

from datetime import UTC, datetime

from pydantic import BaseModel, Field

from api.moments import Moment
from domain import (
    AnswersResult,
    EvaluationResult,
    IngestResult,
    Job,
    JobFailure,
    JobStatus,
    LearnResult,
    StudyResult,
)


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
