"""Whether the service answers."""

from __future__ import annotations

from importlib.metadata import version

from fastapi import APIRouter

from api.dependencies import ServiceDep
from api.schemas import HealthView

router = APIRouter(tags=["service"])


@router.get("/health", summary="Le service répond")
async def health(service: ServiceDep) -> HealthView:
    """Whether the service answers and its corpus can be read.

    Answered by the event loop itself: requests that wait for a model may hold every thread of the pool.
    """
    documents = service.application.corpus.documents.count()
    return HealthView(status="ok", version=version("biollm"), documents=documents)
