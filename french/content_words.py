"""Words of a question and of a sentence made comparable: folded, without stop words, by their light stems."""

from __future__ import annotations

import re
from functools import lru_cache

from domain.text_folding import fold, plain
from french.stemming import light_stem
from french.stop_words import QUESTION_STOP_WORDS

_WORD = re.compile(r"[^\W_]+")
#: Characters of a sentence with its titles; longer texts are not read twice.
_SENTENCE = 2_000
#: « été » after a form of « avoir » is the past of « être » and means nothing by itself; alone it is the season.
_BEEN = re.compile(
    r"\b((?:a|ai|as|ont|avons|avez|avai[st]|avaient|aur\w{1,6}|ait|aient|ayant|avoir|eut|eurent)"
    r"(?:-t)?(?:-(?:ils?|elles?|on|nous|vous|je|tu))?"
    r"(?: (?:pas|jamais|plus|deja|bien|toujours|ainsi|egalement|aussi|donc|encore|depuis))*) ete\b"
)
_ZONE = re.compile(r"\b(?:[Zz]ones?|ZONES?|[Ss]ecteurs?|SECTEURS?)\s+([A-Z][A-Z0-9]{0,4}[a-z]?\d?)\b")


def content_words(text: str) -> frozenset[str]:
    """Stems of the words that carry meaning; numbers and acronyms are kept as they are.

    « été » is no word where it is an auxiliary. A zone or « secteur » makes one word with its name (« zone AU »,
    « secteur N »): alone, the name would be a stop word or any letter.
    """
    return _kept_words(text) if len(text) <= _SENTENCE else _words(text)


@lru_cache(maxsize=12_000)  # questions on a document read the same sentences again
def _kept_words(text: str) -> frozenset[str]:
    return _words(text)


def _words(text: str) -> frozenset[str]:
    folded = _BEEN.sub(r"\1", " ".join(plain(text).split()))
    words = {light_stem(word) for word in _WORD.findall(folded) if word not in QUESTION_STOP_WORDS}
    return frozenset(words | {f"zone {fold(name)}" for name in _ZONE.findall(text)})


def zones_named(text: str) -> frozenset[str]:
    """Codes of the zones and « secteurs » that a text names: « les parcelles de la zone AU » -> {« au »}."""
    return frozenset(fold(name) for name in _ZONE.findall(text))
