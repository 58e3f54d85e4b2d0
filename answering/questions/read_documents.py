"""A document as a question reads it: its sentences in order, what carries each, the titles of its tables."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Protocol

from answering.evidence import SentenceSource
from answering.questions.carried_scope import CarriedScope, Fit, carried_scopes, fit_of, is_heading, zones_of
from answering.questions.item_runs import runs_of
from answering.questions.sentence_headings import headings_of
from answering.sentence_context import lead_sentences
from domain import Hit, PlacedSentence, QuestionScope
from domain.once import MadeOnce
from domain.text_folding import fold
from domain.title_form import has_title_form
from french.content_words import content_words
from french.filler import Filler, PageLine, fillers_of

#: Documents that are read whole for one question; of more only the passages found are.
MOST_WHOLE = 4
_DATE = re.compile(
    r"\b(?:(?:janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre) )?(?:19|20)\d\d\b"
)
#: Sentences before one in which its section may date it.
_SECTION = 40
_TABLE = re.compile(r"^\W*tableau\b", re.IGNORECASE)
#: Words of the title of a table.
_MOST_OF_A_CAPTION = 22
#: Documents whose scopes stay in memory, and their sentences together.
_KEPT, _SENTENCES = 8, 60_000
#: Sentences whose words are read together.
_TOGETHER = 400


class PlacedSource(Protocol):
    """Gives all sentences of a document with their passages; :class:`retrieval.DocumentTexts` does."""

    def placed(self, document: str) -> Sequence[PlacedSentence]:
        """Every sentence of a document, in the order of the text."""
        ...

    def version(self, document: str) -> str:
        """A text that changes when what ``placed`` gives does."""
        ...


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """A document as a question reads it: its sentences in order and what carries each.

    ``index`` gives the rank of a sentence by its place; ``leads`` what a sentence leans on; ``words`` are the stems of
    all its words; ``captions`` are the titles of the tables that its rows stand in; ``zones`` are the canonical codes
    of its zones; ``runs`` are where its lists and tables begin and end: ranks, the end not included; ``headings`` are
    the heading paths of its sentences; ``fillers`` are the ranks of its filler (contents, legends, running titles).
    """

    slug: str
    placed: tuple[PlacedSentence, ...]
    carried: tuple[CarriedScope, ...]
    index: dict[tuple[str, str, int], int]
    leads: dict[tuple[str, str, int], str]
    words: frozenset[str]
    captions: dict[tuple[str, str, int], str]
    zones: frozenset[str]
    runs: tuple[tuple[int, int], ...]
    headings: tuple[tuple[str, ...], ...]
    fillers: dict[int, Filler]
    #: Whether sentences are titles, by rank, as far as it was asked: each is read for it once.
    _titles: dict[int, bool] = field(default_factory=dict)

    def is_title(self, rank: int) -> bool:
        """Whether the sentence of a rank is only a title."""
        known = self._titles.get(rank)
        if known is None:
            known = self._titles[rank] = is_heading(self.placed[rank])
        return known

    def fit(self, scope: QuestionScope, rank: int) -> Fit:
        """How the sentence of a rank stands to what a question restricts its answer to."""
        return fit_of(scope, self.placed[rank], self.carried[rank])

    def names_section(self, rank: int) -> bool:
        """Whether the sentence of a rank is the title of the section that it opens."""
        sentence, path = self.placed[rank].sentence, self.headings[rank]
        return bool(path) and sentence.row is None and fold(path[-1]).strip() == fold(sentence.text).strip()

    def after(self, rank: int, most: int) -> list[int]:
        """Ranks of the sentences that follow one in its paragraph: same piece, article and opening line."""
        here = self.placed[rank]
        found = []
        for other in range(rank + 1, min(rank + 1 + most, len(self.placed))):
            one = self.placed[other]
            same = one.sentence.piece == here.sentence.piece and self.carried[other].title == self.carried[rank].title
            if not same or self.is_title(other) or one.passage.provision != here.passage.provision:
                break
            found.append(other)
        return found


def read_document(slug: str, placed: Sequence[PlacedSentence]) -> ReadDocument:
    """A document with its scopes."""
    kept = tuple(placed)
    headings = tuple(headings_of(kept))
    carried = tuple(carried_scopes(kept, headings))
    return ReadDocument(
        slug,
        kept,
        carried,
        {one.sentence.place: rank for rank, one in enumerate(kept)},
        lead_sentences([one.sentence for one in kept]),
        _words_of(kept),
        captions_of(kept),
        zones_of(carried),
        tuple(runs_of(kept)),
        headings,
        fillers_of(
            [
                PageLine(each.row or each.text, each.row is not None, each.piece, each.page, above)
                for each, above in zip((one.sentence for one in kept), headings, strict=True)
            ]
        ),
    )


def _words_of(placed: Sequence[PlacedSentence]) -> frozenset[str]:
    """Stems of all words, some pages at a time: to fold a thousand as one text takes many times their size."""
    found: set[str] = set()
    for start in range(0, len(placed), _TOGETHER):
        found |= content_words(" ".join(one.sentence.text for one in placed[start : start + _TOGETHER]))
    return frozenset(found)


def captions_of(placed: Sequence[PlacedSentence]) -> dict[tuple[str, str, int], str]:
    """The title of the table of each row, by place: the line « Tableau 2 – … » above the table, else under it."""
    found: dict[tuple[str, str, int], str] = {}
    rank = 0
    while rank < len(placed):
        end = rank
        while end < len(placed) and placed[end].sentence.row is not None and _beside(placed[rank], placed[end]):
            end += 1
        if end > rank:
            caption = _caption(placed, rank - 1, placed[rank], -1) or _caption(placed, end, placed[rank], 1)
            if caption:
                found.update((one.sentence.place, caption) for one in placed[rank:end])
        rank = max(end, rank + 1)
    return found


def _caption(placed: Sequence[PlacedSentence], rank: int, row: PlacedSentence, step: int) -> str:
    """The title of a table that stands at a rank, or begins or ends there; empty where there is none."""
    near = [
        placed[at].sentence.text for at in (rank, rank + step) if 0 <= at < len(placed) and _beside(placed[at], row)
    ]
    lines = near if step > 0 else near[::-1]
    first = next((number for number, text in enumerate(lines) if _TABLE.match(text)), None)
    if first is None or (step > 0 and first):
        return ""
    # « Tableau 5. » and « – Résultats des relevés » are two sentences.
    parts = [lines[first], *(text for text in lines[first + 1 :] if text.startswith(("–", "-", ":")))]
    title = " ".join(parts)
    return title if has_title_form(title, _MOST_OF_A_CAPTION) or len(title.split()) <= _MOST_OF_A_CAPTION else ""


def _beside(one: PlacedSentence, other: PlacedSentence) -> bool:
    return one.sentence.piece == other.sentence.piece


class ReadDocuments:
    """Documents read whole, each version once for all questions.

    Without their texts, the passages found stand for them.
    """

    def __init__(self, texts: PlacedSource | None):
        self._texts = texts
        self._made: MadeOnce[tuple[str, str], ReadDocument] = MadeOnce(
            _KEPT, weigh=lambda document: len(document.placed), heaviest=_SENTENCES
        )

    def whole(self, slugs: Sequence[str]) -> list[ReadDocument]:
        """The documents of a question; none where only passages are given, or where they are many."""
        return [self._whole(slug, self._texts) for slug in slugs] if self._texts and len(slugs) <= MOST_WHOLE else []

    def _whole(self, slug: str, texts: PlacedSource) -> ReadDocument:
        return self._made.get((slug, texts.version(slug)), lambda: read_document(slug, texts.placed(slug)))

    def of(self, slugs: Sequence[str], hits: Sequence[Hit], source: SentenceSource) -> dict[str, ReadDocument]:
        """The documents of a question: whole, or as far as the passages found go where they are many."""
        whole = self.whole(slugs)
        return {one.slug: one for one in whole} or {
            slug: read_document(slug, _of_hits([hit for hit in hits if hit.passage.document == slug], source))
            for slug in slugs
        }


def dates_of_section(document: ReadDocument, place: int) -> str:
    """The months and years that the section of a sentence names before it (« lors de ce passage »)."""
    here = document.placed[place]
    found: dict[str, None] = {}
    for rank in range(place - 1, max(-1, place - 1 - _SECTION), -1):
        one = document.placed[rank]
        if one.sentence.piece != here.sentence.piece or one.passage.section[:1] != here.passage.section[:1]:
            break
        found.update(dict.fromkeys(_dates_in(one.sentence.row or one.sentence.text)))
    return " ".join(found)


@lru_cache(maxsize=8192)  # each sentence dates many that follow it
def _dates_in(text: str) -> tuple[str, ...]:
    return tuple(_DATE.findall(fold(text)))


def _of_hits(hits: Sequence[Hit], source: SentenceSource) -> list[PlacedSentence]:
    seen: dict[tuple[str, str, int], PlacedSentence] = {}
    for hit in hits:
        passage = hit.passage
        for one in source.sentences(passage.document, passage.piece, passage.first_position, passage.last_position):
            seen.setdefault(one.place, PlacedSentence(one, passage))
    return sorted(seen.values(), key=lambda one: (one.sentence.piece, one.sentence.position))
