"""The bundled fictional dossier, loaded by one call."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Response

from api.dependencies import ServiceDep
from api.job_schemas import JobView
from domain import SampleRequest
from settings import ProfileName
from use_cases.demo import SLUGS, SampleVersion

router = APIRouter(tags=["service"])


@router.post("/sample", status_code=202, summary="Charger le dossier d'exemple (fictif)")
def load_sample(
    service: ServiceDep,
    response: Response,
    profile: ProfileName | None = None,
    version: Annotated[
        SampleVersion, Query(description="« decided » : le projet arrêté ; « approved » : le même plan, approuvé.")
    ] = SampleVersion.DECIDED,
) -> JobView:
    """Queue the reading of the sample and its answers; loaded again, nothing is done twice.

    Its second version is the same plan as approved, to compare the two.
    """
    job = service.jobs.submit(SampleRequest(SLUGS[version], profile))
    response.headers["Location"] = f"/api/v1/jobs/{job.id}"
    return JobView.of(job)
