"""The state of the service: jobs and health."""

from __future__ import annotations

from importlib.metadata import version

from fastapi import APIRouter

from api.dependencies import ServiceDep
from api.schemas import HealthView, JobView

router = APIRouter(tags=["service"])


@router.get("/jobs", summary="Les tâches, la plus récente d'abord")
def list_jobs(service: ServiceDep) -> list[JobView]:
    """The newest hundred jobs."""
    return [JobView.of(job) for job in service.application.corpus.jobs.all()]


@router.get("/jobs/{identifier}", summary="L'avancement d'une tâche")
def get_job(service: ServiceDep, identifier: str) -> JobView:
    """One job, with its progress, result or error."""
    return JobView.of(service.application.corpus.jobs.get(identifier))


@router.get("/health", summary="Le service répond")
def health(service: ServiceDep) -> HealthView:
    """Whether the service answers and its corpus can be read."""
    documents = len(service.application.corpus.documents.all())
    return HealthView(status="ok", version=version("biollm"), documents=documents)
