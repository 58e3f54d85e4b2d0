"""What routes ask for: the parts of the service, typed, made once in api.app."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from api.current_user import current_user
from api.job_worker import JobRunner
from api.uploads import UploadFolder
from api.warm_up import WarmUp
from domain import CurrentUser
from use_cases.container import Application


@dataclass(frozen=True, slots=True)
class Service:
    """The parts that routes use."""

    application: Application
    jobs: JobRunner
    uploads: UploadFolder
    warm_up: WarmUp


def service_of(request: Request) -> Service:
    """The service that answers this request."""
    service = request.app.state.service
    if not isinstance(service, Service):
        raise TypeError("the application was not started")
    return service


ServiceDep = Annotated[Service, Depends(service_of)]
CurrentUserDep = Annotated[CurrentUser, Depends(current_user)]
