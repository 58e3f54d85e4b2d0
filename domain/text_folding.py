"""Words made comparable, in one way: case, accents, ligatures and typographic signs are folded."""

from __future__ import annotations

import re
import unicodedata

APOSTROPHES = str.maketrans("’ʼ‘´`′", "''''''")
#: No character before it is one that is put on another.
_FIRST_ACCENT = "\u0300"
#: The soft hyphen and zero-width characters that PDF files leave inside words.
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")


def fold(text: str) -> str:
    """Lower case, without accents, typographic signs made plain: for comparing words."""
    if text.isascii():
        return text.casefold()
    text = unicodedata.normalize("NFKD", text.replace("’", "'").replace("‑", "-"))
    for sign in set(text):  # a few kinds of accents, however long the text is
        if sign >= _FIRST_ACCENT and unicodedata.combining(sign):
            text = text.replace(sign, "")
    return text.casefold()


def says_name(name: str, text: str) -> bool:
    """Whether a text says a name as words of their own, in any case and with or without accents."""
    return re.search(rf"(?<!\w){re.escape(fold(name))}(?!\w)", fold(text)) is not None


def plain(text: str) -> str:
    """The same, ligatures undone: « Cœur » is « coeur »."""
    return fold(text).replace("œ", "oe").replace("æ", "ae")
