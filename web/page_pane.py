"""A page beside the answer: its picture with marks, its text in sentences, and the way to its neighbours."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from api import links
from domain import LOW_CONFIDENCE, Box, DocumentInfo, StoredPage
from domain.errors import ReadingError
from domain.labels import FATES
from use_cases.container import Application
from use_cases.page_images import WIDTHS
from use_cases.reading_report import AsideText, aside_texts


@dataclass(frozen=True, slots=True)
class MarkedRun:
    """A part of the text of a page: a sentence with its rank in the piece, or what stands between sentences."""

    text: str
    rank: int | None
    marked: bool


@dataclass(frozen=True, slots=True)
class Mark:
    """A rectangle over the picture, in points from the top left corner."""

    rank: int
    marked: bool
    box: Box


@dataclass(frozen=True, slots=True)
class PieceChoice:
    """A piece that can be opened in the pane, with its number of pages (or of parts, for a file without pages)."""

    name: str
    pages: int


@dataclass(frozen=True, slots=True)
class PagePane:
    """All that the pane of a page shows. ``width`` and ``height`` (points) are None where there is no picture.

    ``pieces`` are those of the document, among which another can be chosen. ``aside`` are texts of the page that are
    never quoted; ``not_quoted`` says why where that is all its text.
    """

    document: str
    piece: str
    filename: str
    ordinal: int
    number: int | None
    label: str | None
    last: int
    pieces: tuple[PieceChoice, ...]
    width: float | None
    height: float | None
    picture: str | None
    large: str | None
    file: str
    marks: tuple[Mark, ...]
    runs: tuple[MarkedRun, ...]
    tables: tuple[str, ...]
    problem: str | None
    unread: str | None
    blank: bool
    confidence: float | None
    aside: tuple[AsideText, ...] = ()
    not_quoted: str | None = None

    @property
    def doubtful(self) -> bool:
        """Whether the page was recognised from a picture with a low confidence."""
        return self.confidence is not None and self.confidence < LOW_CONFIDENCE

    def shows(self, ranks: Collection[int]) -> bool:
        """Whether these sentences are those marked on the page."""
        return {run.rank for run in self.runs if run.marked} == set(ranks)

    @property
    def printed(self) -> str | None:
        """The number printed on the page, where it is not its place in the file."""
        return self.label if self.number is not None and self.label and self.label != str(self.number) else None

    @property
    def name(self) -> str:
        """« règlement, page 4 (imprimée 102) »."""
        if self.number is None:
            return f"{self.piece}, {self.label}" if self.label else self.piece
        printed = f" (imprimée {self.printed})" if self.printed else ""
        return f"{self.piece}, page {self.number}{printed}"


def pane_of(
    application: Application, document: str, piece: str, ordinal: int, marked: Collection[int] = ()
) -> PagePane:
    """A page with some of its sentences marked, by their rank in the piece.

    Raises:
        UnknownDocument: no document has this slug.
        UnknownPiece: it has no such piece.
        UnknownPage: the piece has no such page.
    """
    stored = application.corpus.texts.page(document, piece, ordinal)
    pieces = application.corpus.documents.get(document).pieces
    info = next(each for each in pieces if each.name == piece)
    width = height = None
    marks: tuple[Mark, ...] = ()
    problem = None
    if stored.page.number is not None:
        try:
            sheet = application.page_images.geometry(document, piece, ordinal)
        except ReadingError as error:
            problem = str(error)
        else:
            width, height, problem = sheet.width, sheet.height, sheet.problem
            marks = tuple(Mark(rank, rank in marked, box) for rank, boxes in sheet.boxes.items() for box in boxes)
    drawn = width is not None
    whole = stored.page.set_aside
    return PagePane(
        document=document,
        piece=piece,
        filename=stored.filename,
        ordinal=ordinal,
        number=stored.page.number,
        label=stored.page.label,
        last=info.pages,
        pieces=tuple(PieceChoice(each.name, each.pages) for each in pieces),
        width=width,
        height=height,
        picture=links.picture(document, piece, ordinal, WIDTHS[0]) if drawn else None,
        large=links.picture(document, piece, ordinal, WIDTHS[1]) if drawn else None,
        file=links.file(document, piece, stored.page.number),
        marks=marks,
        runs=_runs(stored, marked),
        tables=tuple(table.html for table in stored.page.tables),
        problem=problem,
        unread=None if stored.page.is_blank else stored.page.reason,
        blank=stored.page.is_blank,
        confidence=stored.page.confidence,
        aside=() if whole else tuple(aside_texts(stored.page)),
        not_quoted=FATES[whole] if whole else None,
    )


def first_page(application: Application, document: DocumentInfo) -> PagePane | None:
    """The beginning of a document, from where any page can be opened; None for a document without pieces."""
    return pane_of(application, document.slug, document.pieces[0].name, 1) if document.pieces else None


def ranks_at(stored: StoredPage, start: int, end: int, quote: str) -> tuple[int, ...]:
    """The sentences that a citation stands on; none when the text of the page has changed since."""
    if " ".join(stored.page.text[start:end].split()) != " ".join(quote.split()):
        return ()
    return tuple(one.position for one in stored.sentences if one.start < end and one.end > start)


def _runs(stored: StoredPage, marked: Collection[int]) -> tuple[MarkedRun, ...]:
    text = stored.page.text
    runs: list[MarkedRun] = []
    at = 0
    for sentence in sorted(stored.sentences, key=lambda one: one.start):
        if sentence.start > at:
            runs.append(MarkedRun(text[at : sentence.start], None, marked=False))
        runs.append(MarkedRun(text[sentence.start : sentence.end], sentence.position, sentence.position in marked))
        at = max(at, sentence.end)
    if at < len(text):
        runs.append(MarkedRun(text[at:], None, marked=False))
    return tuple(runs)
