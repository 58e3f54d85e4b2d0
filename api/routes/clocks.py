"""Time: the clocks of people on cells."""

from __future__ import annotations

from fastapi import APIRouter

from api.dependencies import CurrentUserDep, ServiceDep
from api.evaluation_schemas import ClockStart, ClockView
from corpus.clock_store import IDLE_SECONDS
from domain import Clock

router = APIRouter(tags=["relecture"])


@router.post("/documents/{slug}/indicators/{code}/clock", status_code=201, summary="Démarrer le chronomètre d'une case")
def start_clock(
    service: ServiceDep, user: CurrentUserDep, slug: str, code: str, request: ClockStart | None = None
) -> ClockView:
    """Start, or go on with, the person's clock on this cell; their clock on another cell pauses.

    A page then sends a heartbeat at most every half minute, when the person did something in it. Without one for
    ``idle_after`` seconds the clock is in pause by itself, so a closed page needs to send nothing.
    """
    asked = request or ClockStart()
    return _view(service.application.reviewing.start_clock(slug, code, user.signing(asked.person).name, asked.mode))


@router.get("/clocks/{identifier}", summary="Un chronomètre, à cet instant")
def get_clock(service: ServiceDep, identifier: str) -> ClockView:
    """The time counted up to now."""
    return _view(service.application.corpus.clocks.get(identifier))


@router.post("/clocks/{identifier}/heartbeat", summary="La personne travaille")
def clock_heartbeat(service: ServiceDep, identifier: str) -> ClockView:
    """Count the time since the last heartbeat, two minutes at most; a paused clock runs again."""
    return _view(service.application.corpus.clocks.heartbeat(identifier))


@router.post("/clocks/{identifier}/pause", summary="Mettre le chronomètre en pause")
def pause_clock(service: ServiceDep, identifier: str) -> ClockView:
    """Stop counting until the next heartbeat or start."""
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
