"""Words of a question and of a sentence made comparable: folded, without stop words, roughly stemmed."""

from __future__ import annotations

import re
from functools import lru_cache

from french.stop_words import QUESTION_STOP_WORDS
from french.terms import fold

_WORD = re.compile(r"[^\W_]+")
_ZONE = re.compile(r"\b(?:[Zz]ones?|ZONES?|[Ss]ecteurs?|SECTEURS?)\s+([A-Z][A-Z0-9]{0,4}[a-z]?\d?)\b")
#: Cut from a word without its plural mark, the first that fits.
_ENDINGS = ("ation", "ement", "able", "ive", "if", "ee", "er", "ent", "au", "al", "e")


def content_words(text: str) -> frozenset[str]:
    """Stems of the words that carry meaning; numbers and acronyms are kept as they are.

    A zone or « secteur » makes one word with its name (« zone AU », « secteur N »): alone, the name would
    be a stop word or any letter.
    """
    folded = fold(text)
    words = {_stem(word) for word in _WORD.findall(folded) if word not in QUESTION_STOP_WORDS}
    return frozenset(words | {f"zone {fold(name)}" for name in _ZONE.findall(text)})


@lru_cache(maxsize=20_000)
def _stem(word: str) -> str:
    if len(word) <= 4 or not word.isalpha():
        return word
    # The plural first: « bâtiment » and « bâtiments » must end alike.
    if word[-1] in "sx":
        word = word[:-1]
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


def zones_named(text: str) -> frozenset[str]:
    """Codes of the zones and « secteurs » that a text names: « les parcelles de la zone AU » -> {« au »}."""
    return frozenset(fold(name) for name in _ZONE.findall(text))
