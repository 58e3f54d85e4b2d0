"""From retrieved passages to numbered sentences within a budget of tokens.

Every sentence that the model sees has a number, and everything that a citation needs is kept under that
number: the model only ever names numbers. The budget is counted before the call. When passages do not
fit whole, each is trimmed to the sentences that share most words with the queries, so that more passages
are seen, and of these the most promising are kept; the passages left out are recorded.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from answering.prompt import neutralise
from answering.sentence_context import Place
from domain import Hit, Query, StoredSentence
from languages import Language

#: A sentence that gives a quantity in an expected unit counts this much more.
_WITH_A_VALUE = 1.5

#: Words that carry meaning under which a sentence is a title or a fragment rather than a statement.
_FRAGMENT = 8

#: Titles shown above a sentence, and characters of each: « CHAPITRE VI … ZONE AU > ARTICLE 13 … ».
_TITLES = 3
_TITLE_LENGTH = 60

#: Tokens below which no header and sentence can fit.
_LEAST_ROOM = 20

#: A passage is trimmed to its share of the budget, so that at least this many are seen (or all, if fewer).
_AT_LEAST_PASSAGES = 8


#: The words of a text that carry meaning.
Words = Callable[[str], frozenset[str]]


class SentenceSource(Protocol):
    """Gives the sentences of a passage; the corpus store implements it."""

    def sentences(self, document: str, piece: str, first: int, last: int) -> Sequence[StoredSentence]:
        """Sentences of ``piece`` at positions ``first`` to ``last``, both included, in order."""


@dataclass(frozen=True, slots=True)
class PromptEvidence:
    """What the model is shown.

    ``sentences[i]`` is the sentence numbered ``i + 1`` in ``text``, under the header ``headers[i]``;
    ``shown`` and ``left_out`` are the passages of which at least one sentence, or none, is in ``text``;
    ``tokens`` is the size of ``text``.
    """

    text: str
    sentences: tuple[StoredSentence, ...]
    shown: tuple[Hit, ...]
    left_out: tuple[Hit, ...]
    tokens: int
    headers: tuple[str, ...] = ()

    def only(self, sentences: Sequence[StoredSentence], count_tokens: Callable[[str], int]) -> PromptEvidence:
        """The same evidence with these sentences alone, in this order and numbered anew."""
        headers = [self.header_of(sentence) for sentence in sentences]
        text = _render(sentences, headers)
        return replace(self, text=text, sentences=tuple(sentences), headers=tuple(headers), tokens=count_tokens(text))

    def header_of(self, sentence: StoredSentence) -> str:
        """Piece and section under which the sentence is shown."""
        return self.headers[self.sentences.index(sentence)] if self.headers else sentence.piece

    def sentence(self, number: int) -> StoredSentence | None:
        """The sentence of that number, None when there is none."""
        return self.sentences[number - 1] if 1 <= number <= len(self.sentences) else None


@dataclass(frozen=True, slots=True)
class _Choice:
    hit: Hit
    sentences: tuple[StoredSentence, ...]


def gather(
    hits: Sequence[Hit],
    source: SentenceSource,
    *,
    queries: Sequence[Query],
    budget: int,
    count_tokens: Callable[[str], int],
    language: Language,
    most: int | None = None,
    units: Collection[str] = (),
    many_documents: bool = False,
) -> PromptEvidence:
    """Number the sentences of ``hits``, best first, within ``budget`` tokens.

    Args:
        hits: passages in retrieval order; a sentence that two of them share is shown once.
        source: where the sentences are.
        queries: what was looked for; decides which sentences of a long passage are kept.
        budget: most tokens of the text, headers included.
        count_tokens: size of a text for the model that will read it.
        language: of the passages.
        most: most sentences kept, those worth most; all that fit when None.
        units: units of the values looked for; a sentence with a quantity in one of them is more promising.
        many_documents: put the document's slug in the headers.
    """
    words = language.words.content_words
    wanted = _weights(hits, queries, words)
    seen: set[tuple[str, str, int]] = set()
    choices: list[_Choice] = []
    left_out: list[Hit] = []
    remaining = budget
    share = max(1, budget // max(1, min(_AT_LEAST_PASSAGES, len(hits))))
    for hit in hits:
        if remaining < _LEAST_ROOM:
            left_out.append(hit)
            continue
        passage = hit.passage
        fresh = [
            sentence
            for sentence in source.sentences(
                passage.document, passage.piece, passage.first_position, passage.last_position
            )
            if sentence.place not in seen
        ]
        if not fresh:
            continue
        header = count_tokens(_header(hit, many_documents)) + 2
        kept, cost = _trim(fresh, wanted, words, min(share, remaining - header), count_tokens)
        if not kept:  # one sentence longer than the share: it may take a third of what is left
            kept, cost = _trim(fresh, wanted, words, (remaining - header) // 3, count_tokens, most=1)
        if not kept:
            left_out.append(hit)
            continue
        seen.update(sentence.place for sentence in kept)
        choices.append(_Choice(hit, tuple(kept)))
        remaining -= header + cost
    if most is not None:
        choices, dropped = _most_promising(choices, wanted, most, units, language)
        left_out = sorted((*left_out, *dropped), key=hits.index)
    sentences = tuple(sentence for choice in choices for sentence in choice.sentences)
    headers = tuple(_header(choice.hit, many_documents) for choice in choices for _ in choice.sentences)
    text = _render(sentences, headers)
    shown = tuple(choice.hit for choice in choices)
    return PromptEvidence(text, sentences, shown, tuple(left_out), count_tokens(text), headers)


def chosen(
    picked: Sequence[tuple[Hit, StoredSentence]],
    hits: Sequence[Hit],
    *,
    budget: int,
    count_tokens: Callable[[str], int],
    many_documents: bool = False,
    leads: Mapping[Place, str] | None = None,
) -> PromptEvidence:
    """Evidence of sentences picked one by one, in the order given, as many as fit in ``budget`` tokens.

    ``leads`` are what sentences lean on (see :mod:`answering.sentence_context`); they stand in the headers.
    """
    kept: list[tuple[Hit, StoredSentence, str]] = []
    remaining = budget
    for hit, sentence in picked:
        lead = (leads or {}).get(sentence.place)
        header = _header(hit, many_documents) + (f" > {neutralise(lead)}" if lead else "")
        cost = count_tokens(header) + count_tokens(_line(99, sentence)) + 3
        if cost <= remaining:
            kept.append((hit, sentence, header))
            remaining -= cost
    sentences = tuple(sentence for _, sentence, _ in kept)
    headers = tuple(header for _, _, header in kept)
    text = _render(sentences, headers)
    shown = tuple(dict.fromkeys(hit for hit, _, _ in kept))
    left_out = tuple(hit for hit in hits if hit not in shown)
    return PromptEvidence(text, sentences, shown, left_out, count_tokens(text), headers)


def _most_promising(
    choices: Sequence[_Choice], wanted: dict[str, float], most: int, units: Collection[str], language: Language
) -> tuple[list[_Choice], list[Hit]]:
    """The ``most`` sentences that share most with the queries, and the passages that lose all theirs.

    The section's title counts as part of the sentence: in a « règlement » it alone names the zone. The rank
    of the passage counts too: a sentence of the eleventh passage counts half one of the first.
    """
    titles = [" ".join(choice.hit.passage.section) for choice in choices]
    words, numbers = language.words.content_words, language.numbers

    def order(one: tuple[int, StoredSentence]) -> tuple[float, int, int]:
        index, sentence = one
        worth = _worth(sentence.text, wanted, words, titles[index]) / (1 + index / 10)
        if units and any(
            quantity.unit and numbers.unit_is_expected(quantity.unit.symbol, units)
            for quantity in numbers.read(sentence.text)
        ):
            worth *= _WITH_A_VALUE
        return -worth, index, sentence.position

    ranked = sorted(
        ((index, sentence) for index, choice in enumerate(choices) for sentence in choice.sentences), key=order
    )
    kept = set(ranked[:most])
    left = [
        _Choice(choice.hit, tuple(sentence for sentence in choice.sentences if (index, sentence) in kept))
        for index, choice in enumerate(choices)
    ]
    return [choice for choice in left if choice.sentences], [choice.hit for choice in left if not choice.sentences]


def _trim(
    sentences: Sequence[StoredSentence],
    wanted: dict[str, float],
    words: Words,
    remaining: int,
    count_tokens: Callable[[str], int],
    most: int | None = None,
) -> tuple[list[StoredSentence], int]:
    """The ``most`` sentences worth most that fit in ``remaining`` tokens, in document order, and their cost."""
    ranked = sorted(sentences, key=lambda sentence: (-_worth(sentence.text, wanted, words), sentence.position))
    kept: list[StoredSentence] = []
    cost = 0
    for sentence in ranked:
        size = count_tokens(_line(999, sentence)) + 1
        if cost + size <= remaining and (most is None or len(kept) < most):
            kept.append(sentence)
            cost += size
    return sorted(kept, key=lambda sentence: sentence.position), cost


def _worth(text: str, wanted: dict[str, float], words_of: Words, title: str = "") -> float:
    """Weight of the query words that a sentence says, itself or by the title above it.

    A sentence that says none itself is worth nothing. The square root of the length keeps a long
    enumeration from winning by its length alone; the least length keeps titles and fragments behind.
    """
    words = words_of(text)
    own = words & wanted.keys()
    if not own:
        return 0.0
    found = own | (words_of(title) & wanted.keys())
    return sum(wanted[word] for word in found) / math.sqrt(max(_FRAGMENT, len(words)))


def _weights(hits: Sequence[Hit], queries: Iterable[Query], words_of: Words) -> dict[str, float]:
    """Weight of each query word: rare among the retrieved passages counts more (inverse frequency)."""
    words: set[str] = set()
    for query in queries:
        words |= words_of(query.text)
    frequency = Counter(
        word for hit in hits for word in words_of(" ".join((*hit.passage.section, hit.passage.text))) & words
    )
    return {word: math.log(1 + (len(hits) + 1) / (frequency[word] + 1)) for word in words}


def _header(hit: Hit, many_documents: bool) -> str:
    passage = hit.passage
    names = [passage.document] if many_documents else []
    titles = [
        title if len(title) <= _TITLE_LENGTH else title[: _TITLE_LENGTH - 1] + "…"
        for title in passage.section[-_TITLES:]
    ]
    return neutralise(" > ".join([*names, passage.piece, *titles]))


def _line(number: int, sentence: StoredSentence) -> str:
    # A row of a table is read with the names of its columns; what is quoted stays the sentence itself.
    return f"[{number}] {neutralise(sentence.row or sentence.text)}"


def _render(sentences: Sequence[StoredSentence], headers: Sequence[str]) -> str:
    lines: list[str] = []
    above = None
    for number, (sentence, header) in enumerate(zip(sentences, headers, strict=True), 1):
        if header != above:
            lines.append(f"# {header}")
            above = header
        lines.append(_line(number, sentence))
    return "\n".join(lines)
