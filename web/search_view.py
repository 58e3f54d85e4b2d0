"""Looking in a document: what was found, and the page that is open beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from api import links
from domain import DocumentInfo, Hit
from french.spelling import same_words
from use_cases.container import Application
from use_cases.exact_search import Occurrence, Occurrences, occurrences
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
    """A place found; its link opens its page with its sentences marked.

    ``pages`` are « 12 » or « 12-13 », empty in a file without pages. ``why``: it is text that is not shown.
    """

    piece: str
    pages: str
    section: str
    parts: tuple[Part, ...]
    ranks: tuple[int, ...]
    href: str
    why: str | None = None


@dataclass(frozen=True, slots=True)
class Lookup:
    """A search in a document and the page that is open; ``results`` is None where nothing was asked.

    ``exact`` are the first places where the text stands as it was typed, ``occurrences`` counts all of them;
    ``results`` are the passages nearest to it in words and meaning. ``hidden_occurrences`` are counted in text that is
    not shown, or was struck out; ``hidden`` are the first of them where they were asked for (``asks_hidden``).
    """

    document: DocumentInfo
    text: str
    address: str
    exact: tuple[Result, ...]
    occurrences: int
    results: tuple[Result, ...] | None
    sheet: PagePane | None
    asks_hidden: bool = False
    hidden_occurrences: int = 0
    hidden: tuple[Result, ...] = ()


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
    hidden: bool = False,
) -> Lookup:
    """Search a document, and open a page of it: the one named, else that of the first result, else the first page.

    ``hidden``: places in text that is not shown come too, apart.

    Raises:
        UnknownPiece: the document has no such piece.
        UnknownPage: the piece has no such page.
    """
    hits: list[Hit] | None = None
    found = Occurrences()
    if text.strip():
        found = occurrences(application.corpus, document.slug, text)
        hits = search(application.retriever, text, documents=[document.slug], k=RESULTS)
    places = _Places(application, document.slug, address, text, hidden=hidden)
    exact = [places.result(one) for one in found.shown[:EXACT_SHOWN]]
    apart = [places.result(one) for one in found.hidden[:EXACT_SHOWN]] if hidden else []
    first = next(iter(found.shown or (found.hidden if hidden else ())), None)
    if piece is None and first is not None:
        piece, page, marked = first.piece, first.ordinal, (exact or apart)[0].ranks
    elif piece is None and hits:
        best = hits[0].passage
        piece, page, marked = best.piece, best.first_ordinal, range(best.first_position, best.last_position + 1)
    elif piece is None and document.pieces:
        piece, page = document.pieces[0].name, 1
    sheet = pane_of(application, document.slug, piece, page or 1, marked) if piece is not None else None
    results = None if hits is None else tuple(_near(hit, address, text, hidden=hidden) for hit in hits)
    return Lookup(
        document,
        text,
        address,
        tuple(exact),
        len(found.shown),
        results,
        sheet,
        hidden,
        len(found.hidden),
        tuple(apart),
    )


class _Places:
    """Occurrences of a text in a document, as results."""

    def __init__(self, application: Application, slug: str, address: str, text: str, *, hidden: bool):
        self._pages = PlaceLinks(application.corpus, slug)
        self._address = address
        self._text = text
        self._hidden = hidden

    def result(self, one: Occurrence) -> Result:
        stored = self._pages.page(one.piece, one.ordinal) if one.why is None else None
        sentences = stored.sentences if stored else ()  # of text that is not shown there is none
        ranks = tuple(each.position for each in sentences if each.start < one.end and each.end > one.start)
        parts = (Part(one.before, hit=False), Part(one.found, hit=True), Part(one.after, hit=False))
        href = links.found(self._address, one.piece, one.ordinal, ranks, self._text, hidden=self._hidden)
        return Result(one.piece, one.pages, "", parts, ranks, href, one.why)


def _near(hit: Hit, address: str, text: str, *, hidden: bool) -> Result:
    passage = hit.passage
    ranks = tuple(range(passage.first_position, passage.last_position + 1))
    return Result(
        passage.piece,
        "" if passage.first_page is None else str(passage.first_page),
        " › ".join(passage.section[-2:]),
        shown_parts(passage.text, text),
        ranks,
        links.found(address, passage.piece, passage.first_ordinal, ranks, text, hidden=hidden),
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
