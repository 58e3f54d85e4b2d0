"""The pages are put on the application: routes, static files, and the page that tells of an error."""

from __future__ import annotations

from urllib.parse import quote

from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from api import links
from api.app import InstalledPages, create_api
from api.local_commands import RunCommand
from api.problems import Draw, Problem
from api.sessions import Sessions
from settings import Settings
from web import login
from web.kept_pages import KeptPages
from web.routes import document_pages
from web.statics import Statics
from web.templates_setup import Pages


def create_app(settings: Settings, run_command: RunCommand | None = None, *, warm: bool = False) -> FastAPI:
    """Build the whole service: the API and the pages for people.

    Args:
        settings: Of the installation.
        run_command: See ``create_api``.
        warm: See there too.

    Raises:
        SettingsError: the settings would open the service to the network without a key.
    """
    return create_api(settings, install, run_command, warm=warm)


def install(app: FastAPI, sessions: Sessions) -> InstalledPages:
    """Add the pages that are asked for first: that of the key, the list of documents."""
    statics = Statics()
    pages = Pages(statics, locked=sessions.needed)
    app.state.pages = pages
    app.state.kept_pages = KeptPages()
    app.mount("/static", statics, name="static")
    _include(app, login.router_for(sessions))
    _include(app, document_pages.router)
    return InstalledPages(problem_page(pages), lambda: _add_others(app))


def _add_others(app: FastAPI) -> None:
    from web.routes import (
        cell_pages,
        deliverable_pages,
        dossier_pages,
        evaluation_pages,
        help_pages,
        identity_pages,
        kept_answer_pages,
        manual_annotation_pages,
        matrix_pages,
        question_pages,
        review_pages,
        viewer_pages,
    )

    for module in (
        dossier_pages,
        cell_pages,
        review_pages,
        viewer_pages,
        manual_annotation_pages,
        matrix_pages,
        evaluation_pages,
        deliverable_pages,
        question_pages,
        kept_answer_pages,
        help_pages,
        identity_pages,
    ):
        _include(app, module.router)


def _include(app: FastAPI, router: APIRouter) -> None:
    """Included one by one, as in ``create_api``."""
    app.include_router(router, include_in_schema=False, default_response_class=HTMLResponse)


def problem_page(pages: Pages) -> Draw:
    """Draws a problem for a person: what happened, where, what to do. Where a dossier has another name, goes there."""

    def draw(problem: Problem, request: Request) -> Response:
        if problem.renamed and (address := _renamed_address(request, problem.renamed)):
            # For now: the former name may be that of another dossier one day.
            return RedirectResponse(address, status_code=307, headers={"Cache-Control": "no-store"})
        return pages.render(request, "problem.html", status=problem.status, problem=problem)

    return draw


def _renamed_address(request: Request, slug: str) -> str | None:
    """The same page under the slug that its document has now; None where the address does not begin with a document."""
    first, *rest = request.url.path.removeprefix("/dossiers/").split("/")
    if request.method not in ("GET", "HEAD") or not request.url.path.startswith("/dossiers/") or first == slug:
        return None
    path = "/".join((links.dossier(slug), *(quote(part, safe="") for part in rest)))
    return f"{path}?{request.url.query}" if request.url.query else path
