"""French words for the lexical index: what is done to a text before tantivy stems it.

tantivy's filters lower, stem and fold accents; elisions, typographic characters and acronyms written
with points are beyond them. The same function prepares what is indexed and what is looked for.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from domain.text_folding import APOSTROPHES, INVISIBLE, fold
from french.known_terms import KnownTerms
from french.stemming import index_stems
from french.stop_words import INDEX_STOP_WORDS

_ELISION = re.compile(r"\b(?:[ldjmtsnc]|qu|jusqu|lorsqu|puisqu|quoiqu|presqu)'(?=\w)", re.IGNORECASE)
#: T.V.B., E.B.C: single capitals, each followed by a point; an article number (L.151-23) is not one.
_DOTTED = re.compile(r"\b(?:[A-Z]\.){2,}(?:[A-Z]\b)?")


def normalise(text: str) -> str:
    """Prepare a French text for word splitting.

    « L’évitement » becomes « évitement », « T.V.B. » « TVB », « œuvre » « oeuvre »; ligatures and
    compatibility characters (ﬁ, ², full-width letters) become plain ones. Case and accents stay:
    the stemmer needs the accents, the filters after it remove both.
    """
    text = unicodedata.normalize("NFKC", INVISIBLE.sub("", text)).translate(APOSTROPHES)
    text = text.replace("œ", "oe").replace("Œ", "OE").replace("æ", "ae").replace("Æ", "AE")
    text = _ELISION.sub("", text)
    return _DOTTED.sub(lambda match: match.group().replace(".", "") + " ", text)


#: Changes whenever the same text could give other terms; see ``FrenchAnalyser.version``.
_RULES = "3"

_WORD = re.compile(r"[^\W_]+")


class FrenchAnalyser:
    """Makes index terms of a French text: folded, stemmed, in order, then its acronyms, articles and quantities.

    Attributes:
        version: Changes whenever the same text could give other terms: indexes on disk then ask to
            be rebuilt.
    """

    def __init__(self) -> None:
        """Read the files of known terms."""
        self._known = KnownTerms(self.word_terms)
        # The expressions of a grid are prepared once, not once a document.
        self._query_terms = lru_cache(maxsize=5_000)(self._made_query_terms)
        self.version = f"{_RULES}-{self._known.version}"

    def word_terms(self, text: str) -> list[str]:
        """Return the terms of the words alone, in order, stop words included: what phrases are made of."""
        return index_stems(_WORD.findall(normalise(text)))

    def terms(self, text: str) -> list[str]:
        """Return all terms of a text: its words in order, stop words included, then what is known of them."""
        plain = normalise(text)
        words = _WORD.findall(plain)
        terms = index_stems(words)
        return [*terms, *self._known.extra_terms(plain, words, terms)]

    def content_terms(self, text: str) -> list[str]:
        """Return the terms of a text without its stop words; a cited article is one term, not its numbers."""
        plain = normalise(text)
        words = _WORD.findall(self._known.without_references(plain))
        terms = index_stems(words)
        kept = [term for word, term in zip(words, terms, strict=True) if _folded(word) not in INDEX_STOP_WORDS]
        return [*kept, *self._known.extra_terms(plain, words, terms)]

    def query_terms(self, text: str) -> list[str]:
        """Return the terms that a search looks for: stop words are left out, unless there is nothing else."""
        return list(self._query_terms(text))

    def _made_query_terms(self, text: str) -> tuple[str, ...]:
        return tuple(self.content_terms(text) or self.terms(text))


#: Words come again and again.
_folded = lru_cache(maxsize=50_000)(fold)
