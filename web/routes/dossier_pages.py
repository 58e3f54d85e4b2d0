"""What stands beside the answers of a dossier: what its files say of it, its geographic tables, opinions."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from api.dependencies import ServiceDep
from api.waiting import waits
from indicator_queries import find
from use_cases.intake_json import FACT_LABELS, told_facts
from use_cases.opinions import opinion_pieces, said_in_opinions
from web.templates_setup import PagesDep

router = APIRouter()


@router.get("/dossiers/{slug}/fiche")
def facts(service: ServiceDep, pages: PagesDep, request: Request, slug: str) -> Response:
    """Each guess with its reason, what is missing, and the hectares of the tables beside those of the text."""
    application = service.application
    document = application.corpus.documents.get(slug)
    intake = application.corpus.intake.get(slug)
    figures = application.table_figures.of(slug)
    return pages.render(
        request,
        "dossier_facts.html",
        document=document,
        intake=intake,
        facts=[(FACT_LABELS[name], value, reason) for name, value, reason in told_facts(intake)] if intake else [],
        geography=figures.geography,
        zones=figures.zones(),
        prescriptions=figures.prescriptions(),
    )


@router.get("/dossiers/{slug}/avis")
@waits
def opinions(
    service: ServiceDep,
    pages: PagesDep,
    request: Request,
    slug: str,
    code: Annotated[str | None, Query(alias="indicateur")] = None,
) -> Response:
    """The sentences of opinions that speak of an indicator, beside the answer that they do not decide."""
    application = service.application
    document = application.corpus.documents.get(slug)
    indicator = find(application.grid, code) if code else application.grid.indicators[0]
    pieces = opinion_pieces(application.corpus, slug)
    said = said_in_opinions(application.corpus, application.retriever, slug, indicator) if pieces else ()
    cell = next((one for one in application.cells.of(slug) if one.indicator == indicator.code), None)
    return pages.render(
        request,
        "opinions.html",
        document=document,
        indicators=application.grid.indicators,
        indicator=indicator,
        pieces=pieces,
        said=said,
        cell=cell,
    )
