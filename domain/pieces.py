"""What a reader makes of a file: offsets are in characters of ``Page.text``, pages are numbered from 1."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from domain.enums import PageKind, PageStatus, PieceKind
from domain.ledger import SET_ASIDE, Content, Fate, LedgerEntry


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page, in PDF points from the top left corner of the page."""

    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class SentenceRest:
    """The part of a sentence that stands on the page after its own: the ordinal of that page, offsets in its text.

    ``cuts_word`` says that the hyphen at the end of the first part is no part of the word that goes on here.
    """

    page: int
    start: int
    end: int
    cuts_word: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence; one that goes on over the end of its page has the other part in ``rest``.

    ``page`` is the ordinal of its page in the piece; ``start`` and ``end`` are offsets in that
    page's text; ``text`` is the slice with its white space collapsed to single spaces, the rest included. A sentence
    that is a row of a table has in ``row`` the same words with the names of their columns.
    """

    page: int
    start: int
    end: int
    text: str
    row: str | None = None
    rest: SentenceRest | None = None

    @property
    def last_page(self) -> int:
        """The ordinal of the page on which it ends."""
        return self.page if self.rest is None else self.rest.page


@dataclass(frozen=True, slots=True)
class RecognisedWord:
    """A word of a page read by character recognition: its offsets in the page's text and its box.

    ``confidence`` is the engine's own, from 0 to 1.
    """

    start: int
    end: int
    box: Box
    confidence: float


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a table of a page: what stands at ``start``..``end`` of the page's text, and how it reads.

    ``text`` gives each cell the name of its column: « Zone : UA ; Pleine terre : 40 % ».
    """

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class PageTable:
    """A ruled table of a page, as HTML for display and as rows of text."""

    html: str
    rows: tuple[TableRow, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a piece, or one section of a file that has no pages.

    ``ordinal`` counts from 1 in the piece. ``number`` is the physical page number, equal to the
    ordinal for a PDF and None for a file without pages (docx, odt, html...), whose ``label`` is
    then the heading path. ``label`` is the page number as printed, when the file gives one.
    ``text`` is the cleaned text of the whole page; ``reason`` says in French why a page is not
    read. Running headers and footers stay in ``text``, but belong to no sentence: ``removed`` lists
    them. ``kind`` says what the page is made of and ``triage`` by which measures, in French.
    ``confidence`` (0 to 1) is set when the text comes from character recognition, with its ``words``.
    ``ledger`` says what stood on the page and what became of it.
    """

    ordinal: int
    number: int | None
    label: str | None
    text: str
    status: PageStatus
    reason: str | None = None
    kind: PageKind = PageKind.TEXT
    triage: str | None = None
    confidence: float | None = None
    removed: tuple[str, ...] = ()
    words: tuple[RecognisedWord, ...] = ()
    tables: tuple[PageTable, ...] = ()
    ledger: tuple[LedgerEntry, ...] = ()

    @property
    def is_blank(self) -> bool:
        """Whether there is nothing to read on it: such a page is not read, and nothing is missed."""
        return self.kind is PageKind.BLANK and self.status is PageStatus.EMPTY

    @property
    def set_aside(self) -> Fate | None:
        """Why the whole text of this page is no text of the document; None where it is one."""
        return next(
            (
                entry.fate
                for entry in self.ledger
                if entry.content is Content.CHARACTER and entry.fate in SET_ASIDE and not entry.text
            ),
            None,
        )


class ProvisionKind(StrEnum):
    """Whether a numbered provision binds or advises."""

    PRESCRIPTION = "prescription"
    RECOMMANDATION = "recommandation"


@dataclass(frozen=True, slots=True)
class Provision:
    """A numbered provision of a document: « Prescription P12 » is (PRESCRIPTION, « P12 »)."""

    force: ProvisionKind
    number: str


@dataclass(frozen=True, slots=True)
class PassageDraft:
    """A run of consecutive sentences of one piece, before it is stored.

    ``first`` and ``last`` (inclusive) are positions in ``ReadPiece.sentences``; ``section`` is the
    heading path above the passage, outermost first; ``text`` is its sentences joined by a space, a
    row of a table with the names of its columns. ``provision`` is set when the passage is (part of)
    one prescription or recommandation.
    """

    first: int
    last: int
    section: tuple[str, ...]
    text: str
    provision: Provision | None = None


@dataclass(frozen=True, slots=True)
class ReadPiece:
    """All that ingestion knows of one file; stored in one transaction.

    ``ledger`` says what stood in the file as a whole, besides what stood on its pages.
    """

    name: str
    filename: str
    sha256: str
    size: int
    media_type: str
    kind: PieceKind
    reader: str
    pages: tuple[Page, ...]
    sentences: tuple[Sentence, ...]
    passages: tuple[PassageDraft, ...]
    warnings: tuple[str, ...] = ()
    title: str | None = None
    ledger: tuple[LedgerEntry, ...] = ()
