"""A cell: the answer to an indicator, beside its proof."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from api.dependencies import ServiceDep
from indicator_queries import find
from web.cell_view import cell_page
from web.kept_pages import KeptRoute
from web.templates_setup import PagesDep

router = APIRouter(route_class=KeptRoute)


@router.get("/dossiers/{slug}/indicateurs/{code}")
def cell(
    service: ServiceDep,
    pages: PagesDep,
    request: Request,
    slug: str,
    code: str,
    citation: Annotated[int, Query(ge=1)] = 1,
) -> Response:
    """The answer on the left, the page of a citation on the right; every citation has its own address."""
    application = service.application
    document = application.corpus.documents.get(slug)
    indicator = find(application.grid, code)
    shown = cell_page(application, document, indicator, citation)
    if shown is None:
        return pages.render(request, "cell_empty.html", document=document, indicator=indicator)
    return pages.render(request, "cell.html", cell=shown)
