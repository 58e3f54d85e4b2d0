"""The pages are put on the application: routes, static files, and the page that tells of an error."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.responses import HTMLResponse

from api.problems import Draw
from api.sessions import Sessions
from api.web import login
from api.web.pages import Pages
from api.web.routes import by_hand, cells, documents, evaluations, help, identity, matrix, questions, viewer
from api.web.statics import Statics


def install(app: FastAPI, sessions: Sessions) -> Pages:
    """Add the pages to the application; returns what renders them."""
    statics = Statics()
    pages = Pages(statics, locked=sessions.needed)
    app.state.pages = pages
    app.mount("/static", statics, name="static")
    web = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
    web.include_router(login.router_for(sessions))
    for module in (documents, cells, viewer, by_hand, matrix, evaluations, questions, help, identity):
        web.include_router(module.router)
    app.include_router(web)
    return pages


def problem_page(pages: Pages) -> Draw:
    """Draws a problem for a person: what happened, where, what to do."""

    def draw(problem: dict[str, Any], request: Request) -> Response:
        return pages.render(request, "problem.html", status=problem["status"], problem=problem)

    return draw
