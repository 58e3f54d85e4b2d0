"""What each kind of job does: a registry of handlers, one a file.

A module of this package defines ``HANDLER``; adding a kind of job adds a file here and its request in
``domain/jobs.py`` (and in the union of ``domain/job_codec.py``).
"""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module
from typing import Any

from api.job_handlers.handler import JobHandler, JobTools
from api.job_worker import Work
from domain import JobRequest, JobResult
from domain.errors import UnknownJobKind
from use_cases.progress import Progress

__all__ = ["JobHandler", "JobTools", "handlers", "work_of"]


@cache
def handlers() -> dict[str, JobHandler[Any]]:
    """Every handler, by the kind of its requests."""
    modules = (import_module(f"{__name__}.{found.name}") for found in pkgutil.iter_modules(__path__))
    found = [module.HANDLER for module in modules if hasattr(module, "HANDLER")]
    return {handler.kind: handler for handler in found}


def work_of(tools: JobTools) -> Work:
    """The work of this service: a request is given to the handler of its kind. The first job imports the handlers."""

    def work(request: JobRequest, progress: Progress) -> JobResult:
        handler = handlers().get(request.kind)
        if handler is None or not isinstance(request, handler.request):
            raise UnknownJobKind(
                f"Cette tâche (« {request.kind} ») vient d'une autre version de BIOLLM.",
                remedy="Demandez-la de nouveau.",
            )
        return handler.run(tools, request, progress)

    return work
