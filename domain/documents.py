"""What the corpus hands out of the documents it holds."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from domain.enums import DocumentKind, PieceKind, Procedure, Stage
from domain.ledger import LedgerEntry
from domain.pieces import Page, Provision
from domain.territories import authority_departments, departments_of, regions_of


@dataclass(frozen=True, slots=True)
class DocumentInfo:
    """A document as the user described it, with what is known of its pieces.

    ``plan`` is shared by the versions of one plan; ``version`` names this one (« modification n° 2 »)
    and ``versions`` are the slugs of the others. ``procedure`` (and its number) made this version; ``scope`` says
    what a partial one bears on, in the words of a person. ``identifier`` is the IDURBA, ``authority`` the SIREN or
    INSEE code of whose plan it is, ``communes`` are INSEE codes. ``given_departments`` are codes that the
    dossier tells, or a person, where its communes are not known.
    """

    slug: str
    title: str
    kind: DocumentKind | None
    territory: str | None
    stage: Stage | None
    date: date | None
    pieces: tuple[PieceInfo, ...]
    created_at: datetime
    plan: str | None = None
    version: str | None = None
    versions: tuple[str, ...] = ()
    procedure: Procedure | None = None
    procedure_number: int | None = None
    scope: str | None = None
    identifier: str | None = None
    authority: str | None = None
    communes: tuple[str, ...] = ()
    given_departments: tuple[str, ...] = ()

    @property
    def is_partial(self) -> bool:
        """Whether its procedure changes a part of a plan only."""
        return self.procedure is not None and self.procedure.is_partial

    @property
    def departments(self) -> tuple[str, ...]:
        """Codes of the departments of its communes, else those given, else that of its authority."""
        return departments_of(self.communes) or self.given_departments or authority_departments(self.authority or "")

    @property
    def regions(self) -> tuple[str, ...]:
        """Codes of the regions of its departments."""
        return regions_of(self.departments)

    def lies_in(self, department: str, region: str) -> bool:
        """Whether it lies, in part at least, in a department and in a region; an empty code asks for nothing."""
        return (not department or department in self.departments) and (not region or region in self.regions)


@dataclass(frozen=True, slots=True)
class PieceInfo:
    """A stored piece; ``indexed_by`` names the embedding model of its vectors, None before.

    ``pages_blank`` counts the pages on which there is nothing to read: they are not read, and nothing is missed.
    ``ledger`` says what stood in the file besides what stood on its pages; it is None where the version that read the
    piece kept no account, of its pages neither.
    """

    name: str
    filename: str
    sha256: str
    size: int
    kind: PieceKind
    reader: str
    pages: int
    pages_read: int
    passages: int
    indexed_by: str | None
    warnings: tuple[str, ...]
    pages_blank: int = 0
    title: str | None = None
    ledger: tuple[LedgerEntry, ...] | None = None

    @property
    def pages_unread(self) -> int:
        """Pages that hold something which answers do not see."""
        return self.pages - self.pages_read - self.pages_blank


@dataclass(frozen=True, slots=True)
class StoredPage:
    """A page of the corpus with the sentences that stand on it."""

    document: str
    piece: str
    filename: str
    page: Page
    sentences: tuple[StoredSentence, ...]


@dataclass(frozen=True, slots=True)
class StoredRest:
    """The part of a sentence on the page after its own, with that page; ``before`` is the text of the first part."""

    ordinal: int
    page: int | None
    label: str | None
    start: int
    end: int
    before: str
    text: str
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class StoredSentence:
    """A sentence of the corpus with all that a citation needs.

    ``page`` is the physical page (None for a file without pages), ``ordinal`` the position of the
    page in its piece, ``position`` the rank of the sentence in the piece, from 0. ``row`` is the
    sentence with the names of its columns where it is a row of a table, ``confidence`` that of its
    page where it was recognised from an image. One that goes on over the end of its page has the other part in
    ``rest``, and both in ``text``.
    """

    document: str
    piece: str
    ordinal: int
    page: int | None
    label: str | None
    position: int
    start: int
    end: int
    text: str
    row: str | None = None
    confidence: float | None = None
    rest: StoredRest | None = None

    def parts(self) -> tuple[StoredSentence, ...]:
        """What of it stands on each page, as sentences of one page: a quote is cut from a page."""
        if self.rest is None:
            return (self,)
        rest = self.rest
        return (
            replace(self, text=rest.before, rest=None),
            replace(
                self,
                ordinal=rest.ordinal,
                page=rest.page,
                label=rest.label,
                start=rest.start,
                end=rest.end,
                text=rest.text,
                confidence=rest.confidence,
                rest=None,
            ),
        )

    @property
    def place(self) -> tuple[str, str, int]:
        """Document, piece and rank in the piece: what tells a sentence from all others."""
        return self.document, self.piece, self.position


@dataclass(frozen=True, slots=True)
class StoredPassage:
    """A passage of the corpus. ``first_position``..``last_position`` are its sentences' ranks."""

    id: str
    document: str
    piece: str
    piece_kind: PieceKind
    position: int
    section: tuple[str, ...]
    text: str
    first_position: int
    last_position: int
    first_page: int | None
    last_page: int | None
    first_ordinal: int
    last_ordinal: int
    label: str | None
    provision: Provision | None = None


@dataclass(frozen=True, slots=True)
class PlacedSentence:
    """A sentence with the passage that it stands in: its headings, the kind of its piece, its numbered provision."""

    sentence: StoredSentence
    passage: StoredPassage
