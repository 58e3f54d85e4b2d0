"""The JSON shapes of documents, reports and what a search found, the same on the command line and in the API."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import BaseModel, Field

from domain import (
    DocumentInfo,
    DocumentKind,
    Hit,
    PieceInfo,
    PieceKind,
    Procedure,
    QueryTrace,
    Side,
    Stage,
    StoredPassage,
)

if TYPE_CHECKING:
    from use_cases.exact_search import ExactFound, Occurrence


class PieceView(BaseModel):
    """A piece of a document."""

    piece: str
    filename: str
    title: str | None
    kind: PieceKind
    pages: int
    pages_read: int
    passages: int
    sha256: str
    indexed: bool
    warnings: list[str]

    @classmethod
    def of(cls, piece: PieceInfo) -> PieceView:
        """The shape of a piece."""
        return cls(
            piece=piece.name,
            filename=piece.filename,
            title=piece.title,
            kind=piece.kind,
            pages=piece.pages,
            pages_read=piece.pages_read,
            passages=piece.passages,
            sha256=piece.sha256,
            indexed=piece.indexed_by is not None,
            warnings=list(piece.warnings),
        )


class DocumentView(BaseModel):
    """A document and its pieces."""

    slug: str
    title: str
    kind: DocumentKind | None
    territory: str | None
    stage: Stage | None
    date: str | None
    plan: str | None
    version: str | None
    versions: list[str]
    procedure: Procedure | None
    procedure_number: int | None
    scope: str | None
    identifier: str | None
    authority: str | None
    communes: list[str] = Field(description="Codes INSEE.")
    departments: list[str] = Field(
        description="Codes des départements de ses communes, sinon ceux du dossier ou de la collectivité."
    )
    regions: list[str] = Field(description="Codes INSEE des régions de ces départements.")
    pages: int
    pages_read: int
    indexed: bool
    pieces: list[PieceView]

    @classmethod
    def of(cls, document: DocumentInfo) -> DocumentView:
        """The shape of a document."""
        return cls(
            slug=document.slug,
            title=document.title,
            kind=document.kind,
            territory=document.territory,
            stage=document.stage,
            date=document.date.isoformat() if document.date else None,
            plan=document.plan,
            version=document.version,
            versions=list(document.versions),
            procedure=document.procedure,
            procedure_number=document.procedure_number,
            scope=document.scope,
            identifier=document.identifier,
            authority=document.authority,
            communes=list(document.communes),
            departments=list(document.departments),
            regions=list(document.regions),
            pages=sum(piece.pages for piece in document.pieces),
            pages_read=sum(piece.pages_read for piece in document.pieces),
            indexed=all(piece.indexed_by for piece in document.pieces),
            pieces=[PieceView.of(piece) for piece in document.pieces],
        )


class TraceView(BaseModel):
    """Why a passage came."""

    query: str
    side: Side
    rank: int
    score: float

    @classmethod
    def of(cls, found: QueryTrace) -> TraceView:
        """The shape of a trace."""
        return cls(query=found.query, side=found.side, rank=found.rank, score=round(found.score, 4))


class PlaceView(BaseModel):
    """Where a passage begins."""

    document: str
    piece: str
    page: int | None

    @classmethod
    def of(cls, passage: StoredPassage) -> PlaceView:
        """Where a passage begins."""
        return cls(document=passage.document, piece=passage.piece, page=passage.first_page)


class HitView(BaseModel):
    """A passage found."""

    document: str
    piece: str
    page: int | None
    last_page: int | None
    label: str | None
    section: list[str]
    score: float
    text: str
    trace: list[TraceView]
    same_text: list[PlaceView] = Field(default=[], description="Où le même texte se trouve encore.")

    @classmethod
    def of(cls, hit: Hit) -> HitView:
        """The shape of a hit; ``page`` is where the passage begins."""
        passage = hit.passage
        return cls(
            document=passage.document,
            piece=passage.piece,
            page=passage.first_page,
            last_page=passage.last_page,
            label=passage.label,
            section=list(passage.section),
            score=round(hit.score, 4),
            text=passage.text,
            trace=[TraceView.of(found) for found in hit.trace],
            same_text=[PlaceView.of(twin) for twin in hit.also],
        )


class OccurrenceView(BaseModel):
    """A place where a text stands as it was typed, with the text around it.

    ``why`` says why it is not visible, or struck out: such a text is never quoted. It is null elsewhere.
    """

    document: str
    piece: str
    page: int | None
    label: str | None
    before: str
    found: str
    after: str
    last_page: int | None = Field(None, description="La page où ce texte finit, s'il se poursuit sur une autre.")
    why: str | None = Field(None, description="Pourquoi ce texte n'est pas visible ; null : il l'est.")

    @classmethod
    def of(cls, one: Occurrence) -> OccurrenceView:
        """The shape of an occurrence."""
        return cls(
            document=one.document,
            piece=one.piece,
            page=one.page,
            label=one.label,
            before=one.before,
            found=one.found,
            after=one.after,
            last_page=one.last_page,
            why=one.why,
        )


class ExactView(BaseModel):
    """Exact occurrences, all of them counted and the first ones listed, then the passages that are near."""

    text: str
    summary: str = Field(description="« 0 occurrence exacte ».")
    occurrences: int
    exact: list[OccurrenceView]
    occurrences_hidden: int = Field(description="Dans du texte non visible ou barré, jamais cité.")
    hidden: list[OccurrenceView] = Field(description="Ces endroits, avec la raison, s'ils sont demandés.")
    near: list[HitView]

    @classmethod
    def of(cls, found: ExactFound) -> ExactView:
        """The shape of what an exact search found."""
        return cls(
            text=found.text,
            summary=found.counted,
            occurrences=found.total,
            exact=[OccurrenceView.of(one) for one in found.exact],
            occurrences_hidden=found.hidden_total,
            hidden=[OccurrenceView.of(one) for one in found.hidden],
            near=[HitView.of(hit) for hit in found.near],
        )
