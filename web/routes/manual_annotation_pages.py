"""The manual annotation: the document and the question, and nothing of the tool's answer."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from api.dependencies import ServiceDep
from indicator_queries import find
from use_cases.annotate import Annotating
from web.manual_annotation import hand_cells, hand_state
from web.page_pane import first_page
from web.person import person_of
from web.templates_setup import PagesDep

router = APIRouter()


@router.get("/dossiers/{slug}/a-la-main")
def list_cells(service: ServiceDep, pages: PagesDep, request: Request, slug: str) -> Response:
    """The grid of a document, with what this person has noted and the time it took."""
    application = service.application
    document = application.corpus.documents.get(slug)
    annotating = Annotating(application.corpus, application.grid)
    cells = hand_cells(application.corpus, annotating, application.grid, slug, person_of(request))
    return pages.render(request, "by_hand_list.html", document=document, cells=cells)


@router.get("/dossiers/{slug}/a-la-main/{code}")
def one_cell(
    service: ServiceDep,
    pages: PagesDep,
    request: Request,
    slug: str,
    code: str,
) -> Response:
    """One question, the document, and what this person notes."""
    application = service.application
    document = application.corpus.documents.get(slug)
    indicator = find(application.grid, code)
    person = person_of(request)
    annotating = Annotating(application.corpus, application.grid)
    cells = hand_cells(application.corpus, annotating, application.grid, slug, person)
    at = next(place for place, cell in enumerate(cells) if cell.indicator.code == code)
    return pages.render(
        request,
        "by_hand.html",
        document=document,
        indicator=indicator,
        cells=cells,
        cell=cells[at],
        before=cells[at - 1] if at else None,
        after=cells[at + 1] if at + 1 < len(cells) else None,
        state=hand_state(application.corpus, slug, cells[at]),
        sheet=first_page(application, document),
    )
