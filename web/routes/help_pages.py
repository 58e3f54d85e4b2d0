"""Help: first steps, the words, what the tool does not do, and what becomes of the documents."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from api.dependencies import ServiceDep
from sample import SAMPLE_SLUG
from web.glossary import GLOSSARY
from web.templates_setup import PagesDep

router = APIRouter()


@router.get("/aide")
def first_steps(service: ServiceDep, pages: PagesDep, request: Request) -> Response:
    """From nothing to a validated answer, with the sample by one click."""
    loaded = service.application.corpus.documents.exists(SAMPLE_SLUG)
    first = service.application.grid.indicators[0].code
    return pages.render(request, "help.html", loaded=loaded, sample=SAMPLE_SLUG, first=first)


@router.get("/aide/glossaire")
def glossary(service: ServiceDep, pages: PagesDep, request: Request) -> Response:
    """The words of the tool and of planning, and the indicators with their rules."""
    return pages.render(request, "help_glossary.html", glossary=GLOSSARY, grid=service.application.grid)


@router.get("/aide/limites")
def limits(pages: PagesDep, request: Request) -> Response:
    """What the tool does not do."""
    return pages.render(request, "help_limits.html")


@router.get("/aide/confidentialite")
def privacy(service: ServiceDep, pages: PagesDep, request: Request) -> Response:
    """Where the documents are, who sees them, how they go."""
    settings = service.application.settings
    return pages.render(request, "help_privacy.html", data_dir=settings.data_dir, llm=settings.llm)
