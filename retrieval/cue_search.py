"""Which sentences of a document bear the cue phrases of a criterion: the words that a grid's rubric looks for.

The same phrases decide a verdict, sentence by sentence, by the same rules (``domain.cue_phrases``). Here they are
looked for in all sentences at once, by the places of each word: a thousandth of a second an indicator for a plan of
116 pages.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from domain.cue_phrases import CuePart, CueRules, End

Bearing = NDArray[np.bool_]
Share = NDArray[np.float64]
_Indices = NDArray[np.int64]

#: Sorts behind every letter.
_LAST = "\U0010ffff"
_NONE: _Indices = np.empty(0, dtype=np.int64)


class SentenceCues:
    """Looks for cue phrases in the sentences of a document, and in the titles above them."""

    def __init__(self, sentences: Sequence[str], titles: Sequence[str], rules: CueRules):
        """Read the words.

        Args:
            sentences: The text of each sentence.
            titles: The title above each sentence, empty where there is none; same length.
            rules: How words are cut and inflected.
        """
        own = {title: number for number, title in enumerate(dict.fromkeys(titles))}
        self._sentences = _Texts(sentences, rules)
        self._titles = _Texts(list(own), rules)
        self._title_of = np.array([own[title] for title in titles], dtype=np.int64)

    def bearing(self, groups: Sequence[Sequence[str]], unless: Sequence[str] = ()) -> Bearing:
        """Tell which sentences bear the cue phrases; shape (sentences,).

        A sentence does when each group has a word in it or in its title, one group at least in the
        sentence itself, and none of ``unless`` stands in it.
        """
        return self.share(groups, unless) >= 1

    def share(self, groups: Sequence[Sequence[str]], unless: Sequence[str] = ()) -> Share:
        """Tell which share of the groups each sentence meets, in itself or in its title; shape (sentences,), 0 to 1.

        It is 0 where none is met in the sentence itself, or a word of ``unless`` stands in it.
        """
        met = np.zeros(self._sentences.count)
        any_own = np.zeros(self._sentences.count, dtype=np.bool_)
        for group in groups:
            own = self._sentences.with_any(group)
            any_own |= own
            met += own | self._titles.with_any(group)[self._title_of]
        share: Share = np.where(any_own & ~self._sentences.with_any(unless), met / max(len(groups), 1), 0.0)
        return share


class _Texts:
    """Texts as numbered words, and where each word stands."""

    def __init__(self, texts: Sequence[str], rules: CueRules):
        self._rules = rules
        by_text = [rules.words(content) for content in texts]
        words = list(chain.from_iterable(by_text))
        self.count = len(texts)
        self._vocabulary = sorted(set(words))
        self._number = {word: number for number, word in enumerate(self._vocabulary)}
        self._words = np.array([self._number[word] for word in words], dtype=np.int64)  # the word at each place
        self._owner = np.repeat(np.arange(self.count), [len(found) for found in by_text])
        self._places = np.argsort(self._words, kind="stable")  # places in the order of words
        self._first = np.searchsorted(self._words[self._places], np.arange(len(self._vocabulary) + 1))

    def with_any(self, phrases: Iterable[str]) -> Bearing:
        """Which texts have one of the cue phrases in them."""
        found = np.zeros(self.count, dtype=np.bool_)
        for phrase in phrases:
            found[self._owner[self._where(self._rules.parts(phrase))]] = True
        return found

    def _where(self, parts: Sequence[CuePart]) -> _Indices:
        """The places where a cue phrase begins: its parts follow one another in one text."""
        first, *others = [self._matching(part) for part in parts] or [_NONE]
        places = np.concatenate([_NONE, *(self._places[self._first[word] : self._first[word + 1]] for word in first)])
        for step, words in enumerate(others, start=1):
            places = places[places + step < len(self._words)]
            follows = np.isin(self._words[places + step], words)
            places = places[follows & (self._owner[places + step] == self._owner[places])]
        return places

    def _matching(self, part: CuePart) -> _Indices:
        """The words of the vocabulary that a part of a cue phrase finds."""
        forms = self._rules.forms(part)
        if part.end is End.ANY:
            (word,) = forms
            return np.arange(bisect_left(self._vocabulary, word), bisect_left(self._vocabulary, word + _LAST))
        return np.array([self._number[form] for form in forms if form in self._number], dtype=np.int64)
