"""What the OpenAPI description says of errors: every route may answer with a problem document."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from fastapi import FastAPI

from api.events import EventStreamResponse
from api.problems import MEDIA_TYPE, Problem

#: What routes answer besides their own model.
RESPONSES: dict[int | str, dict[str, Any]] = {
    "4XX": {"model": Problem, "description": "La demande ne peut pas être satisfaite."},
    422: {"model": Problem, "description": "La demande n'a pas la forme attendue."},
    "5XX": {"model": Problem, "description": "Le service n'a pas pu la satisfaire."},
}

EVENTS = EventStreamResponse.media_type
#: Where the description is.
OPENAPI_PATH = "/api/v1/openapi.json"


class DescribedApi(FastAPI):
    """An application whose description gives errors the media type of problem documents.

    ``complete`` adds the routes that are added late; they are described too.
    """

    complete: Callable[[], None] | None = None

    def openapi(self) -> dict[str, Any]:
        """The description, made once."""
        if self.complete is not None:
            self.complete()
        made_before = self.openapi_schema is not None
        description = super().openapi()
        if not made_before:
            for operations in description["paths"].values():
                for operation in operations.values():
                    _declare(operation["responses"])
        return description


def _declare(responses: dict[str, Any]) -> None:
    for status, response in responses.items():
        if EVENTS in response.get("content", {}):
            response["content"][EVENTS] = {}  # FastAPI says that it is a string
        if not status.startswith("2"):
            response["content"] = {MEDIA_TYPE: {"schema": {"$ref": f"#/components/schemas/{Problem.__name__}"}}}
