"""Stored form of job requests: JSON {"codec": 2, "kind": ..., fields}, and the forms of the versions before.

Version 1 had no number; its kind stood beside the payload in French.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Annotated, Any

from pydantic import Field, TypeAdapter, ValidationError

from domain.jobs import (
    AnswerRequest,
    EvaluateRequest,
    IngestRequest,
    JobRequest,
    SampleRequest,
    StudyRequest,
    UnreadableRequest,
)

VERSION = 2
AnyRequest = Annotated[
    IngestRequest | AnswerRequest | SampleRequest | EvaluateRequest | StudyRequest, Field(discriminator="kind")
]
_KINDS_1 = {
    "lecture": "ingest", "analyse": "answer", "exemple": "sample", "évaluation": "evaluate", "étude": "study",
}  # fmt: skip
_FIELDS_1 = {"title": "name", "kind": "document_kind", "date": "day"}


@lru_cache(maxsize=1)
def _adapter() -> TypeAdapter[Any]:
    return TypeAdapter(AnyRequest)


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
