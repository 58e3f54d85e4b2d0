"""Words of a question and of a sentence made comparable: folded, without stop words, by their light stems."""

from __future__ import annotations

import re

from domain.text_folding import fold
from french.stemming import light_stem
from french.stop_words import QUESTION_STOP_WORDS

_WORD = re.compile(r"[^\W_]+")
_ZONE = re.compile(r"\b(?:[Zz]ones?|ZONES?|[Ss]ecteurs?|SECTEURS?)\s+([A-Z][A-Z0-9]{0,4}[a-z]?\d?)\b")


def content_words(text: str) -> frozenset[str]:
    """Stems of the words that carry meaning; numbers and acronyms are kept as they are.

    A zone or « secteur » makes one word with its name (« zone AU », « secteur N »): alone, the name would
    be a stop word or any letter.
    """
    folded = fold(text)
    words = {light_stem(word) for word in _WORD.findall(folded) if word not in QUESTION_STOP_WORDS}
    return frozenset(words | {f"zone {fold(name)}" for name in _ZONE.findall(text)})


def zones_named(text: str) -> frozenset[str]:
    """Codes of the zones and « secteurs » that a text names: « les parcelles de la zone AU » -> {« au »}."""
    return frozenset(fold(name) for name in _ZONE.findall(text))
