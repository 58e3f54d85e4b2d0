"""Stems of French words: the one stemmer, Snowball's, for the index and for comparing texts word by word."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Any

#: Plurals that Snowball leaves as they are (« abattus », « milieux »), in words of five letters and more.
_PLURAL = re.compile(r"(?<=\w{3}[aiou])s$|(?<=(?:li|nj)eu)x$")
#: Once its accents are folded, Snowball no longer knows the feminine of a participle: « protégée », « protégées ».
_FEMININE = re.compile(r"(?<=\w{3}e)es?$")


def index_stems(words: Sequence[str]) -> list[str]:
    """The stem of each word, in order, as the index has it: lower case, accents folded, then Snowball.

    Args:
        words: Words without white space in them.
    """
    found: list[str] = _analyzer().analyze(" ".join(words))
    return found


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The stem of a folded word, for comparing texts; plurals and feminines that Snowball leaves are undone first.

    What is no word (a number, « UB1 ») stays as it is.
    """
    if not word.isalpha():
        return word
    return "".join(index_stems((_FEMININE.sub("", _PLURAL.sub("", word)),)))


@cache
def _analyzer() -> Any:
    from tantivy import Filter, TextAnalyzerBuilder, Tokenizer

    return (
        TextAnalyzerBuilder(Tokenizer.whitespace())
        .filter(Filter.lowercase())
        .filter(Filter.ascii_fold())
        .filter(Filter.stemmer("french"))
        .build()
    )
