"""The things that a question names with a capital: « la zone commerciale du Gravas » is about Gravas."""

from __future__ import annotations

import re
from collections.abc import Collection

from domain.text_folding import fold
from french.content_words import content_words
from french.question_scope import piece_words

_WORD = re.compile(r"[^\W\d_][^\W_]*(?:-[^\W_]+)*")
_NO_NAMES = frozenset({"plu", "plui", "plui-h", "scot", "zac", "zan", "enaf", "tvb", "znieff", "natura", "ebc"})


def named_things(question: str, zones: Collection[str] = ()) -> frozenset[str]:
    """Stems of the names of a question, those of zones left out.

    None where it is in capitals, or begins with its only capital.
    """
    if question.isupper():
        return frozenset()
    pieces = set(re.findall(r"[^\W_]+", piece_words(question)))
    codes = {fold(zone) for zone in zones}
    found: set[str] = set()
    for match in _WORD.finditer(question):
        word, before = match[0], question[: match.start()].rstrip(" «\"'’(")
        opens = not before or before[-1] in ".?!:\n"
        known = fold(word) in _NO_NAMES or fold(word) in pieces or fold(word) in codes
        if word[0].isupper() and not opens and not known and not _is_code(word):
            found |= content_words(word)
    return frozenset(found)


def _is_code(word: str) -> bool:
    """Whether a word is a code, of a zone or of a unit, and no name: « UAa », « N », « PMR »."""
    return len(word) <= 2 or word[1].isupper() or any(sign.isdigit() for sign in word)
