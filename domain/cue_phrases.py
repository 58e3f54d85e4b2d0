"""Cue phrases: words that a grid lists for a thing, found whatever their case, accents, spacing or inflection.

« corridor écologique » finds « Corridors Écologiques »; « compens* » finds any ending; « L. 151-23 » finds
« L151-23 ». This is the one rule by which a phrase is found. It has two entry points: a sentence at a time
(:class:`CuePhrases`, for a verdict), and all sentences of a document by the places of their words
(``retrieval.cue_search``, for a search).

A phrase is a run of words, each with what may follow it; a text is its words in order. Letters and digits stand apart.
Spaces, hyphens and apostrophes between words do not count; any other punctuation breaks a run.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from unicodedata import normalize

from domain.text_folding import plain

#: Words, numbers and « % »; then what breaks a run: punctuation, a full stop after a word of two letters and more.
_TOKEN = re.compile(r"[^\W\d_]+|\d+|%|[,;:!?…()\[\]{}«»\"“”/|=+•]+|(?<=[^\W\d_]{2})\.(?!\S)")
#: Stands for a break among words; no phrase has it.
BREAK = ""


class End(Enum):
    """What may follow a word of a phrase in a text."""

    EXACT = "exact"
    INFLECTED = "inflected"
    ANY = "any"


@dataclass(frozen=True, slots=True)
class CuePart:
    """A word of a phrase, folded, and what may follow it."""

    word: str
    end: End


class CueRules:
    """How words are cut and inflected in a language.

    Args:
        endings: What a word without a star may take besides nothing: marks of the plural and of the feminine.
    """

    def __init__(self, endings: Sequence[str]):
        self._endings = ("", *endings)
        # The phrases of a grid are read once, not once a sentence.
        self._parts = lru_cache(maxsize=5_000)(self._made_parts)
        self._group = lru_cache(maxsize=2_000)(self._made_group)

    def words(self, text: str) -> list[str]:
        """The words of a text in order, folded; :data:`BREAK` where punctuation parts them."""
        return [_folded(token) for token in _TOKEN.findall(normalize("NFKC", text))]

    def read(self, text: str) -> CueText:
        """A text for :class:`CuePhrases`."""
        found = [(_folded(match[0]), match.start()) for match in _TOKEN.finditer(normalize("NFKC", text))]
        return CueText(tuple(word for word, _ in found), tuple(start for _, start in found), self)

    def parts(self, phrase: str) -> tuple[CuePart, ...]:
        """The words of a phrase, in order."""
        return self._parts(phrase)

    def _made_parts(self, phrase: str) -> tuple[CuePart, ...]:
        parts: list[CuePart] = []
        for word in phrase.split():
            *before, last = [one for one in self.words(word) if one] or [""]
            if last:
                end = (
                    End.ANY if word.endswith("*") else End.INFLECTED if last.isalpha() and len(last) > 1 else End.EXACT
                )
                parts += [*(CuePart(one, End.EXACT) for one in before), CuePart(last, end)]
        return tuple(parts)

    def forms(self, part: CuePart) -> tuple[str, ...]:
        """The words that a part finds; of one that takes any ending, how they begin."""
        return tuple(part.word + ending for ending in self._endings) if part.end is End.INFLECTED else (part.word,)

    def group(self, phrases: tuple[str, ...]) -> CueGroup:
        """Phrases that stand for one another."""
        return self._group(phrases)

    def _made_group(self, phrases: tuple[str, ...]) -> CueGroup:
        return CueGroup([self.parts(phrase) for phrase in phrases], self)


@dataclass(frozen=True, slots=True)
class CueText:
    """A text as phrases are looked for in it.

    Attributes:
        words: See :meth:`CueRules.words`.
        starts: Where each stands in the text.
        rules: The language that it was cut by.
    """

    words: tuple[str, ...]
    starts: tuple[int, ...]
    rules: CueRules


class CueGroup:
    """Phrases that stand for one another, ready to be looked for in sentences."""

    def __init__(self, phrases: Sequence[Sequence[CuePart]], rules: CueRules):
        self._by_first: dict[str, list[tuple[_Wanted, ...]]] = {}
        self._by_beginning: dict[str, list[tuple[_Wanted, ...]]] = {}
        for parts in phrases:
            if parts:
                first, *others = parts
                rest = tuple(_Wanted(rules.forms(one), one.end is End.ANY) for one in others)
                index = self._by_beginning if first.end is End.ANY else self._by_first
                for form in rules.forms(first):
                    index.setdefault(form, []).append(rest)
        self._beginnings = tuple(self._by_beginning)

    def first_in(self, text: CueText) -> int | None:
        """Where the first phrase found begins, None where none is."""
        return next((text.starts[place] for place in self._places(text.words)), None)

    def _places(self, words: Sequence[str]) -> Iterator[int]:
        for place, word in enumerate(words):
            rests = self._by_first.get(word, ())
            if any(_follows(words, place, rest) for rest in rests):
                yield place
            elif self._beginnings and word.startswith(self._beginnings):
                begun = (rest for one in self._beginnings if word.startswith(one) for rest in self._by_beginning[one])
                if any(_follows(words, place, rest) for rest in begun):
                    yield place


@dataclass(frozen=True, slots=True)
class _Wanted:
    forms: tuple[str, ...]
    begins: bool

    def fits(self, word: str) -> bool:
        return word.startswith(self.forms) if self.begins else word in self.forms


def _follows(words: Sequence[str], place: int, rest: Sequence[_Wanted]) -> bool:
    """Whether the words after ``place`` are those wanted."""
    following = words[place + 1 : place + 1 + len(rest)]
    return len(following) == len(rest) and all(one.fits(word) for one, word in zip(rest, following, strict=True))


class CuePhrases:
    """Groups of phrases; a text bears the cue phrases when each group has a phrase in it.

    Args:
        groups: every group is a list of alternatives.
    """

    def __init__(self, groups: Sequence[Sequence[str]]):
        self._groups = [tuple(group) for group in groups if group]

    def borne_by(self, text: CueText, title: CueText | None = None) -> bool:
        """Whether each group is in the text or its title, and one at least in the text itself."""
        own = [self._in(group, text) for group in self._groups]
        if not any(own):
            return not own
        return all(
            here or (title is not None and self._in(group, title))
            for here, group in zip(own, self._groups, strict=True)
        )

    def first_in(self, text: CueText) -> int:
        """Where the first cue phrase stands in a text, 0 when none does."""
        places = [text.rules.group(group).first_in(text) for group in self._groups]
        return min((place for place in places if place is not None), default=0)

    def touched_by(self, text: CueText) -> bool:
        """Whether the first group, what the thing is called, is in the text."""
        return bool(self._groups) and self._in(self._groups[0], text)

    @staticmethod
    def _in(group: tuple[str, ...], text: CueText) -> bool:
        return text.rules.group(group).first_in(text) is not None


@lru_cache(maxsize=50_000)
def _folded(token: str) -> str:
    """A token folded: words come again and again. Punctuation is a break."""
    return plain(token) if token[0].isalnum() or token == "%" else BREAK
