"""The reading report of a document: what the tool has seen of it, and what it has not."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from corpus import Corpus
from domain import LOW_CONFIDENCE, Page, PageKind, PageStatus, PieceInfo, PieceKind
from domain.labels import FATES
from domain.ledger import SET_ASIDE, Content, Fate, LedgerEntry, totals
from use_cases.ledger_words import NO_ACCOUNT, ledger_sentence

NOTHING = "Rien n'y est écrit."
_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class UnreadPage:
    """A page that answers do not see, and why (French)."""

    page: int
    label: str | None
    kind: PageKind
    reason: str


@dataclass(frozen=True, slots=True)
class RecognisedPage:
    """A page read by character recognition, with its mean confidence from 0 to 1."""

    page: int
    confidence: float


@dataclass(frozen=True, slots=True)
class AsideText:
    """A text of a page that is never quoted, and why; ``count`` are its characters without white space.

    ``page`` is the rank of its page in the piece, ``number`` the physical page, None in a file without pages.
    """

    page: int
    number: int | None
    label: str | None
    fate: Fate
    count: int
    text: str

    @property
    def why(self) -> str:
        """The reason in French."""
        return FATES[self.fate]

    @property
    def place(self) -> str:
        """« page 3 », or the section of a file without pages."""
        return f"page {self.number}" if self.number is not None else self.label or f"partie {self.page}"


@dataclass(frozen=True, slots=True)
class PieceReading:
    """How one piece was read.

    ``unread`` are the pages that hold something; blank ones are among ``by_kind``. ``removed`` counts the lines
    taken for running heads and feet, page numbers as « # »;
    ``relabelled`` gives (physical, printed) for the pages whose printed number is another. ``ledger`` adds up what
    stood on the pages and in the file, None where the version that read it kept no account; ``aside`` are the texts
    that are never quoted.
    """

    piece: str
    filename: str
    kind: PieceKind
    reader: str
    pages: int
    pages_read: int
    by_kind: Mapping[PageKind, int]
    unread: tuple[UnreadPage, ...]
    recognised: tuple[RecognisedPage, ...]
    tables: int
    pages_with_tables: int
    removed: Mapping[str, int]
    relabelled: tuple[tuple[int, str], ...]
    warnings: tuple[str, ...]
    ledger: tuple[LedgerEntry, ...] | None = None
    aside: tuple[AsideText, ...] = ()

    @property
    def account(self) -> str:
        """What stood in the file and what became of it, in French."""
        return NO_ACCOUNT if self.ledger is None else ledger_sentence(self.ledger) or NOTHING

    @property
    def doubtful(self) -> tuple[RecognisedPage, ...]:
        """The pages recognised with a low confidence."""
        return tuple(page for page in self.recognised if page.confidence < LOW_CONFIDENCE)


@dataclass(frozen=True, slots=True)
class ReadingReport:
    """How a document was read, piece by piece."""

    document: str
    title: str
    pieces: tuple[PieceReading, ...]


def reading_report(corpus: Corpus, document: str) -> ReadingReport:
    """What was read of a document and what was not; every page is counted once.

    Raises:
        UnknownDocument: no document has this slug.
    """
    info = corpus.documents.get(document)
    tables = corpus.texts.table_counts(document)
    pages: dict[str, list[Page]] = {piece.name: [] for piece in info.pieces}
    for name, page in corpus.texts.pages(document):
        pages[name].append(page)
    return ReadingReport(document, info.title, tuple(_piece(piece, pages[piece.name], tables) for piece in info.pieces))


def _piece(piece: PieceInfo, pages: Sequence[Page], tables: Mapping[tuple[str, int], int]) -> PieceReading:
    found = [tables.get((piece.name, page.ordinal), 0) for page in pages]
    return PieceReading(
        piece=piece.name,
        filename=piece.filename,
        kind=piece.kind,
        reader=piece.reader,
        pages=len(pages),
        pages_read=sum(page.status is PageStatus.READ for page in pages),
        by_kind=Counter(page.kind for page in pages),
        unread=tuple(
            UnreadPage(page.ordinal, page.label, page.kind, page.reason or "")
            for page in pages
            if page.status is not PageStatus.READ and not page.is_blank
        ),
        recognised=tuple(
            RecognisedPage(page.ordinal, page.confidence) for page in pages if page.confidence is not None
        ),
        tables=sum(found),
        pages_with_tables=sum(count > 0 for count in found),
        removed=Counter(_NUMBER.sub("#", line) for page in pages if page.set_aside is None for line in page.removed),
        relabelled=tuple(
            (page.ordinal, page.label)
            for page in pages
            if page.number is not None and page.label is not None and page.label != str(page.number)
        ),
        warnings=piece.warnings,
        ledger=_ledger(piece, pages),
        aside=tuple(one for page in pages for one in aside_texts(page)),
    )


def _ledger(piece: PieceInfo, pages: Sequence[Page]) -> tuple[LedgerEntry, ...] | None:
    if piece.ledger is None:
        return None
    return totals([*(entry for page in pages for entry in page.ledger), *piece.ledger])


def aside_texts(page: Page) -> Iterator[AsideText]:
    """The texts of a page that are never quoted."""
    for entry in page.ledger:
        if entry.content is Content.CHARACTER and entry.fate in SET_ASIDE:
            yield AsideText(page.ordinal, page.number, page.label, entry.fate, entry.count, entry.text or page.text)
