"""The matrix documents × indicators, two documents side by side, and a plan over time."""

from __future__ import annotations

from itertools import pairwise
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from api.dependencies import ServiceDep
from use_cases.matrix_selection import chosen_indicators, chosen_lines, places_of
from use_cases.overview import overview
from use_cases.plan_series import plan_series
from web.comparison_view import compared
from web.kept_pages import KeptRoute
from web.matrix_filters import SORTS, STATES, ChoiceDep, api_query
from web.templates_setup import PagesDep

router = APIRouter(route_class=KeptRoute)


@router.get("/matrice")
def matrix(service: ServiceDep, pages: PagesDep, request: Request, choice: ChoiceDep) -> Response:
    """Every cell with its verdict and the decision on it; the filters are in the address."""
    application = service.application
    lines = overview(application.corpus, application.cells)
    return pages.render(
        request,
        "matrix.html",
        choice=choice,
        lines=chosen_lines(lines, choice),
        total=len(lines),
        indicators=chosen_indicators(application.grid.indicators, choice),
        themes=list(dict.fromkeys(each.theme for each in application.grid.indicators if each.theme)),
        territories=sorted({line.document.territory for line in lines if line.document.territory}),
        places=places_of(line.document for line in lines),
        sorts=SORTS,
        states=STATES,
        query=api_query(choice),
    )


@router.get("/comparer")
def compare(
    service: ServiceDep,
    pages: PagesDep,
    request: Request,
    first: Annotated[str, Query(alias="a")] = "",
    second: Annotated[str, Query(alias="b")] = "",
    only_changes: Annotated[bool, Query(alias="ecarts")] = False,
) -> Response:
    """Two documents, or two versions of a plan, indicator by indicator."""
    application = service.application
    documents = application.corpus.documents.all()
    pair = (
        compared(
            application.corpus,
            application.cells,
            application.grid,
            first,
            second,
            application.version_changes,
        )
        if first and second and first != second
        else None
    )
    return pages.render(
        request,
        "comparison.html",
        documents=documents,
        first=first,
        second=second,
        only_changes=only_changes,
        pair=pair,
    )


@router.get("/plans/{plan}")
def plan_over_time(service: ServiceDep, pages: PagesDep, request: Request, plan: str) -> Response:
    """The versions of a plan, oldest first: indicator by indicator, and what to compare."""
    application = service.application
    series = plan_series(application.corpus, application.cells, application.grid, plan)
    return pages.render(request, "plan.html", series=series, pairs=list(pairwise(series.versions)))
