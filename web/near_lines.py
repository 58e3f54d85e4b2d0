"""The sentences that came nearest where nothing answers, each with its page."""

from __future__ import annotations

from dataclasses import dataclass

from api import links
from corpus import Corpus
from domain import Answer
from domain.errors import UsageError


@dataclass(frozen=True, slots=True)
class NearLine:
    """A sentence that was read nearest to the subject, for a « non »; ``ranks`` are its places in the piece."""

    piece: str
    page: int | None
    text: str
    href: str | None
    ranks: tuple[int, ...]


def near_lines(corpus: Corpus, slug: str, answer: Answer) -> tuple[NearLine, ...]:
    """The sentences that the provenance keeps, each found again on its page."""
    return tuple(near_line(corpus, slug, one.piece, one.page, one.text) for one in answer.provenance.nearest or ())


def near_line(corpus: Corpus, slug: str, piece: str, page: int | None, text: str) -> NearLine:
    """A sentence with the address of its page; without one where the page is gone."""
    if page is None:
        return NearLine(piece, page, text, None, ())
    try:
        stored = corpus.texts.page(slug, piece, page)
    except UsageError:  # taken out of the dossier since
        return NearLine(piece, page, text, None, ())
    ranks = tuple(sentence.position for sentence in stored.sentences if sentence.text == text)
    return NearLine(piece, page, text, links.page(slug, piece, page, ranks), ranks)
