"""Jobs: how far they are, and setting them aside, taking them up again, giving them up."""

from __future__ import annotations

from pathlib import Path

from fastapi import APIRouter
from fastapi.concurrency import run_in_threadpool

from api.dependencies import ServiceDep
from api.events import EventStreamResponse, job_events
from api.job_schemas import JobView
from domain import IngestRequest, JobStatus

router = APIRouter(tags=["service"])


@router.get("/jobs", summary="Les tâches, la plus récente d'abord")
def list_jobs(service: ServiceDep) -> list[JobView]:
    """The newest hundred jobs."""
    return [JobView.of(job) for job in service.application.corpus.jobs.all()]


@router.get("/jobs/{identifier}", summary="L'avancement d'une tâche")
def get_job(service: ServiceDep, identifier: str) -> JobView:
    """One job, with its progress, result or error."""
    return JobView.of(service.application.corpus.jobs.get(identifier))


@router.post("/jobs/{identifier}/pause", status_code=202, summary="Mettre une tâche en pause")
def pause_job(service: ServiceDep, identifier: str) -> JobView:
    """Set a job aside at its next page or answer; what is finished is kept."""
    return JobView.of(service.jobs.pause(identifier))


@router.post("/jobs/{identifier}/resume", status_code=202, summary="Reprendre une tâche en pause")
def resume_job(service: ServiceDep, identifier: str) -> JobView:
    """Queue a paused job again; it repeats nothing of what it finished."""
    return JobView.of(service.jobs.resume(identifier))


@router.post("/jobs/{identifier}/cancel", status_code=202, summary="Annuler une tâche")
def cancel_job(service: ServiceDep, identifier: str) -> JobView:
    """Give a job up; the pieces and answers that it finished stay."""
    job = service.jobs.cancel(identifier)
    if isinstance(job.request, IngestRequest) and job.status is JobStatus.CANCELLED:
        service.uploads.discard(Path(job.request.folder))
    return JobView.of(job)


@router.get(
    "/jobs/{identifier}/events",
    summary="L'avancement d'une tâche, au fil de l'eau (SSE)",
    response_class=EventStreamResponse,
)
async def follow_job(service: ServiceDep, identifier: str) -> EventStreamResponse:
    """Server-sent events: one « progress » whenever the job changes, one « end » when it is over."""
    jobs = service.application.corpus.jobs
    await run_in_threadpool(jobs.get, identifier)  # an unknown job is a 404, not an empty stream
    return EventStreamResponse(
        job_events(lambda: JobView.of(jobs.get(identifier))),
        headers={"Cache-Control": "no-cache", "X-Accel-Buffering": "no"},
    )
