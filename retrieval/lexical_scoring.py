"""The words of one document in memory: exact BM25 over its passages and over its pages.

Statistics are the document's own. An answer about one plan therefore never changes because another
plan was taken in, and a word that is everywhere in this plan weighs little here, rare as it may be
elsewhere. Pages are scored as well as passages: measured on the reference dossiers, the words of a
whole page tell better than those of any of its passages whether a careful reader would cite it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from domain import StoredPassage, StoredSentence
from domain.cue_phrases import CueRules
from domain.title_form import title_above
from languages import TermAnalyser
from retrieval.cue_search import SentenceCues

Scores = NDArray[np.float64]
_Indices = NDArray[np.int64]

#: BM25 as in Robertson and Zaragoza, « The Probabilistic Relevance Framework » (2009), usual constants.
K1 = 1.2
B = 0.75
#: Words that may stand between those of an expression (« recul minimal des constructions »).
NEAR = 2


@dataclass(frozen=True, slots=True)
class _Units:
    """A division of the document: the unit of each word, and what the length of each unit takes from a score."""

    of_word: NDArray[np.int64]
    length_weight: Scores

    @property
    def count(self) -> int:
        return len(self.length_weight)


class _TermsOnPages:
    """What each term weighs on each page that has it."""

    def __init__(self, places: Sequence[_Indices], pages: _Units):
        """Count, for each term (by its places), how often it stands on each page."""
        count = max(pages.count, 1)
        terms = np.repeat(np.arange(len(places)), [len(found) for found in places])
        words = np.concatenate([np.empty(0, dtype=np.int64), *places])
        pairs, times = np.unique(terms * count + pages.of_word[words], return_counts=True)
        self._term, self._page = pairs // count, pairs % count
        having = np.bincount(self._term, minlength=len(places))
        idf = _idf(having, pages.count)
        self._weight = idf[self._term] * times * (K1 + 1) / (times + pages.length_weight[self._page])
        self._mean = np.bincount(self._term, self._weight, len(places)) / count
        self._count = len(places)

    def gains(self, pages: _Indices) -> tuple[Scores, _Indices]:
        """How much more each term weighs on these pages than on the mean page, and how many of them have it."""
        own = np.isin(self._page, pages)
        weight = np.bincount(self._term[own], self._weight[own], self._count) / max(len(pages), 1)
        return weight - self._mean, np.bincount(self._term[own], minlength=self._count)


class DocumentWords:
    """Searches the words of one document.

    Attributes:
        passages: The document's passages; arrays over passages follow their order.
        pages: (piece, ordinal of the page); arrays over pages follow their order.
        sentences: The sentences of the passages, in order; arrays over sentences follow it.
        sentence_passages: Index of the passage of each sentence.
        sentence_pages: Index of its page.
        cues: Looks for cue phrases in the sentences.
    """

    def __init__(
        self,
        passages: Sequence[StoredPassage],
        sentences: Mapping[str, Sequence[StoredSentence]],
        analyser: TermAnalyser,
        cues: CueRules,
    ):
        """Read the words.

        Args:
            passages: All passages of the document.
            sentences: All sentences of each piece; a sentence's index is its ``position``.
            analyser: The rules for words; the same as for the queries.
            cues: The rules for cue phrases.
        """
        self.passages = tuple(passages)
        page_index: dict[tuple[str, int], int] = {}
        places: dict[str, list[int]] = {}
        word_passages: list[int] = []
        word_pages: list[int] = []
        texts: list[tuple[str, str]] = []  # each sentence, with the names of its columns, and the title above it
        kept: list[StoredSentence] = []
        text_passages: list[int] = []
        text_pages: list[int] = []
        standing: list[tuple[int, int]] = []  # (passage, page on which it stands)
        for number, passage in enumerate(self.passages):
            on: dict[int, None] = {}
            for sentence in sentences.get(passage.piece, ())[passage.first_position : passage.last_position + 1]:
                page = page_index.setdefault((passage.piece, sentence.ordinal), len(page_index))
                on[page] = None
                texts.append((sentence.row or sentence.text, title_above(passage.section)))
                kept.append(sentence)
                text_passages.append(number)
                text_pages.append(page)
                for term in analyser.content_terms(sentence.text):
                    places.setdefault(term, []).append(len(word_pages))
                    word_passages.append(number)
                    word_pages.append(page)
            standing.extend((number, page) for page in on)
        self.pages = tuple(page_index)
        self._words = {term: np.asarray(found, dtype=np.int64) for term, found in places.items()}
        self._by_passage = _units(word_passages, len(self.passages))
        self._by_page = _units(word_pages, len(self.pages))
        self._terms = tuple(places)
        self._on_pages = _TermsOnPages(tuple(self._words.values()), self._by_page)
        self.sentences = tuple(kept)
        self.cues = SentenceCues([text for text, _ in texts], [title for _, title in texts], cues)
        self.sentence_passages = np.asarray(text_passages, dtype=np.int64)
        self.sentence_pages = np.asarray(text_pages, dtype=np.int64)
        self._standing = np.asarray(standing, dtype=np.int64).reshape(-1, 2)

    def passage_scores(self, terms: Iterable[str]) -> Scores:
        """BM25 of every passage for a set of terms; shape (passages,)."""
        return self._bm25(terms, self._by_passage)

    def page_scores(self, terms: Iterable[str]) -> Scores:
        """BM25 of every page for a set of terms; shape (pages,)."""
        return self._bm25(terms, self._by_page)

    def expression_page_scores(self, expressions: Iterable[Sequence[str]]) -> Scores:
        """BM25 of every page for expressions, whose words must stand close together; shape (pages,).

        Args:
            expressions: The terms of each; an expression of one term says nothing more than the word
                and is left out.
        """
        scores = np.zeros(len(self.pages))
        if not len(scores):
            return scores
        for terms in sorted({tuple(dict.fromkeys(terms)) for terms in expressions}):
            places = self._together(terms) if len(terms) > 1 else None
            if places is not None and len(places):
                scores += _counted(self._by_page.of_word[places], self._by_page)
        return scores

    def cue_scores(self, groups: Sequence[Sequence[str]], unless: Sequence[str] = ()) -> tuple[Scores, Scores]:
        """BM25 of every page and of every passage for cue phrases: what is counted are the sentences that bear them.

        Args:
            groups: See ``SentenceCues.bearing``.
            unless: Words that show another subject.

        Returns:
            Shapes (pages,) and (passages,).
        """
        bears = self.cues.bearing(groups, unless)
        return (
            _counted(self.sentence_pages[bears], self._by_page),
            _counted(self.sentence_passages[bears], self._by_passage),
        )

    def telling_terms(self, pages: _Indices, most: int) -> dict[str, float]:
        """The terms that some pages have in common and the others do not, with what each tells.

        This is Rocchio's feedback (Manning, Raghavan and Schütze, « Introduction to Information Retrieval »,
        2008, chapter 9): the mean BM25 weight of a term on these pages, less its mean on all pages.

        Args:
            pages: Indices in ``pages``.
            most: How many terms at most.

        Returns:
            Terms that stand on two of the pages at least, best first, with weights that sum to 1.
        """
        gains, having = self._on_pages.gains(pages)
        telling = np.flatnonzero((having > 1) & (gains > 0))
        best = sorted(telling, key=lambda number: (-gains[number], self._terms[number]))[:most]
        total = float(gains[best].sum())
        return {self._terms[number]: float(gains[number]) / total for number in best}

    def weighted_scores(self, terms: Mapping[str, float]) -> tuple[Scores, Scores]:
        """BM25 for terms that do not weigh alike; shapes (pages,) and (passages,)."""
        on_page, in_passage = np.zeros(len(self.pages)), np.zeros(len(self.passages))
        for term, weight in terms.items():
            on_page += weight * self.page_scores([term])
            in_passage += weight * self.passage_scores([term])
        return on_page, in_passage

    def _together(self, terms: Sequence[str]) -> _Indices | None:
        """Places of the first term near which all the others stand, in any order; None where a term is absent."""
        found = [self._words.get(term) for term in terms]
        if any(places is None for places in found):
            return None
        first, *others = [places for places in found if places is not None]
        kept = np.ones(len(first), dtype=np.bool_)
        reach = len(terms) - 1 + NEAR
        for places in others:
            after = np.searchsorted(places, first - reach)
            kept &= places[np.minimum(after, len(places) - 1)] <= first + reach
            kept &= after < len(places)
        return first[kept]

    def best_of_pages(self, page_values: Scores) -> Scores:
        """Hand page values down to passages: the best of the pages a passage stands on."""
        return self._best(page_values, self._standing[:, 1], self._standing[:, 0], len(self.passages))

    def best_of_passages(self, passage_values: Scores) -> Scores:
        """Hand passage values up to pages: the best of the passages that stand on a page."""
        return self._best(passage_values, self._standing[:, 0], self._standing[:, 1], len(self.pages))

    def pages_of(self, passage: int) -> list[int]:
        """Indices in ``pages`` of the pages on which a passage (by index) stands, in order."""
        return [int(page) for page in self._standing[self._standing[:, 0] == passage, 1]]

    @staticmethod
    def _best(values: Scores, source: _Indices, target: _Indices, count: int) -> Scores:
        best = np.full(count, values.min() if len(values) else 0.0)
        np.maximum.at(best, target, values[source])
        return best

    def _bm25(self, terms: Iterable[str], units: _Units) -> Scores:
        scores = np.zeros(units.count)
        if not units.count:
            return scores
        for term in sorted(set(terms)):
            places = self._words.get(term)
            if places is not None:
                scores += _counted(units.of_word[places], units)
        return scores


def _counted(found: _Indices, units: _Units) -> Scores:
    """What a term, an expression or cue phrases add to the scores of the units in which they were found."""
    times = np.bincount(found, minlength=units.count)
    idf = _idf(int(np.count_nonzero(times)), units.count)
    scores: Scores = idf * times * (K1 + 1) / (times + units.length_weight)
    return scores


def _units(of_word: Sequence[int], count: int) -> _Units:
    units = np.asarray(of_word, dtype=np.int64)
    lengths = np.bincount(units, minlength=count).astype(np.float64)
    mean = lengths.sum() / max(count, 1)
    return _Units(units, K1 * (1 - B + B * lengths / max(mean, 1e-9)))


def _idf(having: NDArray[np.int64] | int, total: int) -> Scores:
    """What it tells that a unit has a term, from how many of all units have it."""
    idf: Scores = np.log1p((total - having + 0.5) / (having + 0.5))
    return idf
