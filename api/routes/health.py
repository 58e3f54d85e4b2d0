"""Whether the service answers."""

from __future__ import annotations

from importlib.metadata import version
from typing import Literal

from fastapi import APIRouter, Request

from api.dependencies import ServiceDep
from api.schemas import HealthView
from api.security import holds_key

router = APIRouter(tags=["service"])


@router.get("/health", summary="Le service répond")
async def health(service: ServiceDep, request: Request) -> HealthView:
    """Whether the service answers, its corpus can be read and its jobs are done.

    Answered by the event loop itself: requests that wait for a model may hold every thread of the pool.
    """
    documents = service.application.corpus.documents.count()
    trouble = service.jobs.trouble
    status: Literal["ok", "trouble"] = "ok" if trouble is None else "trouble"
    return HealthView(
        status=status,
        version=version("biollm"),
        documents=documents if holds_key(request) else None,
        trouble=trouble,
        preparing=service.warm_up.preparing,
    )
