"""Query parameters that a route does not know are refused: a filter misspelt must not be passed over in silence."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi import Request
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute

from domain.errors import UsageError


async def refuse_unknown_names(request: Request) -> None:
    """Hold the query of a request to the parameters of its route.

    Raises:
        UsageError: the query names another one.
    """
    route = request.scope.get("route")
    if not request.query_params or not isinstance(route, APIRoute):
        return
    known = dict.fromkeys(_names(route.dependant))
    unknown = sorted(set(request.query_params) - known.keys())
    if unknown:
        raise UsageError(
            f"Paramètre inconnu de cette adresse : {', '.join(unknown)}.",
            remedy=f"Elle connaît : {', '.join(known)}." if known else "Elle n'en prend aucun.",
        )


def _names(asked: Dependant) -> Iterator[str]:
    yield from (field.alias for field in asked.query_params)
    for each in asked.dependencies:
        yield from _names(each)
