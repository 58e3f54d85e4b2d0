"""Finding a text as a person types it: accents, case, apostrophes, spaces and plural endings do not count."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from domain.text_folding import fold
from french.content_words import content_words

_QUOTES = '«»"“” \u00a0'
_WORD = re.compile(r"[^\W_]+")
_LIGATURES = {"oe": "œ", "ae": "æ"}
_LATIN = range(0x20, 0x250)  # letters of European languages, accented ones among them


def pattern_of(text: str) -> re.Pattern[str] | None:
    """A pattern that finds ``text`` in a page; None where it has no letter or digit.

    It begins and ends at the ends of words. Each word of three letters and more may have a plural ending or not.

    Example:
        >>> bool(pattern_of("zone humide").search("Les Zones  humides"))
        True
    """
    folded = fold(text.strip(_QUOTES)).replace("œ", "oe").replace("æ", "ae")
    if not _WORD.search(folded):
        return None
    words = r"\s+".join(map(_spelt, folded.split()))
    return re.compile(rf"(?<![^\W_]){words}(?![^\W_])", re.IGNORECASE)


def same_words(text: str, query: str) -> list[tuple[int, int]]:
    """Where ``text`` has a word of ``query``, by its stem, as offsets; words that carry no meaning do not count."""
    asked = content_words(query)
    return [match.span() for match in _WORD.finditer(text) if content_words(match.group()) & asked]


def _spelt(word: str) -> str:
    """A pattern for one folded word."""
    bare = _bare(word)
    letters = "".join(_one_or_two(part) for part in re.findall(r"oe|ae|.", bare))
    return letters + ("[sx]?" if len(bare) >= 3 and bare.isalpha() else "")


def _bare(word: str) -> str:
    """The word without its plural ending."""
    return word[:-1] if len(word) > 3 and word[-1] in "sx" and word[:-1].isalpha() else word


def _one_or_two(part: str) -> str:
    letters = "".join(map(_one, part))
    return f"(?:{letters}|{_LIGATURES[part]})" if part in _LIGATURES else letters


@lru_cache(maxsize=4096)
def _one(char: str) -> str:
    """A character class of all that is written for a folded character."""
    if char == "'":
        return "['’ʼ‘´`′]"
    if char in "-‑–":
        return "[-‑–]"
    if not char.isalnum():
        return re.escape(char)
    same = "".join(_written_for().get(char, ())) or char
    return f"[{re.escape(same)}]" if len(same) > 1 else re.escape(same)


@cache
def _written_for() -> dict[str, tuple[str, ...]]:
    """{« e »: (« e », « é », « è », ...)}: the characters that fold to one letter."""
    found: dict[str, list[str]] = {}
    for code in _LATIN:
        char = chr(code)
        if unicodedata.category(char).startswith("L"):
            found.setdefault(fold(char), []).append(char)
    return {letter: tuple(chars) for letter, chars in found.items() if len(letter) == 1}
