"""A text -> every place of a document where it stands as it was typed: case, accents and plural endings aside."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus import Corpus
from domain import Hit, Page
from domain.errors import UsageError
from french.spelling import pattern_of
from use_cases.reading_report import aside_texts
from use_cases.search_passages import search

if TYPE_CHECKING:
    from retrieval import Filter, Retriever

#: Places that an exact search hands out; it counts all of them.
EXACT_MOST = 200
#: Characters shown on each side of an occurrence.
_AROUND = 140


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One place: the page, the offsets in its text, and the text around it, of which ``found`` is the middle.

    ``why`` says in French why it is no text of the document; the offsets are then those of the text set aside. One that
    goes on over the end of its page has the next in ``last_page``, and ends at the end of its part on the first.
    """

    document: str
    piece: str
    ordinal: int
    page: int | None
    label: str | None
    start: int
    end: int
    before: str
    found: str
    after: str
    why: str | None = None
    last_page: int | None = None

    @property
    def pages(self) -> str:
        """« 12 », or « 12-13 » where it goes on over the end of a page; empty in a file without pages."""
        if self.page is None:
            return ""
        return str(self.page) if self.last_page in (None, self.page) else f"{self.page}-{self.last_page}"


@dataclass(frozen=True, slots=True)
class ExactFound:
    """What an exact search found.

    Attributes:
        text: What was looked for.
        total: How many times it stands as it was typed.
        exact: Where, the first :data:`EXACT_MOST`.
        near: The passages that are nearest to it.
        hidden_total: How many times it stands in text that is not shown or was struck out, which is never quoted.
        hidden: Where, the first :data:`EXACT_MOST`; none unless they were asked for.
    """

    text: str
    total: int
    exact: tuple[Occurrence, ...]
    near: tuple[Hit, ...]
    hidden_total: int = 0
    hidden: tuple[Occurrence, ...] = ()

    @property
    def counted(self) -> str:
        """« 0 occurrence exacte », « 12 occurrences exactes »."""
        return f"{self.total} {'occurrence exacte' if self.total < 2 else 'occurrences exactes'}"

    @property
    def counted_hidden(self) -> str:
        """« 2 occurrences dans du texte non visible, jamais cité »; empty where there is none."""
        words = "occurrence" if self.hidden_total < 2 else "occurrences"
        return f"{self.hidden_total} {words} dans du texte non visible, jamais cité" if self.hidden_total else ""


@dataclass(frozen=True, slots=True)
class Occurrences:
    """The occurrences of a text in a document: in the text that is shown, and in the text set aside."""

    shown: tuple[Occurrence, ...] = ()
    hidden: tuple[Occurrence, ...] = ()


def exact_search(
    corpus: Corpus,
    retriever: Retriever,
    text: str,
    *,
    documents: Sequence[str],
    k: int,
    where: Filter | None = None,
    include_hidden: bool = False,
) -> ExactFound:
    """Every place where a text stands as it was typed, then the ``k`` passages nearest to it.

    Args:
        corpus: Where to look.
        retriever: What finds the near passages.
        text: What to look for.
        documents: Slugs; of all documents, when none is named.
        k: How many near passages at most.
        where: Which pieces may come; titles above a passage choose among near passages alone.
        include_hidden: Text that is not shown or was struck out comes too, apart, each place with its reason; without
            it, it is only counted.

    Raises:
        UnknownDocument: no document has one of these slugs.
        UsageError: there is no text to look for.
    """
    if not text.strip():
        raise UsageError("Une recherche exacte demande un texte.", remedy="Donnez les mots tels qu'ils sont écrits.")
    shown: list[Occurrence] = []
    hidden: list[Occurrence] = []
    for slug in documents or [info.slug for info in corpus.documents.all()]:
        pieces = _pieces(corpus, slug, where)
        found = occurrences(corpus, slug, text)
        shown += [one for one in found.shown if one.piece in pieces]
        hidden += [one for one in found.hidden if one.piece in pieces]
    near = search(retriever, text, documents=documents, k=k, where=where)
    listed = tuple(hidden[:EXACT_MOST]) if include_hidden else ()
    return ExactFound(text, len(shown), tuple(shown[:EXACT_MOST]), tuple(near), len(hidden), listed)


def _pieces(corpus: Corpus, slug: str, where: Filter | None) -> frozenset[str]:
    """Names of the pieces that a filter lets through."""
    return frozenset(
        piece.name
        for piece in corpus.documents.get(slug).pieces
        if where is None
        or ((not where.pieces or piece.name in where.pieces) and (not where.kinds or piece.kind in where.kinds))
    )


def occurrences(corpus: Corpus, document: str, text: str) -> Occurrences:
    """Every occurrence of a text in a document, in the order of the pieces.

    Raises:
        UnknownDocument: no document has this slug.
    """
    pattern = pattern_of(text)
    if pattern is None:
        corpus.documents.get(document)
        return Occurrences()
    shown: list[Occurrence] = []
    hidden: list[Occurrence] = []
    over = _over_pages(corpus, document, pattern)
    for piece, page in corpus.texts.pages(document):
        if page.set_aside is None:
            shown += _in_text(document, piece, page, page.text, pattern)
            shown += over.get((piece, page.ordinal), ())
        for aside in aside_texts(page):
            hidden += _in_text(document, piece, page, aside.text, pattern, aside.why)
    return Occurrences(tuple(shown), tuple(hidden))


def _over_pages(corpus: Corpus, document: str, pattern: re.Pattern[str]) -> dict[tuple[str, int], list[Occurrence]]:
    """The places where a text begins on a page and ends on the next, in a sentence that does, by piece and page."""
    found: dict[tuple[str, int], list[Occurrence]] = {}
    for one in corpus.texts.sentences_over_pages(document):
        if one.rest is None:
            continue
        cut = len(one.text) - len(one.rest.text)
        for match in pattern.finditer(one.text):
            start, end = match.span()
            if not start < cut < end:
                continue
            before, after = one.text[max(0, start - _AROUND) : start], one.text[end : end + _AROUND]
            place = Occurrence(
                one.document, one.piece, one.ordinal, one.page, one.label, one.start + start, one.end, before,
                match.group(), after, last_page=one.rest.page,
            )  # fmt: skip
            found.setdefault((one.piece, one.ordinal), []).append(place)
    return found


def _in_text(
    document: str, piece: str, page: Page, text: str, pattern: re.Pattern[str], why: str | None = None
) -> Iterator[Occurrence]:
    for match in pattern.finditer(text):
        start, end = match.span()
        before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
        if start > _AROUND:
            before = "…" + before.split(" ", 1)[-1]
        if end + _AROUND < len(text):
            after = after.rsplit(" ", 1)[0] + "…"
        yield Occurrence(
            document, piece, page.ordinal, page.number, page.label, start, end, before, match.group(), after, why
        )
