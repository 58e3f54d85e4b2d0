"""What a service hands in: what each lacks, the file, its preview, the history; good practices."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, Field

from api.dependencies import CurrentUserDep, ServiceDep
from api.headers import POLICY_HEADER, REPORT_POLICY
from api.moments import Moment
from api.request_base import Request
from api.waiting import waits
from domain.practices import GoodPractice, MadeDeliverable
from exports.deliverables.registry_of_charts import MEDIA_TYPES as CHART_TYPES
from exports.deliverables.registry_of_kinds import MEDIA_TYPES
from use_cases.collect_practice import LONGEST, ChosenPassage, PracticeNote
from use_cases.deliver import Readiness
from use_cases.draw_charts import OfferedChart

router = APIRouter(tags=["livrables"])

Slugs = Annotated[list[str], Query(max_length=500, description="Identifiants des documents.")]


class ReadinessView(BaseModel):
    """A deliverable, its formats, and what is missing before it can be handed in (French)."""

    name: str
    label: str
    purpose: str
    formats: list[str]
    missing: list[str]

    @classmethod
    def of(cls, one: Readiness) -> ReadinessView:
        """The view of a deliverable."""
        kind = one.kind
        return cls(
            name=kind.name,
            label=kind.label,
            purpose=kind.purpose,
            formats=list(kind.forms),
            missing=list(one.missing),
        )


class DeliverableBody(Request):
    """What to make, of which documents."""

    name: Annotated[str, Field(max_length=100)]
    documents: list[str] = Field(default=[], max_length=500)
    format: Annotated[str | None, Field(max_length=20)] = None
    practices: list[int] = Field(default=[], max_length=500)


class SourceView(BaseModel):
    """What a deliverable was made from of one cell: numbers of the answer and of the decision."""

    document: str
    indicator: str
    answer: int | None
    decision: int | None
    verdict: str | None
    status: str


class MadeView(BaseModel):
    """A deliverable that was made."""

    id: str
    name: str
    format: str
    filename: str
    documents: list[str]
    person: str
    made: Moment
    sha256: str
    cells: list[SourceView]

    @classmethod
    def of(cls, one: MadeDeliverable) -> MadeView:
        """The view of a line of the history."""
        return cls(
            id=one.id,
            name=one.kind,
            format=one.form,
            filename=one.filename,
            documents=list(one.documents),
            person=one.person,
            made=one.made_at,
            sha256=one.sha256,
            cells=[SourceView.model_validate(cell, from_attributes=True) for cell in one.cells],
        )


class ChartView(BaseModel):
    """A chart: what it says in words, or what is missing where there is nothing to show (French)."""

    name: str
    label: str
    formats: list[str]
    text: str
    missing: str

    @classmethod
    def of(cls, one: OfferedChart) -> ChartView:
        """The view of a chart."""
        return cls(
            name=one.kind.name, label=one.kind.label, formats=list(CHART_TYPES), text=one.text, missing=one.missing
        )


class PracticeBody(Request):
    """A passage of a page, and what a person says of it."""

    document: Annotated[str, Field(max_length=100)]
    piece: Annotated[str, Field(max_length=300)]
    page: Annotated[int, Field(ge=1, description="Rang de la page dans sa pièce.")]
    quote: Annotated[str, Field(min_length=1, max_length=LONGEST)]
    title: Annotated[str, Field(min_length=1, max_length=300)]
    theme: Annotated[str, Field(max_length=200)] = ""
    tags: list[Annotated[str, Field(max_length=100)]] = Field(default=[], max_length=30)
    note: Annotated[str, Field(max_length=LONGEST)] = ""
    tool: Annotated[str, Field(max_length=300)] = ""
    indicator: Annotated[str | None, Field(max_length=20)] = None


class PracticeView(BaseModel):
    """A passage collected as a good practice."""

    id: int
    document: str
    piece: str
    page: int | None
    label: str | None
    quote: str
    title: str
    theme: str
    tags: list[str]
    note: str
    tool: str
    indicator: str | None
    person: str
    created: Moment

    @classmethod
    def of(cls, one: GoodPractice) -> PracticeView:
        """The view of a passage."""
        return cls(
            id=one.number,
            document=one.document,
            piece=one.piece,
            page=one.page,
            label=one.label,
            quote=one.quote,
            title=one.title,
            theme=one.theme,
            tags=list(one.tags),
            note=one.note,
            tool=one.tool,
            indicator=one.indicator,
            person=one.person,
            created=one.created_at,
        )


@router.get("/deliverables/available", summary="Les livrables, et ce qui manque à chacun")
def available_deliverables(service: ServiceDep, document: Slugs) -> list[ReadinessView]:
    """Every deliverable for these documents."""
    return [ReadinessView.of(one) for one in service.application.delivering.readiness(document)]


@router.get("/deliverables/preview", summary="L'aperçu d'un livrable", response_class=Response)
@waits
def preview_deliverable(
    service: ServiceDep,
    name: Annotated[str, Query(max_length=100)],
    document: Slugs = [],  # noqa: B006 - of FastAPI
) -> Response:
    """A PDF where LibreOffice is installed, else a page; nothing is kept."""
    content, media = service.application.delivering.preview(name, document)
    headers = {"Content-Disposition": "inline"}
    if media.startswith("text/html"):
        headers[POLICY_HEADER] = REPORT_POLICY
    return Response(content, media_type=media, headers=headers)


@router.post("/deliverables", status_code=201, summary="Faire un livrable")
@waits
def make_deliverable(service: ServiceDep, user: CurrentUserDep, body: DeliverableBody) -> MadeView:
    """Make the file, keep it, and note what it was made from."""
    made = service.application.delivering.make(
        body.name, body.documents, form=body.format, practices=body.practices, person=user.name
    )
    return MadeView.of(made.record)


@router.get("/deliverables", summary="Les livrables déjà faits")
def list_deliverables(service: ServiceDep) -> list[MadeView]:
    """Newest first, each with the answers and decisions that it was made from."""
    return [MadeView.of(one) for one in service.application.delivering.history()]


@router.get("/deliverables/{identifier}/file", summary="Le fichier d'un livrable déjà fait", response_class=Response)
def deliverable_file(service: ServiceDep, identifier: str) -> Response:
    """The file as it was made."""
    made = service.application.delivering.file(identifier)
    disposition = f"attachment; filename*=UTF-8''{quote(made.record.filename)}"
    return Response(
        made.content, media_type=MEDIA_TYPES[made.record.form], headers={"Content-Disposition": disposition}
    )


@router.get("/charts", summary="Les graphiques, et ce qu'ils disent")
def list_charts(service: ServiceDep, document: Slugs) -> list[ChartView]:
    """Every chart for these documents, with the same in words."""
    return [ChartView.of(one) for one in service.application.charting.offered(document)]


@router.get("/charts/{name}", summary="Le fichier d'un graphique", response_class=Response)
def chart_file(
    service: ServiceDep,
    name: str,
    document: Slugs,
    form: Annotated[str, Query(alias="format", max_length=20, description="svg ou png.")] = "svg",
) -> Response:
    """A drawing (SVG, whose words stay text) or a picture (PNG)."""
    content = service.application.charting.content(name, document, form)
    disposition = f"attachment; filename*=UTF-8''{quote(f'{name}.{form}')}"
    return Response(content, media_type=CHART_TYPES[form], headers={"Content-Disposition": disposition})


@router.get("/good-practices", summary="Les bonnes pratiques retenues")
def list_practices(
    service: ServiceDep,
    text: Annotated[str, Query(max_length=300)] = "",
    theme: Annotated[str, Query(max_length=200)] = "",
) -> list[PracticeView]:
    """Over all documents; those with all these words, of this theme."""
    return [PracticeView.of(one) for one in service.application.corpus.practices.all(text=text, theme=theme)]


@router.post("/good-practices", status_code=201, summary="Retenir un passage comme bonne pratique")
def add_practice(service: ServiceDep, user: CurrentUserDep, body: PracticeBody) -> PracticeView:
    """The words must stand on the page."""
    kept = service.application.collecting.collect(
        ChosenPassage(body.document, body.piece, body.page, body.quote),
        PracticeNote(body.title, body.theme, tuple(body.tags), body.note, body.tool, body.indicator),
        user.name,
    )
    return PracticeView.of(kept)


@router.delete("/good-practices/{number}", status_code=204, summary="Ne plus retenir un passage")
def remove_practice(service: ServiceDep, number: int) -> None:
    """Let it go."""
    service.application.corpus.practices.remove(number)
