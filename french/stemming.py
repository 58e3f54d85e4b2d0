"""Stems of French words, in two depths: the index forgives more than a comparison of a question with its answer may.

Snowball makes one word of « habitants » and « habitations », of « mares » and « marais »: a search ranks, and what is
found besides stays low. Where a sentence is taken for the answer to a question such a pair is an error.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Any

#: Cut from a word without its plural mark, the first that fits.
_ENDINGS = ("ation", "ement", "able", "ive", "if", "ee", "er", "ent", "au", "al", "e")
#: Words whose stem would be that of another: a « vente » is no « vent », « stationnement » no « station ».
_KEPT = frozenset({"vente", "stationnement", "tableau"})
#: Letters that a word keeps.
_LEAST = 4


def index_stems(words: Sequence[str]) -> list[str]:
    """The stem of each word as the index has it, in order: lower case, accents folded, then Snowball's French.

    Args:
        words: Words without white space in them.
    """
    found: list[str] = _analyzer().analyze(" ".join(words))
    return found


@lru_cache(maxsize=20_000)
def light_stem(word: str) -> str:
    """A folded word without its plural and its commonest ending, for comparing texts; numbers and codes stay."""
    if len(word) <= _LEAST or not word.isalpha():
        return word
    if word.rstrip("sx") in _KEPT:
        return word.rstrip("sx")
    # The plural first: « bâtiment » and « bâtiments » must end alike.
    if word[-1] in "sx":
        word = word[:-1]
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _LEAST:
            return word[: -len(ending)]
    return word


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
