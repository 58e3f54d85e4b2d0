"""What is right in the answer to a question of the set, by code alone: amounts, words, pages and quotes.

Only what every version and every peer gives is read: the words of an answer, its citations, whether it refused. Words
are compared folded; amounts by the one engine of units.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from benchmarks.question_set import ExpectedKind, Fact, Place, SetQuestion
from domain import Answer, Outcome, Verdict
from domain.measures import same_quantity
from domain.quote_text import find_quote
from domain.text_folding import plain
from evaluation.cell_results import PageText, is_verbatim
from french.content_words import content_words
from french.quantities import read_quantities, read_row
from french.units import Amount

#: Share of the points of a summary from which it is right.
ENOUGH_POINTS = 0.7
#: Share of the content words of a sentence that one quote (or the question) must hold for it to be borne out.
BORNE_OUT = 0.6


@dataclass(frozen=True, slots=True)
class GivenCitation:
    """A quote as given; ``start`` is its offset in the text of its page, None where the answer does not tell."""

    document: str
    piece: str
    page: int | None
    quote: str
    start: int | None = None


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """What was answered, whoever answered; ``tokens`` are those of the model, both ways.

    What is only proposed, to be checked, counts as refused; ``proposed`` tells it.
    """

    words: str
    citations: tuple[GivenCitation, ...]
    refused: bool
    tokens: int
    seconds: float
    proposed: bool = False

    @classmethod
    def of(cls, answer: Answer, seconds: float) -> GivenAnswer:
        """An answer of ours. Refused: not found or off the subject, or « non » without a quote."""
        refused = answer.outcome is not Outcome.ANSWERED or (answer.verdict is Verdict.NON and not answer.citations)
        cited = (
            GivenCitation(one.document or answer.document, one.piece, one.page, one.quote, one.start)
            for one in answer.citations
        )
        proposed = answer.outcome is Outcome.PROPOSED
        return cls(answer.rationale, tuple(cited), refused, answer.provenance.tokens, seconds, proposed)


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many; adds up."""

    found: int = 0
    of: int = 0

    def __add__(self, other: Share) -> Share:
        return Share(self.found + other.found, self.of + other.of)


@dataclass(frozen=True, slots=True)
class QuestionScore:
    """What one answer is worth. A share of zero is not asked of this question.

    Attributes:
        refused: Whether it was refused.
        proposed: Whether what was only proposed would have been right, of what was.
        right: The answer is right (see :func:`score`).
        whole: It says everything: all items, the exception of a yes or no, both sides, all points.
        told: Facts told: items of a list, sides, points of a summary.
        fitting: Citations that stand where they should, of all, for lists: what is listed and should not be.
        scope: The scope is right, of scoped questions that were answered.
        page: A page of the answer is cited.
        verbatim: Quotes that stand word for word on their page.
        borne_out: Sentences of the answer whose words the quotes hold.
    """

    refused: bool
    right: bool
    whole: Share = Share()
    told: Share = Share()
    fitting: Share = Share()
    scope: Share = Share()
    page: Share = Share()
    verbatim: Share = Share()
    borne_out: Share = Share()
    proposed: Share = Share()


def score(question: SetQuestion, given: GivenAnswer, page_text: PageText) -> QuestionScore:
    """Put an answer beside what is known.

    Right is, by kind: a value, a rule, a fact about the document: all facts stand in the words of the answer. A list:
    every item stands in the words or quotes. Yes or no: its first word does not contradict, and the rule is said. A
    comparison: every side is said, and cited on its page. A summary: :data:`ENOUGH_POINTS` of its points. Where is it:
    the first page cited is the one. Without an answer: refused, or the denial told.
    """
    quotes = tuple(citation.quote for citation in given.citations)
    everywhere = (given.words, *quotes)
    if not question.answerable:
        denied = any(is_told(fact, everywhere) for fact in question.facts)
        return QuestionScore(given.refused, given.refused or denied, proposed=Share(0, given.proposed))
    pages = question.right_places
    told = [is_told(fact, everywhere) for fact in question.facts]
    if given.refused:
        would_be = Share(given.proposed and _is_right(question, given, told), given.proposed)
        page = Share(0, bool(pages))
        return QuestionScore(True, False, page=page, proposed=would_be, **_facts_untold(question))
    return QuestionScore(
        refused=False,
        right=_is_right(question, given, told),
        whole=Share(all(told), 1) if question.kind in _MANY_FACTS else Share(),
        told=Share(sum(told), len(told)) if question.kind in _MANY_FACTS else Share(),
        fitting=_fitting(question, given) if question.kind is ExpectedKind.LIST else Share(),
        scope=Share(_in_scope(question, given, page_text), 1) if question.scope else Share(),
        page=Share(_on_page(given.citations, pages), bool(pages)),
        verbatim=_verbatim(given.citations, page_text),
        borne_out=_borne_out(question, given),
    )


_MANY_FACTS = frozenset((ExpectedKind.LIST, ExpectedKind.YES_NO, ExpectedKind.COMPARISON, ExpectedKind.SUMMARY))


def _facts_untold(question: SetQuestion) -> dict[str, Share]:
    many = question.kind in _MANY_FACTS
    return {"whole": Share(0, 1), "told": Share(0, len(question.facts))} if many else {}


_FIRST_WORD = re.compile(r"\W*(oui|non)\b")


def _is_right(question: SetQuestion, given: GivenAnswer, told: Sequence[bool]) -> bool:
    """As :func:`score` says, of a question that has an answer and was not refused."""
    match question.kind:
        case ExpectedKind.LIST:
            return all(told)
        case ExpectedKind.YES_NO:
            first = _FIRST_WORD.match(plain(given.words))
            return told[0] and (first is None or first[1] == question.polarity)
        case ExpectedKind.COMPARISON:
            sides = (fact.places or question.places for fact in question.facts)
            return all(told) and all(_on_page(given.citations, places) for places in sides)
        case ExpectedKind.SUMMARY:
            return sum(told) >= ENOUGH_POINTS * len(told)
        case ExpectedKind.WHERE:
            return _on_page(given.citations[:1], question.places)
        case _:
            return all(is_told(fact, (given.words,)) for fact in question.facts)


def missing_facts(question: SetQuestion, page_text: PageText) -> list[str]:
    """Facts that do not stand on the pages named for them, and pages that are not there: the set itself has faults."""
    faults = []
    for place in (*question.right_places, *question.also):
        text = page_text(place.document, place.piece, place.page)
        if text is None:
            faults.append(f"{place.document}:{place.piece} {place.page} : pas de telle page")
        elif _bounds(place, text) is None:
            faults.append(f"{place.piece} {place.page} : « {place.start} » ou « {place.end} » n'y est pas")
    for fact in question.facts:
        places = fact.places or question.places
        texts = [_part(place, page_text(place.document, place.piece, place.page) or "") for place in places]
        if places and not is_told(fact, texts):
            faults.append(f"« {fact.name} » n'est pas sur ses pages")
    return faults


def is_told(fact: Fact, texts: Iterable[str]) -> bool:
    """Whether one of the texts says it: one of its wordings, and all of its amounts."""
    return any(_says(fact.says, text) and _gives(fact.values, text) for text in texts)


def _says(wordings: Sequence[str], text: str) -> bool:
    folded = _folded(text)
    return not wordings or any(re.search(rf"(?<!\w){re.escape(_folded(one))}", folded) for one in wordings)


def _folded(text: str) -> str:
    return " ".join(plain(text).split())


def _gives(values: Sequence[Amount], text: str) -> bool:
    if not values:
        return True
    given = _amounts(text)
    return all(any(_is_same(value, one) for one in given) for value in values)


def _amounts(text: str) -> list[Amount]:
    rows = (line for line in text.splitlines() if " ; " in line)
    found = [*read_quantities(text), *(quantity for row in rows for quantity in read_row(row))]
    return [Amount(quantity.value, quantity.unit) for quantity in found]


def _is_same(value: Amount, given: Amount) -> bool:
    """The same amount; in a table, the unit may stand in a heading that is not quoted."""
    if value.unit is None or given.unit is None or (value.unit.counted and given.unit.counted):
        return value.value == given.value
    return same_quantity(value.value, value.unit, given.value, given.unit, bare_counts=True)


def _on_page(citations: Sequence[GivenCitation], places: Sequence[Place]) -> bool:
    return any(_is_page(citation, place) for citation in citations for place in places)


def _is_page(citation: GivenCitation, place: Place) -> bool:
    same = (citation.document, citation.piece) == (place.document, place.piece)
    return same and (place.page is None or citation.page == place.page)


def _fitting(question: SetQuestion, given: GivenAnswer) -> Share:
    places = (*question.right_places, *question.also)
    return Share(sum(_on_page([one], places) for one in given.citations), len(given.citations))


def _in_scope(question: SetQuestion, given: GivenAnswer, page_text: PageText) -> bool:
    """The first quote stands where the rule of the scope does, and no other quote gives another amount of its kind."""
    allowed = (*question.right_places, *question.also)
    inside = [any(_stands_in(one, place, page_text) for place in allowed) for one in given.citations]
    wanted = [value for fact in question.facts for value in fact.values]
    foreign = (
        amount
        for one, within in zip(given.citations, inside, strict=True)
        if not within
        for amount in _amounts(one.quote)
        if any(amount.is_of_one_kind(value) for value in wanted)
        and not any(_is_same(value, amount) for value in wanted)
    )
    return bool(inside) and inside[0] and next(foreign, None) is None


def _stands_in(citation: GivenCitation, place: Place, page_text: PageText) -> bool:
    if not _is_page(citation, place):
        return False
    text = page_text(place.document, place.piece, place.page) or ""
    bounds = _bounds(place, text)
    found = find_quote(text, citation.quote)
    start = citation.start if citation.start is not None and place.page is not None else found and found[0]
    if bounds is None or start is None:
        return False
    return start < bounds[1] and start + len(citation.quote) > bounds[0]


def _bounds(place: Place, text: str) -> tuple[int, int] | None:
    """Offsets of the part of a page; None: its first or last words are not there."""
    start = (0, 0) if place.start is None else find_quote(text, place.start)
    if start is None or place.end is None:
        return start and (start[0], len(text))
    end = find_quote(text[start[1] :], place.end)
    return end and (start[0], start[1] + end[0])


def _part(place: Place, text: str) -> str:
    start, end = _bounds(place, text) or (0, 0)
    return text[start:end]


def _verbatim(citations: Sequence[GivenCitation], page_text: PageText) -> Share:
    stands = (is_verbatim(one.quote, page_text(one.document, one.piece, one.page)) for one in citations)
    return Share(sum(stands), len(citations))


_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZÀ-Ý«–-])|\n+")


def _borne_out(question: SetQuestion, given: GivenAnswer) -> Share:
    """Sentences of the answer most of whose content words one quote holds, those of the question granted."""
    if not given.citations:
        return Share()
    asked = content_words(question.question)
    quotes = [content_words(one.quote) for one in given.citations]
    sentences = [words for part in _SENTENCE.split(given.words) if (words := content_words(part) - asked)]
    borne = sum(any(len(words & quote) >= BORNE_OUT * len(words) for quote in quotes) for words in sentences)
    return Share(borne, len(sentences))
