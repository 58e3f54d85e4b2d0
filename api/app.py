"""The FastAPI application, built by a function from settings."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version

from fastapi import APIRouter, FastAPI
from starlette.middleware.base import BaseHTTPMiddleware

from api import problems
from api.dependencies import Service
from api.jobs import JobRunner
from api.routes import (
    analysis,
    by_hand,
    conversations,
    documents,
    evaluations,
    exports,
    reviews,
    sample,
    sheets,
    state,
    studies,
)
from api.security import Gate, check_exposure
from api.sessions import Sessions
from api.uploads import UploadFolder
from api.web import site
from api.works import INGEST, works_of
from services.wiring import Application
from settings import Settings


def create_app(settings: Settings) -> FastAPI:
    """Build the service. It owns its data directory from start-up to shutdown.

    Raises:
        SettingsError: the settings would open the service to the network without a key.
    """
    check_exposure(settings)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        application = Application(settings)
        with application.opened():
            uploads = UploadFolder(settings.data_dir)
            unfinished = application.corpus.jobs.unfinished()
            uploads.sweep(frozenset(job.payload["folder"] for job in unfinished if job.kind == INGEST))
            runner = JobRunner(application.corpus.jobs, works_of(application, uploads))
            app.state.service = Service(application, runner, uploads)
            runner.start()
            try:
                yield
            finally:
                runner.stop()

    app = FastAPI(
        title="BIOLLM",
        version=version("biollm"),
        description="Lecture de SCoT et PLU(i) : indicateurs et questions, citations vérifiées à la page.",
        lifespan=lifespan,
        # The interactive pages of FastAPI load their scripts from another host: a local service must not.
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/v1/openapi.json",
    )
    sessions = Sessions(settings.api_key)
    pages = site.install(app, sessions)
    problems.install(app, site.problem_page(pages))
    app.add_middleware(BaseHTTPMiddleware, dispatch=Gate(settings, sessions))
    v1 = APIRouter(prefix="/api/v1")
    for module in (
        documents,
        sheets,
        exports,
        analysis,
        conversations,
        reviews,
        by_hand,
        evaluations,
        studies,
        sample,
        state,
    ):
        v1.include_router(module.router)
    app.include_router(v1)
    return app
