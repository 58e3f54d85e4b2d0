"""Looking in a document: what was found, and the page that is open beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from api import links
from domain import DocumentInfo, Hit, StoredPage
from french.spelling import same_words
from use_cases.container import Application
from use_cases.exact_search import Occurrence, occurrences
from use_cases.search_passages import search
from web.page_pane import PagePane, pane_of
from web.places import PlaceLinks

RESULTS = 12
EXACT_SHOWN = 50
_SHOWN = 320  # characters of a passage
_LEAD = 80  # characters before its first word that was asked for


@dataclass(frozen=True, slots=True)
class Part:
    """A part of what is shown of a result; ``hit`` where it is what was asked for."""

    text: str
    hit: bool


@dataclass(frozen=True, slots=True)
class Result:
    """A place found; its link opens its page with its sentences marked."""

    piece: str
    page: int | None
    section: str
    parts: tuple[Part, ...]
    ranks: tuple[int, ...]
    href: str


@dataclass(frozen=True, slots=True)
class Lookup:
    """A search in a document and the page that is open; ``results`` is None where nothing was asked.

    ``exact`` are the first places where the text stands as it was typed, ``occurrences`` counts all of them;
    ``results`` are the passages nearest to it in words and meaning.
    """

    document: DocumentInfo
    text: str
    address: str
    exact: tuple[Result, ...]
    occurrences: int
    results: tuple[Result, ...] | None
    sheet: PagePane | None


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
    found: list[Occurrence] = []
    if text.strip():
        found = occurrences(application.corpus, document.slug, text)
        hits = search(application.retriever, text, documents=[document.slug], k=RESULTS)
    exact = _exact(application, document.slug, address, text, found[:EXACT_SHOWN])
    if piece is None and found:
        piece, page, marked = found[0].piece, found[0].ordinal, exact[0].ranks
    elif piece is None and hits:
        best = hits[0].passage
        piece, page, marked = best.piece, best.first_ordinal, range(best.first_position, best.last_position + 1)
    elif piece is None and document.pieces:
        piece, page = document.pieces[0].name, 1
    sheet = pane_of(application, document.slug, piece, page or 1, marked) if piece is not None else None
    results = None if hits is None else tuple(_near(hit, address, text) for hit in hits)
    return Lookup(document, text, address, tuple(exact), len(found), results, sheet)


def _exact(application: Application, slug: str, address: str, text: str, found: Sequence[Occurrence]) -> list[Result]:
    places = PlaceLinks(application.corpus, slug)
    return [_place(places.page(one.piece, one.ordinal), one, address, text) for one in found]


def _place(stored: StoredPage | None, one: Occurrence, address: str, text: str) -> Result:
    sentences = stored.sentences if stored else ()
    ranks = tuple(each.position for each in sentences if each.start < one.end and each.end > one.start)
    parts = (Part(one.before, hit=False), Part(one.found, hit=True), Part(one.after, hit=False))
    return Result(one.piece, one.page, "", parts, ranks, links.found(address, one.piece, one.ordinal, ranks, text))


def _near(hit: Hit, address: str, text: str) -> Result:
    passage = hit.passage
    ranks = tuple(range(passage.first_position, passage.last_position + 1))
    return Result(
        passage.piece,
        passage.first_page,
        " › ".join(passage.section[-2:]),
        shown_parts(passage.text, text),
        ranks,
        links.found(address, passage.piece, passage.first_ordinal, ranks, text),
    )


def shown_parts(passage: str, query: str) -> tuple[Part, ...]:
    """The stretch of a passage around its first word that was asked for, with all such words apart."""
    spans = same_words(passage, query)
    begin = max(0, spans[0][0] - _LEAD) if spans else 0
    begin = 0 if begin == 0 else passage.find(" ", begin) + 1
    end = min(len(passage), begin + _SHOWN)
    end = end if end == len(passage) else passage.rfind(" ", begin, end)
    parts = [Part("…", hit=False)] if begin else []
    at = begin
    for start, stop in spans:
        if start < at or stop > end:
            continue
        parts += [Part(passage[at:start], hit=False), Part(passage[start:stop], hit=True)]
        at = stop
    parts.append(Part(passage[at:end] + ("…" if end < len(passage) else ""), hit=False))
    return tuple(part for part in parts if part.text)
