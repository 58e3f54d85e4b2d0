"""What a person says of a document that is read, and what became of each of its files."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from domain import DocumentKind, IngestedFile, IngestResult, PieceState, Procedure, Stage
from domain.errors import ReadingError


@dataclass(frozen=True, slots=True)
class Description:
    """What the user says of a document; None keeps what is already known."""

    title: str | None = None
    kind: DocumentKind | None = None
    territory: str | None = None
    stage: Stage | None = None
    day: date | None = None
    plan: str | None = None
    version: str | None = None
    procedure: Procedure | None = None
    procedure_number: int | None = None
    scope: str | None = None


@dataclass(frozen=True, slots=True)
class PieceOutcome:
    """What became of one file: read anew, replaced, found unchanged, or refused with its error."""

    filename: str
    state: PieceState
    pages: int = 0
    error: ReadingError | None = None


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What became of every file of an ingestion; ``ignored`` says why a file was passed over."""

    document: str
    pieces: tuple[PieceOutcome, ...]
    ignored: tuple[str, ...] = ()
    unread_pages: tuple[str, ...] = ()
    warnings: tuple[str, ...] = field(default=())

    @property
    def refused(self) -> tuple[PieceOutcome, ...]:
        """The files that could not be read."""
        return tuple(piece for piece in self.pieces if piece.state is PieceState.REFUSED)

    @property
    def result(self) -> IngestResult:
        """The report as it is kept with a job and given as JSON."""
        files = tuple(
            IngestedFile(one.filename, one.state, one.pages, str(one.error) if one.error else None)
            for one in self.pieces
        )
        return IngestResult(self.document, files, self.ignored, self.unread_pages, self.warnings)
