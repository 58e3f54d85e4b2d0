"""Headings of planning documents: what a line of text says about the section it opens.

Levels are ranks: a smaller level stands above a greater one. They come from the wording and the
numbering alone; a reader that knows the outline or the font sizes can give better ones.
"""

from __future__ import annotations

import re

from domain.title_form import has_title_form
from languages import TextRules

MAX_WORDS = 22

# A label is what follows the keyword: « 13 », « UA 13 », « P12 », « II », « 2.3 », « n° 4 ».
_LABEL = (
    r"(?:n°\s?)?(?:(?:\d{0,2}[A-Z]{1,4}\d?[a-z]?[\s.-]{1,2}|[A-Z]{1,4})?\d{1,3}[a-z]?(?:[.-]\d{1,3})*"
    r"|[IVXLC]{1,6}|\d{0,2}[A-Z]{1,3}\d{0,3}[a-z]{0,2})(?![\w’'])"
)
_NUMBERED = re.compile(
    r"(?P<number>(?:\d{1,2}|[IVX]{1,5}|[A-Z])(?:[.-]\d{1,2})*)\s?[.)/–—-]?\s*[–—-]?\s+(?P<title>\S.*)"
)
_CODED = re.compile(r"[A-Z]{1,3}\d{1,3}[a-z]?\s?[:–—.-]\s+(?P<title>[A-ZÀ-Ý«].*)")
LEADER_SIGNS = 4
SMALL_LETTERS = 0.15  # share of the letters of a title in capitals, at most
_LEADER_SIGNS = ".…_·"
_LEADER = re.compile(r"[.…_·](?:\s?[.…_·]){3}")
_DASH_START = re.compile(r"[:–—.,-]\s*")
_UPPER_START = re.compile(r"[A-ZÀ-ÝŒ«“\"(]")
NUMBERED_LEVEL = 10  # « 2 » has level 11, « 2.3 » level 12...
CAPITALS_LEVEL = 15  # below numbered headings: titles in capitals are often incidental (« NOTA »)
TITLE_LEVEL = 20


def has_leader(line: str) -> bool:
    """Whether the line belongs to a table of contents (« Titre ........ 12 »)."""
    # Nearly no line has four of these signs: told at a fraction of the cost of the pattern.
    return sum(map(line.count, _LEADER_SIGNS)) >= LEADER_SIGNS and _LEADER.search(line) is not None


class Headings:
    """What a line says of the section that it opens, in the words of a language; made once, and handed down.

    Attributes:
        rules: The language's.
    """

    def __init__(self, rules: TextRules):
        self.rules = rules
        self._by_keyword = tuple(
            (re.compile(rf"(?i:{word})\s+{_LABEL}\s*(?P<rest>$|[:–—.,-].*|(?=[A-ZÀ-Ý«]).*)"), level)
            for word, level in rules.heading_words
        )
        self._any_keyword = re.compile(rf"(?i:{'|'.join(word for word, _ in rules.heading_words)})\s")

    def counts_provisions(self, line: str) -> bool:
        """Whether a number in the line counts provisions (« Prescription 12 »), so not pages."""
        return self.rules.counts_provisions.match(line.strip()) is not None

    def level(self, line: str, *, leader: bool | None = None) -> int | None:
        """Level of the section that ``line`` opens, by its wording or numbering; None for other lines.

        ``leader`` is what :func:`has_leader` says of it, None where the caller does not know.
        """
        words = line.split()
        if not words or len(words) > MAX_WORDS or line[-1] in ";,":
            return None
        if has_leader(line) if leader is None else leader:
            return None
        by_keyword = self._keyword_level(line)
        if by_keyword is not None:
            return by_keyword
        numbered = _NUMBERED.fullmatch(line)
        if numbered and is_title(numbered["title"]):
            return NUMBERED_LEVEL + len(re.split(r"[.-]", numbered["number"]))
        coded = _CODED.fullmatch(line)
        if coded and is_title(coded["title"]):
            return 8
        return CAPITALS_LEVEL if is_capitals(line) else None

    def _keyword_level(self, line: str) -> int | None:
        if self._any_keyword.match(line) is None:
            return None
        for pattern, level in self._by_keyword:
            match = pattern.fullmatch(line)
            if match:
                rest = _DASH_START.sub("", match["rest"], count=1).strip()
                # « Article 5 du code... » and « Zone N, les... » are sentences about a provision.
                return level if not rest or (_UPPER_START.match(rest) and not rest.endswith(".")) else None
        return None

    def is_bare_label(self, line: str) -> bool:
        """Whether a heading is only a keyword and its label (« CHAPITRE II »), its title being on the next line."""
        return any(
            (match := pattern.fullmatch(line)) and not match["rest"].strip(" :–—.-") for pattern, _ in self._by_keyword
        )


def is_title(text: str) -> bool:
    """Whether a text has the form of a title: short, a capital first, mostly letters, no stop."""
    return _UPPER_START.match(text) is not None and has_title_form(text)


def is_capitals(line: str) -> bool:
    """Whether the line is a short title set in capitals."""
    if line.count("e") + line.count("s") > SMALL_LETTERS * len(line):
        return False  # most lines
    capitals = sum(map(str.isupper, line))
    if capitals < 4:
        return False
    letters = sum(map(str.isalpha, line))
    if letters < 5 or letters < len(line.replace(" ", "")) * 0.6:
        return False
    return capitals >= (1 - SMALL_LETTERS) * letters and max(map(len, line.split())) >= 4
