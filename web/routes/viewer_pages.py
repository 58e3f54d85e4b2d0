"""A page of a piece on its own, and the search in a document."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from api import links
from api.bounds import PageNumber
from api.dependencies import ServiceDep
from api.waiting import waits
from web.search_view import look_up, ranks_of
from web.templates_setup import PagesDep

router = APIRouter()

Text = Annotated[str, Query(alias="texte", max_length=2000)]
Hidden = Annotated[bool, Query(alias="masque")]
Marks = Annotated[str, Query(alias="phrases", max_length=2000)]


@router.get("/dossiers/{slug}/recherche")
@waits
def search_document(
    service: ServiceDep,
    pages: PagesDep,
    request: Request,
    slug: str,
    text: Text = "",
    piece: str | None = None,
    page: Annotated[PageNumber | None, Query()] = None,
    marks: Marks = "",
    hidden: Hidden = False,
) -> Response:
    """What the document says of a text, nearest first, with the page open beside it."""
    document = service.application.corpus.documents.get(slug)
    address = f"{links.dossier(slug)}/recherche"
    found = look_up(
        service.application,
        document,
        address,
        text=text,
        piece=piece,
        page=page,
        marked=ranks_of(marks),
        hidden=hidden,
    )
    return pages.render(request, "viewer.html", lookup=found)


@router.get("/dossiers/{slug}/pieces/{piece}/pages/{n}")
def page_alone(
    service: ServiceDep, pages: PagesDep, request: Request, slug: str, piece: str, n: PageNumber, marks: Marks = ""
) -> Response:
    """A page, with sentences marked by their rank in the piece: the address of a citation."""
    document = service.application.corpus.documents.get(slug)
    address = f"{links.dossier(slug)}/recherche"
    found = look_up(service.application, document, address, text="", piece=piece, page=n, marked=ranks_of(marks))
    return pages.render(request, "viewer.html", lookup=found)
