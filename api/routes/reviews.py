"""Reviews and time: what a review page stands on."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Response

from api.dependencies import Service, ServiceDep
from api.evaluation_schemas import CellView, ClockStart, ClockView, ReviewRequest, ReviewView
from corpus.clock_store import IDLE_SECONDS
from corpus.review_store import review_to_json
from domain import Clock, ClockMode
from evaluation import gold_bytes
from exports import answer_to_json
from use_cases.review import Decided, Reviewing

router = APIRouter(tags=["relecture"])
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _reviewing(service: Service) -> Reviewing:
    return Reviewing(service.application.corpus, service.application.grid)


@router.get("/documents/{slug}/cells", summary="Les cases d'un document à relire", response_model=list[CellView])
def list_cells(service: ServiceDep, slug: str) -> list[dict[str, Any]]:
    """Every answered cell with its answer, its current review and the time spent on it."""
    return [
        {
            "indicator": cell.indicator,
            "answer_id": cell.number,
            "answer": answer_to_json(cell.answer),
            "review": review_to_json(cell.review) if cell.review else None,
            "stale": cell.stale,
            "seconds_by_hand": cell.seconds.get(ClockMode.MAIN, 0.0),
            "seconds_assisted": cell.seconds.get(ClockMode.ASSISTE, 0.0),
        }
        for cell in _reviewing(service).cells(slug)
    ]


@router.put("/documents/{slug}/indicators/{code}/review", summary="Relire une case", response_model=ReviewView)
def put_review(service: ServiceDep, slug: str, code: str, request: ReviewRequest) -> dict[str, Any]:
    """Keep a decision as the cell's current one; 409 with the other decision when somebody came first."""
    decided = Decided(
        answer=request.answer_id,
        reviewer=request.reviewer,
        decision=request.decision,
        verdict=request.verdict,
        comment=request.comment,
        values=None if request.values is None else [value.model_dump() for value in request.values],
        evidence=None if request.evidence is None else [item.model_dump() for item in request.evidence],
        clock=request.clock,
    )
    return review_to_json(_reviewing(service).review(slug, code, decided, request.seen))


@router.get(
    "/documents/{slug}/indicators/{code}/reviews", summary="Les relectures d'une case", response_model=list[ReviewView]
)
def list_reviews(service: ServiceDep, slug: str, code: str) -> list[dict[str, Any]]:
    """Every decision ever made on a cell, newest first."""
    service.application.corpus.documents.get(slug)
    return [review_to_json(review) for review in service.application.corpus.reviews.history(slug, code)]


@router.get("/reviews/gold.xlsx", summary="Les relectures comme une référence", response_class=Response)
def export_reviews(
    service: ServiceDep, document: Annotated[list[str], Query(description="Documents, un ou plusieurs.")]
) -> Response:
    """The current reviews in the gold format. They lean towards the tool's answers: a report must say so."""
    done = _reviewing(service).gold(document)
    return Response(
        gold_bytes(done.gold.cells, done.comments),
        media_type=XLSX,
        headers={"Content-Disposition": 'attachment; filename="relectures.xlsx"'},
    )


# --- Time ------------------------------------------------------------------------------------------


@router.post("/documents/{slug}/indicators/{code}/clock", status_code=201, summary="Démarrer le chronomètre d'une case")
def start_clock(service: ServiceDep, slug: str, code: str, request: ClockStart | None = None) -> ClockView:
    """Start, or go on with, the person's clock on this cell; their clock on another cell pauses.

    A page then sends a sign at most every half minute, when the person did something in it. Without a sign for
    ``idle_after`` seconds the clock is in pause by itself, so a closed page needs to send nothing.
    """
    asked = request or ClockStart()
    return _view(_reviewing(service).start_clock(slug, code, asked.person, asked.mode))


@router.get("/clocks/{identifier}", summary="Un chronomètre, à cet instant")
def get_clock(service: ServiceDep, identifier: str) -> ClockView:
    """The time counted up to now."""
    return _view(service.application.corpus.clocks.get(identifier))


@router.post("/clocks/{identifier}/sign", summary="La personne travaille")
def sign_clock(service: ServiceDep, identifier: str) -> ClockView:
    """Count the time since the last sign, two minutes at most; a paused clock runs again."""
    return _view(service.application.corpus.clocks.sign(identifier))


@router.post("/clocks/{identifier}/pause", summary="Mettre le chronomètre en pause")
def pause_clock(service: ServiceDep, identifier: str) -> ClockView:
    """Stop counting until the next sign or start."""
    return _view(service.application.corpus.clocks.pause(identifier))


@router.post("/clocks/{identifier}/stop", summary="Arrêter le chronomètre")
def stop_clock(service: ServiceDep, identifier: str) -> ClockView:
    """End the measure; a review that names its clock stops it too."""
    return _view(service.application.corpus.clocks.stop(identifier))


@router.get("/documents/{slug}/clocks", summary="Le temps passé sur un document")
def list_clocks(service: ServiceDep, slug: str) -> list[ClockView]:
    """Every clock of a document, as it stands now."""
    service.application.corpus.documents.get(slug)
    return [_view(clock) for clock in service.application.corpus.clocks.all(slug)]


def _view(clock: Clock) -> ClockView:
    return ClockView.of(clock, IDLE_SECONDS)
