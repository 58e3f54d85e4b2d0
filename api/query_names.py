"""Query parameters that a route does not know are refused: a filter misspelt must not be passed over in silence."""

from __future__ import annotations

from fastapi import Request
from fastapi.dependencies.utils import get_flat_dependant
from fastapi.routing import APIRoute

from domain.errors import UsageError


def refuse_unknown_names(request: Request) -> None:
    """Hold the query of a request to the parameters of its route, as the OpenAPI description lists them.

    Raises:
        UsageError: the query names another one.
    """
    route = request.scope.get("route")
    if not request.query_params or not isinstance(route, APIRoute):
        return
    known = [field.alias for field in get_flat_dependant(route.dependant, skip_repeats=True).query_params]
    unknown = sorted(set(request.query_params) - set(known))
    if unknown:
        raise UsageError(
            f"Paramètre inconnu de cette adresse : {', '.join(unknown)}.",
            remedy=f"Elle connaît : {', '.join(known)}." if known else "Elle n'en prend aucun.",
        )
