"""Where the citations and values of a decision stand in the present text of their document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from corpus import Corpus
from domain import Citation, CitedPart, DecisionStanding, Page, Review, Value, Verdict
from domain.quote_text import find_quote, quote_key


@dataclass(frozen=True, slots=True)
class Placed:
    """The content of a decision where it stands today; what stands nowhere is left where it stood, and ``lost``."""

    values: tuple[Value, ...]
    citations: tuple[Citation, ...]
    lost: tuple[Citation, ...]
    moved: bool

    def standing(self, decided_on: Verdict | None, now: Verdict | None) -> DecisionStanding:
        """How the decision stands; ``decided_on`` is the tool's verdict when it was made, ``now`` today's."""
        if self.lost:
            return DecisionStanding.EVIDENCE_GONE
        if decided_on is not None and now is not None and decided_on is not now:
            return DecisionStanding.TOOL_DISAGREES
        return DecisionStanding.EVIDENCE_MOVED if self.moved else DecisionStanding.UNCHANGED


_Known = tuple[str | None, tuple[Review, ...], dict[int, Placed]]
_ENDS = 12  # characters that tell where a quote begins and ends
_NOTHING: _Known = (None, (), {})


@dataclass(frozen=True, slots=True)
class _QuotePlace:
    piece: str
    ordinal: int
    page: Page
    start: int
    end: int


class QuoteFinder:
    """Finds quotes again, and remembers what it found for as long as the text and the decisions stay the same.

    A page that is cited is looked at first; only a document where a quote is no longer on its page is read whole.
    """

    def __init__(self, corpus: Corpus):
        self._corpus = corpus
        self._known: dict[str, _Known] = {}

    def of(self, decisions: Mapping[str, Sequence[Review]]) -> dict[str, dict[int, Placed]]:
        """The content of decisions, given by document, as {slug: {number of the review: where it stands}}.

        Two queries at most for all, and one more for each document where a quote has left its page.
        """
        if not any(decisions.values()):
            return {slug: {} for slug in decisions}
        digests = self._corpus.texts.digests()
        known = {slug: self._known.get(slug, _NOTHING) for slug in decisions}
        stale = {
            slug: tuple(reviews)
            for slug, reviews in decisions.items()
            if known[slug][:2] != (digests.get(slug), tuple(reviews))
        }
        wanted = [
            (slug, cited.piece, ordinal)
            for slug, reviews in stale.items()
            for cited in _cited(reviews)
            for ordinal in _ordinals(cited)
        ]
        pages = self._corpus.texts.pages_at(wanted) if wanted else {}
        cited: dict[str, dict[tuple[str, int], Page]] = {}
        for (slug, piece, ordinal), page in pages.items():
            cited.setdefault(slug, {})[piece, ordinal] = page
        for slug, reviews in stale.items():
            text = _Text(self._corpus, slug, cited.get(slug, {}), readable=slug in digests)
            placed = {review.id: _placed(review, text) for review in reviews}
            known[slug] = self._known[slug] = (digests.get(slug), reviews, placed)
        return {slug: own[2] for slug, own in known.items()}

    def today(self, slug: str, citations: Sequence[Citation]) -> list[Citation | None]:
        """Citations of a document where they stand in its present text; None for one that stands nowhere."""
        if not citations:
            return []
        wanted = [(slug, one.piece, ordinal) for one in citations for ordinal in _ordinals(one)]
        pages = self._corpus.texts.pages_at(wanted)
        cited = {(piece, ordinal): page for (_, piece, ordinal), page in pages.items()}
        text = _Text(self._corpus, slug, cited, readable=slug in self._corpus.texts.digests())
        return [_today(one, text) for one in citations]


class _Text:
    """The text of one document, read whole only when a quote is not on the page where it was."""

    def __init__(self, corpus: Corpus, slug: str, pages: Mapping[tuple[str, int], Page], *, readable: bool):
        self._corpus = corpus
        self._slug = slug
        self._cited = pages
        self._readable = readable
        self._all: list[tuple[str, Page, str]] | None = None

    def find(self, piece: str, ordinal: int, page: int | None, quote: str, start: int, end: int) -> _QuotePlace | None:
        """Where a quote stands: on its page, else on the nearest page of its piece, else in another piece."""
        there = self._cited.get((piece, ordinal))
        if there is not None:
            said = there.text[start:end]
            if not quote or said == quote or quote_key(said) == quote_key(quote):
                return _QuotePlace(piece, ordinal, there, start, end)
            found = find_quote(there.text, quote)
            if found is not None:
                return _QuotePlace(piece, ordinal, there, *found)
        wanted = quote_key(quote)
        holding = [(name, one) for name, one, key in self._pages() if wanted and wanted in key]
        if not wanted:  # a page without words: the piece must have it
            holding = [(name, one) for name, one, _ in self._pages() if (name, one.number) == (piece, page)]
        if not holding:
            return self._around_heads(quote)
        name, nearest = min(holding, key=lambda one: (one[0] != piece, abs(one[1].ordinal - ordinal)))
        return _QuotePlace(name, nearest.ordinal, nearest, *(find_quote(nearest.text, quote) or (0, 0)))

    def _around_heads(self, quote: str) -> _QuotePlace | None:
        """A quote of several sentences may leave out what stands between them, such as a running head."""
        wanted = quote_key(quote)
        for name, page, key in self._pages():
            first = key.find(wanted[:_ENDS])
            if not wanted or first < 0 or key.find(wanted[-_ENDS:], first) < 0:
                continue
            sentences = self._corpus.texts.page(self._slug, name, page.ordinal).sentences
            keys = [quote_key(sentence.text) for sentence in sentences]
            at = "".join(keys).find(wanted)
            if at >= 0:
                owners = [sentence for sentence, own in zip(sentences, keys, strict=True) for _ in own]
                return _QuotePlace(name, page.ordinal, page, owners[at].start, owners[at + len(wanted) - 1].end)
        return None

    def _pages(self) -> list[tuple[str, Page, str]]:
        if self._all is None:
            read = self._corpus.texts.pages(self._slug) if self._readable else ()
            self._all = [(name, page, quote_key(page.text)) for name, page in read]
        return self._all


def _cited(reviews: Sequence[Review]) -> list[Citation]:
    return [cited for review in reviews for cited in (*review.citations, *map(_source, review.values)) if cited.piece]


def _ordinals(cited: Citation) -> list[int]:
    """The pages on which a citation and the other parts of its sentences stand."""
    return [part.ordinal for part in (cited.before, cited, cited.after) if part is not None]


def _source(value: Value) -> Citation:
    """The place of a value as a citation."""
    return Citation(
        value.piece, value.page, None, value.quote or "", value.ordinal or value.page or 0, value.start or 0,
        value.end or 0, value.document,
    )  # fmt: skip


def _today(cited: Citation, text: _Text) -> Citation | None:
    """A citation where its words stand now."""
    found = text.find(cited.piece, cited.ordinal, cited.page, cited.quote, cited.start, cited.end)
    if found is None:
        return None
    return replace(
        cited,
        piece=found.piece,
        page=found.page.number,
        label=found.page.label,
        ordinal=found.ordinal,
        start=found.start,
        end=found.end,
        confidence=found.page.confidence,
        before=_part_today(cited.before, found.piece, found.ordinal - cited.ordinal, text),
        after=_part_today(cited.after, found.piece, found.ordinal - cited.ordinal, text),
    )


def _part_today(part: CitedPart | None, piece: str, moved: int, text: _Text) -> CitedPart | None:
    """The other part of a sentence, on a page moved by as many as that of its citation; None where it is not there."""
    if part is None:
        return None
    ordinal = part.ordinal + moved
    found = text.find(piece, ordinal, part.page, part.quote, part.start, part.end)
    if found is None or (found.piece, found.ordinal) != (piece, ordinal):
        return None
    return replace(
        part,
        page=found.page.number,
        label=found.page.label,
        ordinal=ordinal,
        start=found.start,
        end=found.end,
    )


def _placed(review: Review, text: _Text) -> Placed:
    citations: list[Citation] = []
    lost: list[Citation] = []
    moved = False
    for cited in review.citations:
        today = _today(cited, text)
        if today is None:
            lost.append(cited)
            citations.append(cited)
            continue
        moved = moved or (today.piece, today.page) != (cited.piece, cited.page)
        citations.append(today)
    values = []
    for value in review.values:
        if not value.piece or not value.quote:  # noted without a place, or kept before places were
            values.append(value)
            continue
        source = _source(value)
        found = text.find(value.piece, source.ordinal, value.page, value.quote, source.start, source.end)
        if found is None:
            values.append(value)
            if all((one.piece, one.quote) != (source.piece, source.quote) for one in lost):
                lost.append(source)
            continue
        moved = moved or (found.piece, found.page.number) != (value.piece, value.page)
        values.append(
            replace(
                value,
                piece=found.piece,
                page=found.page.number,
                ordinal=found.ordinal,
                start=found.start,
                end=found.end,
            )
        )
    return Placed(tuple(values), tuple(citations), tuple(lost), moved)
