"""A quote as it is found again in a text: letter by letter, whatever the reader or the file made of its typography."""

from __future__ import annotations

import re
import unicodedata

from domain.text_folding import APOSTROPHES, INVISIBLE

_LAST_HYPHEN = re.compile(r"(?<=[^\W\d_])[-\u2010\u00ad]\Z")
_TYPOGRAPHY = str.maketrans("‐‑‒–—−“”„", '------"""')


def quote_key(text: str) -> str:
    """The words of a quote alone: two quotes with the same key say the same thing, letter by letter.

    White space, soft hyphens, ligatures and the shape of apostrophes, quotation marks and dashes are the reader's
    or the file's own, and may differ from one reading to the next; case, accents, figures and punctuation count.
    """
    return text.translate(_QUOTE_CHARS)


def find_quote(text: str, quote: str) -> tuple[int, int] | None:
    """Where ``quote`` stands in ``text``, as offsets of ``text``, compared by :func:`quote_key`; None: nowhere."""
    wanted = quote_key(quote)
    if not wanted:
        return None
    keys = [_QUOTE_CHARS[ord(char)] for char in text]
    at = "".join(keys).find(wanted)
    if at < 0:
        return None
    places = [place for place, key in enumerate(keys) for _ in key]
    return places[at], places[at + len(wanted) - 1] + 1


def ends_in_hyphen(first: str, second: str) -> bool:
    """Whether a word of a first part goes on in the second."""
    return second[:1].islower() and _LAST_HYPHEN.search(first) is not None


def join_parts(first: str, second: str, *, cuts_word: bool = False) -> str:
    """A sentence of its parts on two pages; ``cuts_word`` as for a :class:`~domain.pieces.SentenceRest`."""
    if not ends_in_hyphen(first, second):
        return f"{first} {second}"
    return f"{first[:-1] if cuts_word else first}{second}"


def _quote_chars(char: str) -> str:
    plain_char = unicodedata.normalize("NFKD", INVISIBLE.sub("", char)).translate(APOSTROPHES).translate(_TYPOGRAPHY)
    return "".join(plain_char.split()).replace("œ", "oe").replace("Œ", "OE").replace("æ", "ae").replace("Æ", "AE")


class _QuoteChars(dict[int, str]):
    """What a letter is in a key, by its code; worked out when it is first met, for so many letters."""

    most = 4096

    def __missing__(self, code: int) -> str:
        key = _quote_chars(chr(code))
        if len(self) < self.most:
            self[code] = key
        return key


_QUOTE_CHARS = _QuoteChars()
