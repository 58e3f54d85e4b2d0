"""Looking in a document: what was found, and the page that is open beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from api import links
from domain import DocumentInfo, Hit
from use_cases.container import Application
from use_cases.search_passages import search
from web.page_pane import SheetView, sheet_view

RESULTS = 12
_SHOWN = 320  # characters of a passage


@dataclass(frozen=True, slots=True)
class Result:
    """A passage found; its link opens its page with its sentences marked."""

    piece: str
    page: int | None
    section: str
    text: str
    href: str
    current: bool


@dataclass(frozen=True, slots=True)
class Lookup:
    """A search in a document and the page that is open; ``results`` is None where nothing was asked."""

    document: DocumentInfo
    text: str
    address: str
    results: tuple[Result, ...] | None
    sheet: SheetView | None


def ranks_of(text: str) -> tuple[int, ...]:
    """« 12,13 » as ranks; what is no number is passed over."""
    return tuple(int(part) for part in text.split(",") if part.strip().isdigit())


def look_up(
    application: Application,
    document: DocumentInfo,
    address: str,
    *,
    text: str,
    piece: str | None = None,
    page: int | None = None,
    marked: Sequence[int] = (),
) -> Lookup:
    """Search a document, and open a page of it: the one named, else that of the first result, else the first page.

    Raises:
        UnknownPiece: the document has no such piece.
        UnknownPage: the piece has no such page.
    """
    hits: list[Hit] | None = None
    if text.strip():
        hits = search(application.retriever, text, documents=[document.slug], k=RESULTS)
    if piece is None and hits:
        best = hits[0].passage
        piece, page, marked = best.piece, best.first_ordinal, range(best.first_position, best.last_position + 1)
    elif piece is None and document.pieces:
        piece, page = document.pieces[0].name, 1
    sheet = sheet_view(application, document.slug, piece, page or 1, marked) if piece is not None else None
    results = None if hits is None else tuple(_result(hit, address, text, sheet) for hit in hits)
    return Lookup(document, text, address, results, sheet)


def _result(hit: Hit, address: str, text: str, sheet: SheetView | None) -> Result:
    passage = hit.passage
    ranks = range(passage.first_position, passage.last_position + 1)
    current = sheet is not None and (sheet.piece, sheet.ordinal) == (passage.piece, passage.first_ordinal)
    shown = passage.text if len(passage.text) <= _SHOWN else passage.text[:_SHOWN].rsplit(" ", 1)[0] + "…"
    return Result(
        passage.piece,
        passage.first_page,
        " › ".join(passage.section[-2:]),
        shown,
        links.found(address, passage.piece, passage.first_ordinal, ranks, text),
        current,
    )
