"""Studies of the grid itself: which indicators are stable, tell documents apart, repeat one another."""

from __future__ import annotations

import uuid
from typing import Annotated

from fastapi import APIRouter, Response
from fastapi.responses import FileResponse
from pydantic import BaseModel, Field

from api.dependencies import Service, ServiceDep
from api.headers import POLICY_HEADER, REPORT_POLICY
from api.job_schemas import JobView
from api.moments import Moment
from api.request_base import Request
from api.routes.reviews import XLSX
from domain import StudyRequest
from evaluation.study_codec import StoredStudy
from indicator_queries import find
from settings import ProfileName
from use_cases.study_files import Studies

router = APIRouter(prefix="/studies", tags=["étude"])


class StudyBody(Request):
    """What to vary, on which documents."""

    documents: Annotated[list[str], Field(min_length=1, max_length=200)]
    indicators: list[str] = Field(default=[], description="Codes ; vide : toute la grille.")
    repetitions: Annotated[int, Field(ge=0, le=20)] = 1
    rewording: bool = Field(True, description="Reformuler les questions.")
    depths: list[Annotated[float, Field(gt=0, le=10)]] = Field(
        default=[0.5, 2.0], description="Facteurs sur le nombre de passages."
    )
    profiles: list[ProfileName] = Field(default=[], description="Autres profondeurs à essayer.")
    profile: ProfileName | None = None


class StudyView(BaseModel):
    """A study in the list."""

    id: str
    made: Moment
    documents: list[str]
    observations: int


def _studies(service: Service) -> Studies:
    return Studies(service.application.settings.data_dir)


@router.post("", status_code=202, summary="Éprouver la grille")
def start_study(service: ServiceDep, response: Response, request: StudyBody) -> JobView:
    """Queue a study; its files are there when the job is done, under the job's result « study »."""
    for slug in request.documents:
        service.application.corpus.documents.get(slug)
    for code in request.indicators:
        find(service.application.grid, code)
    job = service.jobs.submit(
        StudyRequest(
            uuid.uuid4().hex,
            tuple(request.documents),
            tuple(request.indicators),
            request.repetitions,
            request.rewording,
            tuple(request.depths),
            tuple(request.profiles),
            request.profile,
        )
    )
    response.headers["Location"] = f"/api/v1/jobs/{job.id}"
    return JobView.of(job)


@router.get("", summary="Les études gardées")
def list_studies(service: ServiceDep) -> list[StudyView]:
    """The newest first."""
    return [StudyView.model_validate(one, from_attributes=True) for one in _studies(service).all()]


@router.get("/{identifier}", summary="Une étude, en JSON")
def get_study(service: ServiceDep, identifier: str) -> StoredStudy:
    """Figures by indicator, pairs that repeat one another, proposals."""
    return _studies(service).content(identifier)


@router.get("/{identifier}/report.html", summary="Une étude, en page", response_class=FileResponse)
def get_page(service: ServiceDep, identifier: str) -> FileResponse:
    """The self-contained page."""
    path = _studies(service).file(identifier, "etude.html")
    return FileResponse(path, media_type="text/html; charset=utf-8", headers={POLICY_HEADER: REPORT_POLICY})


@router.get("/{identifier}/report.xlsx", summary="Une étude, en classeur", response_class=FileResponse)
def get_book(service: ServiceDep, identifier: str) -> FileResponse:
    """The workbook, with a column where a person decides."""
    return FileResponse(_studies(service).file(identifier, "etude.xlsx"), media_type=XLSX, filename="etude.xlsx")
