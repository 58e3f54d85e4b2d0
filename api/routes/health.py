"""Whether the service answers."""

from __future__ import annotations

from typing import Literal

from fastapi import APIRouter, Request

from api.dependencies import ServiceDep
from api.health_schemas import HealthView
from api.security import holds_key
from domain.errors import StorageError

router = APIRouter(tags=["service"])


@router.get("/health", summary="Le service répond")
async def health(service: ServiceDep, request: Request) -> HealthView:
    """Whether the service answers, its corpus can be read and its jobs are done.

    Answered by the event loop itself, by a connection of its own: requests that wait for a model may hold every thread
    and every connection.
    """
    documents = None
    try:
        documents, trouble = service.application.corpus.probe.documents(), service.jobs.trouble
    except StorageError as error:
        trouble = str(error)
    status: Literal["ok", "trouble"] = "ok" if trouble is None else "trouble"
    return HealthView(
        status=status,
        version=request.app.version,
        documents=documents if holds_key(request) else None,
        trouble=trouble,
        preparing=service.warm_up.preparing,
    )
