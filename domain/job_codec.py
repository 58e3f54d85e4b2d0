"""Stored form of jobs: requests as JSON {"codec": 2, "kind": ..., fields}, results and failures by their fields.

Version 1 had no number; its kind stood beside the payload in French. Whatever any version stored is read.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import asdict
from functools import lru_cache
from typing import Annotated, Any, cast

from pydantic import Field, TypeAdapter, ValidationError

from domain.job_results import (
    AnswersResult,
    EvaluationResult,
    IngestResult,
    JobFailure,
    JobResult,
    LearnResult,
    StudyResult,
)
from domain.jobs import (
    AnswerRequest,
    EvaluateRequest,
    IngestRequest,
    JobRequest,
    LearnRequest,
    SampleRequest,
    StudyRequest,
    UnreadableRequest,
)

VERSION = 2
AnyRequest = Annotated[
    IngestRequest | AnswerRequest | SampleRequest | EvaluateRequest | StudyRequest | LearnRequest,
    Field(discriminator="kind"),
]
_KINDS_1 = {
    "lecture": "ingest", "analyse": "answer", "exemple": "sample", "évaluation": "evaluate", "étude": "study",
}  # fmt: skip
_FIELDS_1 = {"title": "name", "kind": "document_kind", "date": "day"}

_RESULTS: Mapping[str, type[JobResult]] = {
    "ingest": IngestResult,
    "sample": IngestResult,
    "answer": AnswersResult,
    "evaluate": EvaluationResult,
    "study": StudyResult,
    "learn": LearnResult,
}
#: States of files as they were called before.
_STATES_1 = {"lue": "read", "remplacee": "replaced", "inchangee": "unchanged", "refusee": "refused"}


@lru_cache(maxsize=1)
def _adapter() -> TypeAdapter[Any]:
    return TypeAdapter(AnyRequest)


@lru_cache
def _adapter_of(kind: Hashable) -> TypeAdapter[Any]:
    return TypeAdapter(cast(Any, kind))


def encode_request(request: JobRequest) -> dict[str, Any]:
    """The stored form of a request."""
    return {"codec": VERSION, **_adapter().dump_python(request, mode="json")}


def decode_request(kind: str, stored: Mapping[str, Any]) -> JobRequest:
    """The request that was stored, by this version or one before.

    Args:
        kind: The kind that stands beside the payload.
        stored: The payload.
    """
    fields = dict(stored)
    version = fields.pop("codec", 1)
    if version == 1:
        kind = _KINDS_1.get(kind, kind)
        if kind == "ingest":
            fields = {_FIELDS_1.get(name, name): value for name, value in fields.items()}
        fields["kind"] = kind
    elif version > VERSION:
        return UnreadableRequest(kind, f"version {version}")
    try:
        request: JobRequest = _adapter().validate_python(fields)
    except ValidationError as error:
        return UnreadableRequest(kind, str(error))
    return request


def encode_result(result: JobResult) -> dict[str, Any]:
    """The stored form of a result."""
    return asdict(result)


def decode_result(kind: str, stored: Mapping[str, Any] | None) -> JobResult | None:
    """The result that any version stored, None where there is none or it cannot be read any more."""
    result = _RESULTS.get(_KINDS_1.get(kind, kind))
    if stored is None or result is None:
        return None
    fields = dict(stored)
    if result is IngestResult:
        pieces = fields.get("pieces", ())
        fields["pieces"] = [{**one, "state": _STATES_1.get(one["state"], one["state"])} for one in pieces]
    elif result is AnswersResult and "answers" in fields:  # whole answers were kept before
        fields["indicators"] = [one["indicator"] for one in fields.pop("answers")]
    try:
        read: JobResult = _adapter_of(cast(Hashable, result)).validate_python(fields)
    except ValidationError:
        return None
    return read


def encode_failure(failure: JobFailure) -> dict[str, Any]:
    """The stored form of a failure."""
    return asdict(failure)


def decode_failure(stored: Mapping[str, Any] | None) -> JobFailure | None:
    """The failure that any version stored."""
    if stored is None:
        return None
    failure: JobFailure = _adapter_of(JobFailure).validate_python(dict(stored))
    return failure
