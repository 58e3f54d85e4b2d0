"""What waits for a person in a dossier: decisions to look at again, doubts, cells that nobody looked at."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from api.dependencies import ServiceDep
from domain import CellStatus
from web.kept_pages import KeptRoute
from web.templates_setup import PagesDep

router = APIRouter(route_class=KeptRoute)


@router.get("/dossiers/{slug}/a-revoir")
def to_review(service: ServiceDep, pages: PagesDep, request: Request, slug: str) -> Response:
    """The decisions of a dossier that something has changed under, old and new content side by side."""
    application = service.application
    cells = application.cells.of(slug)
    return pages.render(
        request,
        "to_review.html",
        document=application.corpus.documents.get(slug),
        names={indicator.code: indicator.name for indicator in application.grid.indicators},
        changed=[cell for cell in cells if cell.standing is not None and cell.standing.to_review],
        doubtful=[cell for cell in cells if cell.status is CellStatus.DOUBTFUL],
        unseen=[cell for cell in cells if cell.status is CellStatus.NOT_REVIEWED],
        total=len(cells),
    )
