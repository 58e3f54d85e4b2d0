"""What routes ask for: the parts of the service, typed, made once in api.app."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from anyio import CapacityLimiter
from fastapi import Depends, Request

from api.current_user import current_user
from api.job_worker import JobRunner
from api.uploads import UploadFolder
from api.warm_up import WarmUp
from domain import CurrentUser
from use_cases.container import Application


@dataclass(frozen=True, slots=True)
class Service:
    """The parts that routes use; ``waiting`` are the threads of requests that wait (see :mod:`api.waiting`)."""

    application: Application
    jobs: JobRunner
    uploads: UploadFolder
    warm_up: WarmUp
    waiting: CapacityLimiter


def service_of(request: Request) -> Service:
    """The service that answers this request."""
    service = request.app.state.service
    if not isinstance(service, Service):
        raise TypeError("the application was not started")
    return service


async def _service(request: Request) -> Service:
    return service_of(request)


async def _user(request: Request) -> CurrentUser:
    return current_user(request)


# Not plain functions: those are run in threads, for which every request would wait when they are all taken.
ServiceDep = Annotated[Service, Depends(_service)]
CurrentUserDep = Annotated[CurrentUser, Depends(_user)]
