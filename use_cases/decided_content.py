"""What a person decided, made complete: each value and each piece of evidence with its place in the text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from corpus import Corpus
from domain import Citation, DecisionEvidence, NotedEvidence, Page, Value
from domain.quote_text import find_quote, quote_key

KEPT_PERTINENCE = 2  # a quote kept as the tool gave it supports the verdict; only a person can say that it decides


def kept_evidence(citations: Sequence[Citation]) -> tuple[DecisionEvidence, ...]:
    """Citations of the tool as evidence of a person who kept them."""
    return tuple(DecisionEvidence(citation, KEPT_PERTINENCE) for citation in citations)


def placed_evidence(
    corpus: Corpus, document: str, given: Sequence[NotedEvidence], shown: Sequence[Citation]
) -> tuple[DecisionEvidence, ...]:
    """Evidence of a person with the place of its words: that of a citation shown, else found on the page named.

    Words that stand on no page of the piece are kept as they were given, without a place.
    """
    text: list[tuple[str, Page]] | None = None
    placed = []
    for one in given:
        quote = one.quote or ""
        known = [cited for cited in shown if cited.piece == one.piece and quote_key(cited.quote) == quote_key(quote)]
        same = next((cited for cited in known if cited.page == one.page), None)
        if same is None:
            text = text if text is not None else list(corpus.texts.pages(document))
            same = _found(document, one, quote, text)
        placed.append(DecisionEvidence(same, one.pertinence))
    return tuple(placed)


def _found(document: str, one: NotedEvidence, quote: str, text: Sequence[tuple[str, Page]]) -> Citation:
    pages = [page for piece, page in text if piece == one.piece and one.page in (None, page.number)]
    for page in pages:
        place = find_quote(page.text, quote) if quote else (0, 0)
        if place is not None:
            start, end = place
            return Citation(
                one.piece, page.number, page.label, quote, page.ordinal, start, end, document, page.confidence
            )
    return Citation(one.piece, one.page, None, quote, one.page or 0, 0, 0, document)


def placed_values(given: Sequence[Value], shown: Sequence[Value]) -> tuple[Value, ...]:
    """Values of a person; one given without a place takes that of the value shown that it repeats."""
    left = list(shown)
    placed = []
    for value in given:
        same = next((one for one in left if _said(one) == _said(value) and value.piece in ("", one.piece)), None)
        if same is not None:
            left.remove(same)
        placed.append(replace(same, label=value.label) if same is not None and not value.piece else value)
    return tuple(placed)


def _said(value: Value) -> tuple[float, str | None, str | None]:
    return value.value, value.unit, value.label
