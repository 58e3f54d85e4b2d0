"""The bundled fictional dossier, loaded by one call."""

from __future__ import annotations

from fastapi import APIRouter, Response

from api.dependencies import ServiceDep
from api.schemas import JobView
from domain import SampleRequest
from sample import SAMPLE_SLUG
from settings import ProfileName

router = APIRouter(tags=["service"])


@router.post("/sample", status_code=202, summary="Charger le dossier d'exemple (fictif)")
def load_sample(service: ServiceDep, response: Response, profile: ProfileName | None = None) -> JobView:
    """Queue the reading of the sample and its answers; loaded again, nothing is done twice."""
    job = service.jobs.submit(SampleRequest(SAMPLE_SLUG, profile))
    response.headers["Location"] = f"/api/v1/jobs/{job.id}"
    return JobView.of(job)
