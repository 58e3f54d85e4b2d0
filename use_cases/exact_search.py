"""A text -> every place of a document where it stands as it was typed: case, accents and plural endings aside."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus import Corpus
from domain import Page
from french.spelling import pattern_of

#: Characters shown on each side of an occurrence.
_AROUND = 140


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One place: the page, the offsets in its text, and the text around it, of which ``found`` is the middle."""

    piece: str
    ordinal: int
    page: int | None
    label: str | None
    start: int
    end: int
    before: str
    found: str
    after: str


def occurrences(corpus: Corpus, document: str, text: str) -> list[Occurrence]:
    """Every occurrence of a text in a document, in the order of the pieces.

    Raises:
        UnknownDocument: no document has this slug.
    """
    pattern = pattern_of(text)
    if pattern is None:
        corpus.documents.get(document)
        return []
    return [one for piece, page in corpus.texts.pages(document) for one in _on_page(piece, page, pattern)]


def _on_page(piece: str, page: Page, pattern: re.Pattern[str]) -> Iterator[Occurrence]:
    for match in pattern.finditer(page.text):
        start, end = match.span()
        before, after = page.text[max(0, start - _AROUND) : start], page.text[end : end + _AROUND]
        if start > _AROUND:
            before = "…" + before.split(" ", 1)[-1]
        if end + _AROUND < len(page.text):
            after = after.rsplit(" ", 1)[0] + "…"
        yield Occurrence(piece, page.ordinal, page.number, page.label, start, end, before, match.group(), after)
