"""Errors as RFC 9457 problem documents (application/problem+json)."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from starlette.exceptions import HTTPException

from api.headers import harden
from api.key_tries import TooManyTries
from api.review_views import ReviewView
from domain import JobFailure, errors
from domain.errors import BiollmError

MEDIA_TYPE = "application/problem+json"
TYPE_PREFIX = "urn:biollm:problem:"

# The first class that fits decides, so the narrow ones stand first.
_STATUS: tuple[tuple[type[BiollmError], HTTPStatus], ...] = (
    (errors.UnknownDocument, HTTPStatus.NOT_FOUND),
    (errors.UnknownPiece, HTTPStatus.NOT_FOUND),
    (errors.UnknownPage, HTTPStatus.NOT_FOUND),
    (errors.UnknownIndicator, HTTPStatus.NOT_FOUND),
    (errors.UnknownJob, HTTPStatus.NOT_FOUND),
    (errors.UnknownRun, HTTPStatus.NOT_FOUND),
    (errors.UnknownGold, HTTPStatus.NOT_FOUND),
    (errors.UnknownClock, HTTPStatus.NOT_FOUND),
    (errors.UnknownDeliverable, HTTPStatus.NOT_FOUND),
    (errors.UnknownPractice, HTTPStatus.NOT_FOUND),
    (errors.UnknownKeptAnswer, HTTPStatus.NOT_FOUND),
    (errors.UnknownConversation, HTTPStatus.NOT_FOUND),
    (errors.ClockStopped, HTTPStatus.CONFLICT),
    (errors.ReviewConflict, HTTPStatus.CONFLICT),
    (errors.UsageError, HTTPStatus.UNPROCESSABLE_ENTITY),
    (errors.ReadingError, HTTPStatus.UNPROCESSABLE_ENTITY),
    (errors.FileFaults, HTTPStatus.UNPROCESSABLE_ENTITY),
    (errors.DiskFull, HTTPStatus.INSUFFICIENT_STORAGE),
    (errors.IndexMismatch, HTTPStatus.CONFLICT),
    (errors.DocumentBusy, HTTPStatus.CONFLICT),
    (errors.InvalidReply, HTTPStatus.BAD_GATEWAY),
    (errors.ModelError, HTTPStatus.SERVICE_UNAVAILABLE),
)


class AccessDenied(BiollmError):
    """The caller did not present the key, or comes from a foreign web page."""

    code = "access-denied"


class TooLarge(BiollmError):
    """The request carries more than the service accepts."""

    code = "request-too-large"


def status_of(error: BiollmError) -> HTTPStatus:
    """HTTP status of one of our errors."""
    if isinstance(error, AccessDenied):
        return HTTPStatus.FORBIDDEN
    if isinstance(error, TooManyTries):
        return HTTPStatus.TOO_MANY_REQUESTS
    if isinstance(error, TooLarge):
        return HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    for kind, status in _STATUS:
        if isinstance(error, kind):
            return status
    return HTTPStatus.INTERNAL_SERVER_ERROR


class Problem(BaseModel):
    """A problem document (RFC 9457).

    ``where`` is the file, page or line concerned, ``remedy`` what one can do, ``faults`` all faults of a file or of
    a request, ``current`` the decision that stands where somebody else reviewed a cell first, ``renamed`` the slug that
    a document has now.
    """

    type: str
    title: str
    status: int
    detail: str
    instance: str | None = None
    where: str | None = None
    remedy: str | None = None
    faults: list[str] | None = None
    current: ReviewView | None = None
    renamed: str | None = None

    @classmethod
    def of(cls, error: BiollmError) -> Problem:
        """One of our errors."""
        current = error.current if isinstance(error, errors.ReviewConflict) else None
        return cls(
            type=TYPE_PREFIX + error.code,
            title=error.message,
            status=status_of(error),
            detail=str(error),
            where=error.where,
            remedy=error.remedy,
            faults=list(error.faults) if isinstance(error, errors.FileFaults) else None,
            current=ReviewView.of(current) if current else None,
            renamed=error.renamed if isinstance(error, errors.UnknownDocument) else None,
        )

    @property
    def failure(self) -> JobFailure:
        """The problem as it is kept with a job."""
        return JobFailure(
            self.title, self.type, self.status, self.detail, self.where, self.remedy, tuple(self.faults or ())
        )


def problem_response(problem: Problem, request: Request) -> JSONResponse:
    """A problem document as a response; ``instance`` is the path that was asked for."""
    whole = problem.model_copy(update={"instance": request.url.path}).model_dump(mode="json")
    # What does not apply is left out; a decision that it shows stays whole.
    content = {name: value for name, value in whole.items() if value is not None}
    return JSONResponse(content, status_code=problem.status, media_type=MEDIA_TYPE)


def is_page(request: Request) -> bool:
    """Whether a person in a browser asks, rather than a program."""
    return not request.url.path.startswith("/api/")


Draw = Callable[[Problem, Request], Response]
"""Makes a page for people of a problem document."""


def install(app: FastAPI, page: Draw | None) -> None:
    """Answer every error with a problem document; to a person, as a page where there are pages."""

    def answer(problem: Problem, request: Request) -> Response:
        return page(problem, request) if page is not None and is_page(request) else problem_response(problem, request)

    def ours(request: Request, error: Exception) -> Response:
        assert isinstance(error, BiollmError)
        return answer(Problem.of(error), request)

    def invalid(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        faults = [f"{'.'.join(str(part) for part in fault['loc'])} : {fault['msg']}" for fault in error.errors()]
        problem = Problem(
            type=TYPE_PREFIX + "malformed-request",
            title="La requête n'a pas la forme attendue.",
            status=HTTPStatus.UNPROCESSABLE_ENTITY,
            detail=" ; ".join(faults),
            faults=faults,
        )
        return answer(problem, request)

    def http(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        title = HTTPStatus(error.status_code).phrase
        problem = Problem(type="about:blank", title=title, status=error.status_code, detail=str(error.detail))
        response = answer(problem, request)
        response.headers.update(error.headers or {})  # Allow of a 405
        return response

    def unexpected(request: Request, error: Exception) -> Response:
        # What happened is in the log, with its traceback; a person is told what to do.
        problem = Problem(
            type=TYPE_PREFIX + "internal-error",
            title="Une erreur imprévue s'est produite ; rien n'a été enregistré à moitié.",
            status=HTTPStatus.INTERNAL_SERVER_ERROR,
            detail=f"Une erreur imprévue s'est produite ({type(error).__name__}).",
            remedy="Recommencez ; si elle revient, transmettez le journal du service à qui l'a installé.",
        )
        # This answer is made outside of the middleware that hardens the others.
        return harden(answer(problem, request), request)

    app.add_exception_handler(Exception, unexpected)
    app.add_exception_handler(BiollmError, ours)
    app.add_exception_handler(RequestValidationError, invalid)
    app.add_exception_handler(HTTPException, http)
