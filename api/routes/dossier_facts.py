"""What stands beside the answers of a document: its geographic tables, and what authorities say of it."""

from __future__ import annotations

from fastapi import APIRouter, Response
from pydantic import BaseModel, Field

from api.dependencies import ServiceDep
from domain import TextFigure
from domain.errors import UnknownPiece
from indicator_queries import find
from use_cases.opinions import OpinionPassage, said_in_opinions
from use_cases.table_figures import TableFigure

router = APIRouter(prefix="/documents", tags=["documents"])


class TextFigureView(BaseModel):
    """A figure of the text near that of the table; ``gap`` is the share by which it is more (less when negative)."""

    hectares: float
    piece: str
    page: int | None
    quote: str
    gap: float
    agrees: bool

    @classmethod
    def of(cls, figure: TextFigure) -> TextFigureView:
        """The shape of a figure."""
        return cls(
            hectares=figure.hectares,
            piece=figure.piece,
            page=figure.page,
            quote=figure.quote,
            gap=round(figure.gap, 4),
            agrees=figure.agrees,
        )


class TableFigureView(BaseModel):
    """A figure of a geographic table, with its source and what the text says."""

    code: str
    label: str
    objects: int
    hectares: float
    source: str = Field(description="« table PRESCRIPTION_SURF, 32 objets ».")
    disagrees: bool
    text: list[TextFigureView]

    @classmethod
    def of(cls, figure: TableFigure) -> TableFigureView:
        """The shape of a figure."""
        return cls(
            code=figure.code,
            label=figure.label,
            objects=figure.objects,
            hectares=round(figure.hectares, 2),
            source=figure.source,
            disagrees=figure.disagrees,
            text=[TextFigureView.of(one) for one in figure.text],
        )


class OverlapView(BaseModel):
    """Hectares of a zone to be urbanised that lie on a prescription that protects nature."""

    zone: str
    code: str
    label: str
    hectares: float


class GeographyView(BaseModel):
    """What the geographic tables of a document hold."""

    layers: list[str]
    zones: list[TableFigureView]
    prescriptions: list[TableFigureView]
    overlaps: list[OverlapView]
    indicators: dict[str, list[TableFigureView]]
    remarks: list[str]


class OpinionView(BaseModel):
    """A sentence of an opinion; it is no evidence of what the plan says."""

    piece: str
    title: str
    page: int | None
    label: str | None
    heading: list[str]
    quote: str

    @classmethod
    def of(cls, passage: OpinionPassage) -> OpinionView:
        """The shape of a sentence."""
        sentence = passage.sentence.parts()[0]  # a quote is of one page
        return cls(
            piece=sentence.piece,
            title=passage.piece_title,
            page=sentence.page,
            label=sentence.label,
            heading=list(passage.heading),
            quote=sentence.text,
        )


@router.get("/{slug}/geography", summary="Les tables géographiques d'un document")
def get_geography(service: ServiceDep, slug: str) -> GeographyView:
    """Hectares by zone and by prescription, beside the figures of the text; empty where there are no layers."""
    application = service.application
    figures = application.table_figures.of(slug)
    geography = figures.geography
    return GeographyView(
        layers=[f"{layer.said}, {layer.projection or 'sans projection'}" for layer in geography.layers],
        zones=[TableFigureView.of(one) for one in figures.zones()],
        prescriptions=[TableFigureView.of(one) for one in figures.prescriptions()],
        overlaps=[
            OverlapView(zone=one.zone, code=one.code, label=one.label, hectares=round(one.hectares, 2))
            for one in geography.overlaps
        ],
        indicators={
            indicator.code: [TableFigureView.of(one) for one in found]
            for indicator in application.grid.indicators
            if (found := figures.of_indicator(indicator))
        },
        remarks=list(geography.remarks),
    )


@router.get("/{slug}/map.svg", summary="La carte des zones et des prescriptions", response_class=Response)
def get_map(service: ServiceDep, slug: str) -> Response:
    """A small map as SVG, drawn from the layers of the dossier."""
    geography = service.application.corpus.intake.geography(slug)
    if geography is None or geography.map is None:
        raise UnknownPiece(
            "Ce dossier n'a pas de couche géographique à dessiner.",
            remedy="Envoyez le dossier entier, avec Donnees_geographiques.",
        )
    return Response(geography.map, media_type="image/svg+xml")


@router.get("/{slug}/opinions/{code}", summary="Ce que l'autorité environnementale dit d'un indicateur")
def get_opinions(service: ServiceDep, slug: str, code: str) -> list[OpinionView]:
    """Sentences of the opinions of the dossier on the subject of an indicator; they decide nothing."""
    application = service.application
    indicator = find(application.grid, code)
    found = said_in_opinions(application.corpus, application.retriever, slug, indicator)
    return [OpinionView.of(one) for one in found]
