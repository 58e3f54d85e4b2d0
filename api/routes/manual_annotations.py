"""The manual annotation: cells noted from the document alone, taken away or kept as a reference."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, Field

from api.dependencies import CurrentUserDep, Service, ServiceDep
from api.moments import Moment
from api.request_base import Request
from api.review_schemas import EvidenceIn, ReviewValueIn, values_given
from api.routes.reviews import XLSX
from corpus.manual_store import ManualCell
from domain import Verdict
from evaluation import gold_bytes
from use_cases.annotate import Annotating, is_finished

router = APIRouter(tags=["analyse à la main"])

Name = Annotated[str, Field(max_length=100)]


class Noted(Request):
    """What a person notes of a cell; without a verdict it is a draft. ``person``: left out, the browser's."""

    person: Name = ""
    verdict: Verdict | None = None
    doubtful: bool = False
    comment: Annotated[str, Field(max_length=4000)] | None = None
    values: list[ReviewValueIn] = Field(default=[], max_length=100)
    evidence: list[EvidenceIn] = Field(default=[], max_length=100)


class NotedView(BaseModel):
    """A cell as kept; ``minutes`` are those of the clock of manual annotation.

    ``blind`` is false where the person had worked on the tool's answer to this cell before.
    """

    indicator: str
    person: str
    verdict: Verdict | None
    doubtful: bool
    comment: str | None
    values: list[ReviewValueIn]
    evidence: list[EvidenceIn]
    finished: bool
    minutes: float | None
    blind: bool
    updated_at: Moment | None


class KeptGold(BaseModel):
    """A version of the gold made of an analysis."""

    digest: str
    cells: int


def _annotating(service: Service) -> Annotating:
    return Annotating(service.application.corpus, service.application.grid)


@router.get("/documents/{slug}/manual-annotations", summary="Les cases qu'une personne a analysées à la main")
def list_noted(service: ServiceDep, slug: str, person: Annotated[str, Query(max_length=100)]) -> list[NotedView]:
    """Every cell that the person noted anything of."""
    service.application.corpus.documents.get(slug)
    minutes = _annotating(service).minutes(slug, person)
    cells = service.application.corpus.manual.all(slug, person).values()
    not_blind = _annotating(service).not_blind(slug, person)
    return [_view(cell, minutes.get(cell.indicator), blind=cell.indicator not in not_blind) for cell in cells]


@router.put("/documents/{slug}/manual-annotations/{code}", summary="Noter une case à la main")
def put_noted(service: ServiceDep, user: CurrentUserDep, slug: str, code: str, noted: Noted) -> NotedView:
    """Keep the state of a person's cell; each has their own, so nobody overwrites anybody."""
    person = user.signing(noted.person).name
    cell = ManualCell(
        slug,
        code,
        person,
        noted.verdict,
        noted.doubtful,
        noted.comment,
        tuple(values_given(noted.values, slug)),
        tuple(item.given() for item in noted.evidence),
    )
    annotating = _annotating(service)
    kept = annotating.put(cell)
    blind = code not in annotating.not_blind(slug, person)
    return _view(kept, annotating.minutes(slug, person).get(code), blind=blind)


@router.get(
    "/manual-annotations/gold.xlsx", summary="Une analyse à la main comme une référence", response_class=Response
)
def export_noted(
    service: ServiceDep,
    document: Annotated[list[str], Query(description="Documents, un ou plusieurs.")],
    person: Annotated[str, Query(max_length=100)],
) -> Response:
    """The person's finished cells in the gold format, with their minutes."""
    done = _annotating(service).gold(document, person)
    return Response(
        gold_bytes(done.gold.cells, done.comments),
        media_type=XLSX,
        headers={"Content-Disposition": 'attachment; filename="analyse-a-la-main.xlsx"'},
    )


@router.post("/manual-annotations/gold", status_code=201, summary="Garder une analyse à la main comme référence")
def keep_noted(service: ServiceDep, document: str, person: Annotated[str, Query(max_length=100)]) -> KeptGold:
    """Make a version of the gold of the person's finished cells of a document."""
    gold = _annotating(service).keep([document], person)
    return KeptGold(digest=gold.digest, cells=len(gold.cells))


def _view(cell: ManualCell, minutes: float | None, *, blind: bool) -> NotedView:
    return NotedView(
        indicator=cell.indicator,
        person=cell.person,
        verdict=cell.verdict,
        doubtful=cell.doubtful,
        comment=cell.comment,
        values=[ReviewValueIn.of(value) for value in cell.values],
        evidence=[EvidenceIn.of(item) for item in cell.evidence],
        finished=is_finished(cell),
        minutes=None if minutes is None else round(minutes, 2),
        blind=blind,
        updated_at=cell.updated_at,
    )
