"""Where a value or a piece of evidence stands: the link that opens its page with its sentences marked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from api import links
from corpus import Corpus
from domain import Citation, NotedEvidence, StoredPage, Value
from domain.errors import UsageError
from domain.quote_text import find_quote
from domain.said_values import said_together
from french.quantities import quantities_of
from web.page_pane import ranks_at
from web.page_state import EvidenceState, ValueState, value_state


@dataclass(frozen=True, slots=True)
class ValueLine:
    """A value with the place that gives it; ``href`` is None where nothing can be opened.

    ``elsewhere`` are the other places that give the same value.
    """

    value: Value
    href: str | None
    elsewhere: tuple[ValueLine, ...] = ()

    @property
    def where(self) -> str:
        """« règlement, p. 13 », or nothing for a value without a place."""
        return place_name(self.value.piece, self.value.page)

    @property
    def state(self) -> ValueState:
        """The value as the form edits it."""
        return value_state(self.value, self.href, [line.value for line in self.elsewhere])


def place_name(piece: str | None, page: int | None) -> str:
    """« règlement, p. 13 »; nothing where no piece is named."""
    if not piece:
        return ""
    return piece if page is None else f"{piece}, p.\u00a0{page}"


class PlaceLinks:
    """Finds places again on the pages of one document; each page is read from the corpus once."""

    def __init__(self, corpus: Corpus, slug: str):
        self._corpus = corpus
        self._slug = slug
        self._pages: dict[tuple[str, int], StoredPage | None] = {}

    def of_values(self, values: Iterable[Value], citations: Sequence[Citation] = ()) -> tuple[ValueLine, ...]:
        """Values, each once with its places and their links.

        A value stored without its quote is looked for in the citations of its page.
        """

        def line(value: Value, others: Iterable[Value] = ()) -> ValueLine:
            return ValueLine(value, self.of_value(value, citations), tuple(map(line, others)))

        return tuple(line(said.value, said.elsewhere) for said in said_together(values))

    def of_value(self, value: Value, citations: Sequence[Citation] = ()) -> str | None:
        """The link of a value; its number is marked by its sentence."""
        ordinal = value.ordinal or value.page
        if ordinal is None or not value.piece:
            return None
        stored = self.page(value.piece, ordinal)
        if stored is None:
            return None
        ranks: tuple[int, ...] = ()
        if value.quote is not None and value.start is not None and value.end is not None:
            ranks = ranks_at(stored, value.start, value.end, value.quote)
        if not ranks and value.quote:
            ranks = ranks_of_quote(stored, value.quote)
        if not ranks:
            cited = [one for one in citations if (one.piece, one.ordinal) == (value.piece, ordinal)]
            near = {rank for one in cited for rank in ranks_at(stored, one.start, one.end, one.quote)}
            ranks = ranks_of_number(stored, value.value, near)
        return links.page(self._slug, value.piece, ordinal, ranks)

    def of_quote(self, piece: str, page: int | None, quote: str | None) -> str | None:
        """The link of a piece of evidence that a person gave."""
        stored = self.page(piece, page) if page is not None else None
        if stored is None or page is None:
            return None
        return links.page(self._slug, piece, page, ranks_of_quote(stored, quote) if quote else ())

    def noted_values(self, noted: Iterable[Value]) -> list[ValueState]:
        """Values that a person noted, as the form edits them."""
        return [line.state for line in self.of_values(noted)]

    def noted_evidence(self, noted: Iterable[NotedEvidence]) -> list[EvidenceState]:
        """Evidence that a person noted, as the form edits it."""
        return [
            {
                "piece": one.piece,
                "page": one.page,
                "quote": one.quote,
                "pertinence": one.pertinence,
                "href": self.of_quote(one.piece, one.page, one.quote),
            }
            for one in noted
        ]

    def page(self, piece: str, ordinal: int) -> StoredPage | None:
        """A page; None when it is no longer in the document."""
        if (piece, ordinal) not in self._pages:
            try:
                self._pages[piece, ordinal] = self._corpus.texts.page(self._slug, piece, ordinal)
            except UsageError:  # the piece was taken out, or has fewer pages, since
                self._pages[piece, ordinal] = None
        return self._pages[piece, ordinal]


def ranks_of_quote(stored: StoredPage, quote: str) -> tuple[int, ...]:
    """The sentences that a quote stands on, wherever it is on the page."""
    found = find_quote(stored.page.text, quote)
    if found is None:
        return ()
    start, end = found
    return tuple(one.position for one in stored.sentences if one.start < end and one.end > start)


def ranks_of_number(stored: StoredPage, number: float, preferred: Iterable[int] = ()) -> tuple[int, ...]:
    """The sentences that give a number: those of ``preferred`` where some do, else every one of the page."""
    giving = tuple(
        one.position for one in stored.sentences if any(quantity.value == number for quantity in quantities_of(one))
    )
    near = set(preferred)
    return tuple(rank for rank in giving if rank in near) or giving
