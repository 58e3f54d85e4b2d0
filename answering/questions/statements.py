"""The sentences of the documents that may answer a question: in its scope, never a title, with what they say of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from answering.evidence import SentenceSource
from answering.questions.carried_scope import (
    CarriedScope,
    Fit,
    carried_scopes,
    fit_of,
    is_contents,
    is_heading,
    zones_of,
)
from answering.sentence_context import lead_sentences
from domain import Hit, PlacedSentence, QuestionScope, StoredSentence
from domain.once import MadeOnce
from domain.text_folding import fold
from domain.title_form import has_title_form
from french.content_words import content_words
from french.question_analysis import Coverage
from french.zone_codes import canonical
from french.zone_columns import row_of_zone

#: Documents that are read whole for one question; of more only the passages found are.
MOST_WHOLE = 4
#: Share of the theme from which naming the zone asked counts as a part of it, and how large a part.
_SAYS, _NAMED = 0.2, 0.75
#: Most that a sentence without any of the years asked can say of the theme: not enough to answer by itself.
_OTHER_YEAR = 0.45
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_DATE = re.compile(
    r"\b(?:(?:janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre) )?(?:19|20)\d\d\b"
)
#: Sentences before one in which its section may date it.
_SECTION = 40
_TABLE = re.compile(r"^\W*tableau\b", re.IGNORECASE)
#: Words of the title of a table.
_MOST_OF_A_CAPTION = 22
#: Sentences whose words are read together.
_TOGETHER = 400
#: Documents whose scopes stay in memory, and their sentences together.
_KEPT, _SENTENCES = 8, 60_000


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
    of its zones.
    """

    slug: str
    placed: tuple[PlacedSentence, ...]
    carried: tuple[CarriedScope, ...]
    index: dict[tuple[str, str, int], int]
    leads: dict[tuple[str, str, int], str]
    words: frozenset[str]
    captions: dict[tuple[str, str, int], str]
    zones: frozenset[str]
    #: Whether sentences are titles, by rank, as far as it was asked: each is read for it once.
    _titles: dict[int, bool] = field(default_factory=dict)

    def is_title(self, rank: int) -> bool:
        """Whether the sentence of a rank is only a title."""
        known = self._titles.get(rank)
        if known is None:
            known = self._titles[rank] = is_heading(self.placed[rank])
        return known

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
    carried = tuple(carried_scopes(kept))
    return ReadDocument(
        slug,
        kept,
        carried,
        {one.sentence.place: rank for rank, one in enumerate(kept)},
        lead_sentences([one.sentence for one in kept]),
        _words_of(kept),
        captions_of(kept),
        zones_of(carried),
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
        found.update(dict.fromkeys(_DATE.findall(fold(one.sentence.row or one.sentence.text))))
    return " ".join(found)


def _of_hits(hits: Sequence[Hit], source: SentenceSource) -> list[PlacedSentence]:
    seen: dict[tuple[str, str, int], PlacedSentence] = {}
    for hit in hits:
        passage = hit.passage
        for one in source.sentences(passage.document, passage.piece, passage.first_position, passage.last_position):
            seen.setdefault(one.place, PlacedSentence(one, passage))
    return sorted(seen.values(), key=lambda one: (one.sentence.piece, one.sentence.position))


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence that may answer.

    ``share`` is how much of the theme it says with what stands above it (0 to 1), ``fit`` how it stands to the scope,
    ``rank`` the rank of its passage, ``place`` its rank in its document, ``hit`` its passage as it was found,
    ``caption`` the title of its table. Of a row whose columns are zones ``of_zone`` is what it says of those asked, and
    ``cell`` that cell alone; empty otherwise. ``heading`` is whether it is a title.
    """

    placed: PlacedSentence
    carried: CarriedScope
    share: float
    fit: Fit
    rank: int
    place: int
    hit: Hit
    lead: str
    caption: str = ""
    of_zone: str = ""
    cell: str = ""
    heading: bool = False

    @property
    def sentence(self) -> StoredSentence:
        """The sentence itself."""
        return self.placed.sentence

    @property
    def text(self) -> str:
        """The sentence as it is read: a row with the names of its columns, those of other zones left out."""
        return self.of_zone or self.sentence.row or self.sentence.text

    @property
    def carrier(self) -> str:
        """The heading shown beside the quote: the line that names its zones, its provision or article, its section."""
        if self.carried.carrier and self.carried.zones and self.carried.carrier != self.sentence.text:
            above = self.carried.title or self.carried.carrier
            return above if above == self.carried.carrier else f"{above} > {self.carried.carrier}"
        if self.carried.title and self.carried.title != self.sentence.text:
            return self.carried.title
        titles = [title for title in self.placed.passage.section if title != self.sentence.text]
        return titles[-1] if titles else ""

    @property
    def above(self) -> tuple[str, ...]:
        """Lines above the sentence, the nearest first."""
        lines = (self.lead, self.carried.opening, self.carried.title, *reversed(self.placed.passage.section[-3:]))
        return tuple(line for line in lines if line)


def statements_of(
    document: ReadDocument,
    hits: Sequence[Hit],
    coverage: Coverage,
    scope: QuestionScope,
    *,
    keeps: Callable[[StoredSentence], bool],
    required: frozenset[str] = frozenset(),
    years: frozenset[str] = frozenset(),
    titles: bool = False,
) -> list[Statement]:
    """The statements of a document in the scope, those that say most of the theme first.

    With a scope every sentence of the document is looked at; without, those of the passages found.

    Args:
        document: The document.
        hits: Its passages as they were found, best first.
        coverage: What a sentence says of the theme.
        scope: Where the answer must stand.
        keeps: Whether a sentence may be read at all (an instruction to a machine may not).
        required: Words of which a sentence, with its titles, must say one.
        titles: Whether titles are given as well.
        years: Years that the question names; a figure of another date does not answer it.
    """
    ranks = {hit.passage.id: rank for rank, hit in enumerate(hits)}
    known = {hit.passage.id: hit for hit in hits}
    found = []
    # A zone that the document never names has no rule, not even those of all zones.
    asked_zones = {canonical(zone) for zone in scope.zones}
    unknown = bool(scope.zones) and not asked_zones & document.zones
    for place, one in enumerate(document.placed):
        passage = one.passage
        if not scope and not titles and passage.id not in ranks:
            continue
        carried = document.carried[place]
        fit = fit_of(scope, one, carried) if scope else Fit.OWN
        introduces = one.sentence.row is None and one.sentence.text.rstrip().endswith(":")
        if fit is Fit.GENERAL and unknown:
            continue
        if (
            fit is Fit.OUT
            or introduces
            or is_contents(one)
            or (not titles and document.is_title(place))
            or not keeps(one.sentence)
        ):
            continue
        lead = document.leads.get(one.sentence.place, "")
        # A zone's own title is the nearest one: sections of scanned pages are often those of the page before.
        over = (carried.title, carried.opening) if scope.zones and carried.title else passage.section[-3:]
        caption = document.captions.get(one.sentence.place, "")
        above = " ".join((one.sentence.piece, *over, lead))
        cut = row_of_zone(one.sentence.row, asked_zones, document.zones) if one.sentence.row and asked_zones else None
        of_zone, cell = cut or ("", "")
        read = of_zone or one.sentence.row or one.sentence.text
        if required and not required & content_words(f"{above} {read}"):
            continue
        share = coverage.of(read if of_zone else one.sentence.text, above)
        if years and not any(year in f"{above} {read}" for year in years):
            # A sentence without any year is of the date that its section gives before it.
            dates = dates_of_section(document, place) if _YEAR.search(read) is None else ""
            dated = any(year in dates for year in years)
            share = coverage.of(read, f"{above} {dates}") if dated else min(share, _OTHER_YEAR)
        if scope.zones and share >= _SAYS and carried.named & asked_zones:
            share = (share + _NAMED) / (1 + _NAMED)  # it says that it is about the very zone asked
        hit = known.get(passage.id) or Hit(passage, 0.0, ())
        found.append(
            Statement(
                one,
                carried,
                share,
                fit,
                ranks.get(passage.id, len(hits)),
                place,
                hit,
                lead,
                caption,
                of_zone,
                cell,
                titles and document.is_title(place),
            )
        )
    found.sort(key=lambda one: (-one.share, -one.fit, one.rank, one.place))
    return found
