"""The FastAPI application, built by a function from settings."""

from __future__ import annotations

import secrets
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from importlib.metadata import version

from anyio import CapacityLimiter, to_thread
from fastapi import APIRouter, Depends, FastAPI

from api import problems
from api.dependencies import Service
from api.exposure import check_exposure, is_loopback
from api.free_memory import FreeMemory
from api.job_handlers import JobTools, work_of
from api.job_worker import JobRunner
from api.later_routes import LaterRoutes, is_page
from api.local_commands import LocalCommands, RunCommand, router_for
from api.openapi import OPENAPI_PATH, RESPONSES, DescribedApi
from api.query_names import refuse_unknown_names
from api.routes import health
from api.security import Gate
from api.sessions import Sessions
from api.uploads import UploadFolder
from api.warm_up import WarmUp
from corpus.lock import ServiceAddress
from domain import IngestRequest
from settings import Settings
from use_cases.container import Application


@dataclass(frozen=True, slots=True)
class InstalledPages:
    """What draws a problem as a page, and what adds the pages that the first one does not need."""

    draw: problems.Draw
    add_others: Callable[[], None]


InstallPages = Callable[[FastAPI, Sessions], InstalledPages]
"""Adds the pages for people to the application, those that are asked for first at once."""

#: Requests that are worked on at a time, and those that wait for a model or a child process. More threads would answer
#: no more requests on the cores of a desk, and each would take longer.
THREADS, WAITING_THREADS = 10, 40


def create_api(
    settings: Settings,
    install_pages: InstallPages | None = None,
    run_command: RunCommand | None = None,
    *,
    warm: bool = False,
) -> FastAPI:
    """Build the HTTP service. It owns its data directory from start-up to shutdown.

    Args:
        settings: of the installation.
        install_pages: adds the pages for people; without it the service has the API alone.
        run_command: runs commands of this machine that find the directory taken; without it they are refused.
        warm: loads what a search needs as soon as the service answers, rather than at the first search.

    Raises:
        SettingsError: the settings would open the service to the network without a key.
    """
    check_exposure(settings)
    commands = LocalCommands(secrets.token_urlsafe(32), run_command) if run_command else None
    address = _local_address(settings)
    service = ServiceAddress(address, commands.token) if commands and address else None

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        application = Application(settings)
        with application.opened(service=service):
            application.corpus.describe_tables()
            uploads = UploadFolder(settings.data_dir)
            unfinished = application.corpus.jobs.unfinished()
            kept = (job.request.folder for job in unfinished if isinstance(job.request, IngestRequest))
            uploads.sweep(frozenset(kept))
            runner = JobRunner(application.corpus.jobs, work_of(JobTools(application, uploads)))
            warm_up, memory = WarmUp(application, complete), FreeMemory()
            to_thread.current_default_thread_limiter().total_tokens = THREADS
            app.state.service = Service(application, runner, uploads, warm_up, CapacityLimiter(WAITING_THREADS))
            runner.start()
            memory.start()
            if warm:
                warm_up.start()
            try:
                yield
            finally:
                memory.stop()
                warm_up.stop()
                runner.stop()

    app = DescribedApi(
        title="BIOLLM",
        version=version("biollm"),
        description="Lecture de SCoT et PLU(i) : indicateurs et questions, citations vérifiées à la page.",
        lifespan=lifespan,
        # The interactive pages of FastAPI load their scripts from another host: a local service must not.
        docs_url=None,
        redoc_url=None,
        openapi_url=None,  # set with the routes that it describes
    )
    sessions = Sessions(settings.api_key)
    pages = install_pages(app, sessions) if install_pages else None
    problems.install(app, pages.draw if pages else None)
    app.add_middleware(Gate, settings=settings, sessions=sessions)
    _include(app, health.router)

    def add_api() -> None:
        _add_api(app)
        if commands:
            app.include_router(router_for(commands))
        app.openapi_url = OPENAPI_PATH
        app.setup()

    # Pages need half of what the whole API needs: whoever asks for one early waits for the pages alone.
    adding = threading.Lock()
    later = [LaterRoutes(app.router, pages.add_others, is_page, adding)] if pages else []
    later.append(LaterRoutes(app.router, add_api, lambda path: not is_page(path), adding))
    app.router.routes.extend(later)

    def complete() -> None:
        for group in later:
            group.complete()

    app.complete = complete
    return app


def _add_api(app: FastAPI) -> None:
    """The API besides health. Its modules import nearly all of the project: not before the first page."""
    from api.routes import (
        analysis,
        clocks,
        conversations,
        deleted_documents,
        deliverables,
        documents,
        dossier_facts,
        evaluations,
        exports,
        jobs,
        kept_answers,
        learning,
        manual_annotations,
        page_images,
        reference_base,
        reviews,
        sample,
        studies,
    )

    # Included one by one: a router of routers would have all its routes worked out once more at start.
    for module in (
        documents,
        deleted_documents,
        dossier_facts,
        page_images,
        exports,
        reference_base,
        deliverables,
        analysis,
        conversations,
        kept_answers,
        reviews,
        clocks,
        manual_annotations,
        evaluations,
        studies,
        learning,
        sample,
        jobs,
    ):
        _include(app, module.router)


def _include(app: FastAPI, router: APIRouter) -> None:
    app.include_router(router, prefix="/api/v1", dependencies=[Depends(refuse_unknown_names)], responses=RESPONSES)


def _local_address(settings: Settings) -> str | None:
    """The service as this machine reaches it by loopback; None where it listens elsewhere alone."""
    every = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # « all addresses »
    host = every.get(settings.host, settings.host)
    if not is_loopback(host):
        return None
    return f"http://[{host}]:{settings.port}" if ":" in host else f"http://{host}:{settings.port}"
