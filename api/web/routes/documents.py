"""The list of documents, which is the first page."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from api.dependencies import ServiceDep
from api.web.pages import PagesDep

router = APIRouter()


@router.get("/")
@router.get("/dossiers")
def list_documents(service: ServiceDep, pages: PagesDep, request: Request) -> Response:
    """Every document, and where to drop the files of another."""
    return pages.render(request, "documents.html", documents=service.application.corpus.documents.all())
