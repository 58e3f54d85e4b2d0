"""The reading report of a document as JSON, on the command line and in the API."""

from __future__ import annotations

from collections import Counter

from pydantic import BaseModel, Field

from domain import PageKind, PieceKind
from domain.ledger import Content, Fate, LedgerEntry
from use_cases.reading_report import AsideText, PieceReading, ReadingReport


class UnreadPageJson(BaseModel):
    """A page that answers do not see, and why (French)."""

    page: int
    label: str | None
    kind: PageKind
    reason: str


class RecognisedPageJson(BaseModel):
    """A page read by character recognition, with its mean confidence from 0 to 1."""

    page: int
    confidence: float


class RemovedLineJson(BaseModel):
    """A line taken for a running head or foot, and on how many pages."""

    line: str
    pages: int


class RelabelledPageJson(BaseModel):
    """A page whose printed number is another."""

    page: int
    label: str


class LedgerEntryJson(BaseModel):
    """How many of a content had one fate; characters are counted without white space."""

    content: Content
    fate: Fate
    count: int

    @classmethod
    def of(cls, entry: LedgerEntry) -> LedgerEntryJson:
        """The JSON of an entry."""
        return cls(content=entry.content, fate=entry.fate, count=entry.count)


class AsideTextJson(BaseModel):
    """A text that is never quoted, with its reason."""

    page: int
    label: str | None
    fate: Fate
    why: str = Field(description="La raison, en français.")
    count: int
    text: str

    @classmethod
    def of(cls, one: AsideText) -> AsideTextJson:
        """The JSON of a text set aside."""
        return cls(page=one.page, label=one.label, fate=one.fate, why=one.why, count=one.count, text=one.text)


class PieceReadingJson(BaseModel):
    """How a piece was read."""

    piece: str
    filename: str
    kind: PieceKind
    reader: str
    pages: int
    pages_read: int
    pages_by_kind: dict[PageKind, int]
    unread: list[UnreadPageJson]
    recognised: list[RecognisedPageJson]
    doubtful: list[int]
    tables: int
    pages_with_tables: int
    removed: list[RemovedLineJson]
    relabelled: list[RelabelledPageJson]
    warnings: list[str]
    account: str = Field(description="Ce qu'il y avait dans le fichier et ce qui en a été fait, en une phrase.")
    ledger: list[LedgerEntryJson] | None = Field(
        description="Le même compte, par contenu ; null : la version qui a lu la pièce n'en tenait pas."
    )
    set_aside: list[AsideTextJson] = Field(description="Les textes jamais cités, avec la raison.")

    @classmethod
    def of(cls, piece: PieceReading) -> PieceReadingJson:
        """The JSON of a piece."""
        return cls(
            piece=piece.piece,
            filename=piece.filename,
            kind=piece.kind,
            reader=piece.reader,
            pages=piece.pages,
            pages_read=piece.pages_read,
            pages_by_kind={kind: piece.by_kind.get(kind, 0) for kind in PageKind},
            unread=[
                UnreadPageJson(page=page.page, label=page.label, kind=page.kind, reason=page.reason)
                for page in piece.unread
            ],
            recognised=[RecognisedPageJson(page=page.page, confidence=page.confidence) for page in piece.recognised],
            doubtful=[page.page for page in piece.doubtful],
            tables=piece.tables,
            pages_with_tables=piece.pages_with_tables,
            removed=[RemovedLineJson(line=line, pages=count) for line, count in Counter(piece.removed).most_common()],
            relabelled=[RelabelledPageJson(page=page, label=label) for page, label in piece.relabelled],
            warnings=list(piece.warnings),
            account=piece.account,
            ledger=None if piece.ledger is None else [LedgerEntryJson.of(entry) for entry in piece.ledger],
            set_aside=[AsideTextJson.of(one) for one in piece.aside],
        )


class ReadingReportJson(BaseModel):
    """How a document was read, in all and piece by piece."""

    document: str
    title: str
    pages: int
    pages_read: int
    pages_by_kind: dict[PageKind, int]
    pages_recognised: int
    pages_doubtful: int
    tables: int
    pieces: list[PieceReadingJson]

    @classmethod
    def of(cls, report: ReadingReport) -> ReadingReportJson:
        """The JSON of a report."""
        return cls(
            document=report.document,
            title=report.title,
            pages=sum(piece.pages for piece in report.pieces),
            pages_read=sum(piece.pages_read for piece in report.pieces),
            pages_by_kind={kind: sum(piece.by_kind.get(kind, 0) for piece in report.pieces) for kind in PageKind},
            pages_recognised=sum(len(piece.recognised) for piece in report.pieces),
            pages_doubtful=sum(len(piece.doubtful) for piece in report.pieces),
            tables=sum(piece.tables for piece in report.pieces),
            pieces=[PieceReadingJson.of(piece) for piece in report.pieces],
        )
