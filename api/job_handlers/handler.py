"""The contract of a job handler."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from api.uploads import UploadFolder
from domain import JobRequest, JobResult
from use_cases.container import Application
from use_cases.progress import Progress

R = TypeVar("R", bound=JobRequest)


@dataclass(frozen=True, slots=True)
class JobTools:
    """What handlers work with."""

    application: Application
    uploads: UploadFolder


@dataclass(frozen=True, slots=True)
class JobHandler(Generic[R]):
    """Does one kind of job.

    Attributes:
        request: Type of the requests that it takes.
        kind: Their tag.
        run: Does the work and returns its result. May be called again after a stop: it goes on where it was.
    """

    request: type[R]
    kind: str
    run: Callable[[JobTools, R, Progress], JobResult]
