"""Codes of zones and sectors (« UA », « N-3 », « 4AU1-2 »): found in a text, and which of them holds which.

A sector's code begins with the code of its zone: a rule of zone N holds in N-3, that of N-4 does not.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from domain.text_folding import fold

#: As a plan writes it; a space may stand after the first number (« 14 AU-1 »).
_CODE = (
    r"(?:\d{1,2}\s?)?(?:[UAN][A-Zo]{0,4}|[A-Z]{1,2}(?=\d))(?:[a-z]{1,3}\d?)?\d{0,2}[a-z]{0,2}"
    r"(?:[-‑–]\d{1,2}[a-z]?)?(?![\w’'])"
)
_JOINED = (
    r"(?:\s*(?:,|;|/|et|ou|à|ainsi que|,\s*et)\s*(?:(?:en|le|la|les|des?|du)\s+)?"
    r"(?:(?:sous-)?(?:zones?|secteurs?)\s+)?)"
)
_NAMED = re.compile(
    rf"\b(?:[Ss]ous-)?(?:[Zz]ones?|ZONES?|[Ss]ecteurs?|SECTEURS?)\s*(?:dits?\s+|de\s+|:\s*)?[\"«]?\s*"
    rf"({_CODE}(?:{_JOINED}{_CODE})*)"
)
#: « en N-3 », « dans UA et UB »: without the word zone the code must have two signs at least.
_BARE = re.compile(rf"\b(?:[Ee]n|[Dd]ans|entre)\s+(?:les?\s+)?({_CODE}(?:{_JOINED}{_CODE})*)")
_ONE = re.compile(_CODE)
_RANGE = re.compile(rf"({_CODE})\s+à\s+(?:la\s+)?({_CODE})")
_WORD = re.compile(
    r"\b\d{0,2}[A-Z]{1,3}(?:[a-z]{1,3}\d?|\d{1,2}[a-z]?)(?:-\d{1,2}[a-z]?)?\b|\b\d{0,2}[A-Z]{1,3}-\d{1,2}\b"
)
#: « Article N 2 », « ART. UA.13 », « Article 1AUh 4 »: the zone before the number of the article.
_OF_ARTICLE = re.compile(
    r"\b[Aa][Rr][Tt](?:[Ii][Cc][Ll][Ee]s?|\.)\s+(?:[Nn]°\s?)?"
    r"((?:\d{1,2}\s?)?[UAN][A-Za-z]{0,4}?(?:\d[a-z]?(?=[\s.–-]))?)[\s.–-]{0,3}\d{1,2}(?![\d/])(?!-\d)"
)
#: The chapter of a zone that is named by what it is: « TITRE V – ZONE NATURELLE ET FORESTIÈRE ».
_CHAPTER = re.compile(
    r"(?:^|[\s:–-])(?:la |aux? |les )?zones? (naturelle|agricole|urbaine|a urbaniser|d'urbanisation future)s?"
    r"(?: (?:et|ou) forestieres?)?\W*$"
)
_FAMILIES = {"naturelle": "n", "agricole": "a", "urbaine": "u", "a urbaniser": "au", "d'urbanisation future": "au"}
#: Words in capitals that only look like a code.
_NO_ZONE = frozenset({"non"})  # « dans toute la zone : Non réglementé »
_NO_CODE = frozenset({"au", "aux", "un", "une", "ue", "a", "us", "ni", "ne", "an", "ans", "un-e"})

#: What says that a rule holds everywhere in a document, or in the whole zone where it stands.
_EVERYWHERE = re.compile(
    r"\b(?:(?:dans|pour|sur|a) )?(?:toutes? les? (?:\w+ )?zones?|toute(?:s les)? zones?|l'ensemble des zones"
    r"|l'ensemble (?:du territoire|des documents)|quelle que soit la zone)\b|\bdispositions (?:generales|communes)\b"
    r"|\bcommunes a (?:toutes|l'ensemble)"
)
_ALL_SECTORS = re.compile(r"\b(?:tous les secteurs|l'ensemble (?:de la zone|des secteurs)|toute la zone)\b")


def canonical(code: str) -> str:
    """A code made comparable: « 14 AU-1 » is « 14au-1 »."""
    return re.sub(r"\s+", "", fold(code.replace("–", "-")))


def zone_codes(text: str, *, bare: bool = True) -> tuple[str, ...]:
    """Codes of the zones and sectors that a text names, canonical, in order; « N-1 à N-5 » names five.

    Args:
        text: A sentence, a heading, a question.
        bare: Whether « en N-3 » names one without the word zone or secteur.
    """
    found: dict[str, None] = {}
    for pattern in (_NAMED, _BARE) if bare else (_NAMED,):
        for match in pattern.finditer(text):
            for code in _codes_of(match[1]):
                if pattern is _NAMED or _sure(code):
                    found[canonical(code)] = None
    return tuple(found)


def zone_of_article(text: str) -> str | None:
    """The canonical code of the zone whose article a heading or a question names: « Article N 2 » is of zone N."""
    found = _OF_ARTICLE.search(text)
    return canonical(found[1]) if found and canonical(found[1]) not in {"u", "au"} else None


def zone_of_chapter(heading: str) -> str | None:
    """The canonical code of the zones that a heading names in words: « Titre V – Zone naturelle » is of zone N."""
    found = _CHAPTER.search(fold(heading))
    return _FAMILIES[found[1]] if found else None


def _sure(code: str) -> bool:
    """Whether a code without the word zone is one: two capitals, or a digit."""
    plain = canonical(code)
    return plain not in _NO_CODE and len(plain) >= 2 and (code[:2].isupper() or any(sign.isdigit() for sign in code))


def _codes_of(text: str) -> list[str]:
    """The codes of an enumeration, ranges unfolded."""
    codes: list[str] = []
    rest = text
    for match in _RANGE.finditer(text):
        codes.extend(_between(match[1], match[2]))
        rest = rest.replace(match[0], " ")
    codes.extend(match[0].strip() for match in _ONE.finditer(rest) if match[0].strip())
    return [code for code in codes if canonical(code) not in _NO_ZONE]


def _between(first: str, last: str) -> list[str]:
    start, end = (re.search(r"\d+$", code.strip()) for code in (first, last))
    stem = first.strip()[: start.start()] if start else first
    if start is None or end is None or canonical(stem) != canonical(last.strip()[: end.start()]):
        return [first, last]
    numbers = range(int(start[0]), int(end[0]) + 1)
    return [f"{stem}{number}" for number in numbers] if len(numbers) <= 30 else [first, last]


def codes_among(text: str, known: Collection[str]) -> tuple[str, ...]:
    """Codes of a document that stand in a text without the word zone (« le plus proche (AU1) »), canonical.

    Only codes with a number or a small letter after a capital: « AU » and « A » are words as well.
    """
    words = (match[0] for match in _WORD.finditer(text))
    return tuple(dict.fromkeys(canonical(word) for word in words if canonical(word) in known))


def known_code(text: str, known: Iterable[str]) -> str | None:
    """The code of a document that a text is, however it is typed (« n3 » for « N-3 »); None when it is none."""
    bare = canonical(text).replace("-", "")
    return next((code for code in known if code.replace("-", "") == bare), None)


def holders(code: str) -> tuple[str, ...]:
    """Codes of the zones that hold this one, nearest first: « 4au1-2 » is in « 4au1 », « 4au » and « au »."""
    plain = canonical(code)
    found: dict[str, None] = {}
    base = plain.rsplit("-", 1)[0] if "-" in plain else plain
    if base != plain:
        found[base] = None
    shape = re.fullmatch(r"(\d{0,2})(a(?=u)u|[a-z])([a-z]*)(\d*)([a-z]*)", base)
    if shape is None:
        return tuple(found)
    number, family, letters, digits, tail = shape.groups()
    for held in (
        f"{number}{family}{letters}{digits}" if tail else "",
        f"{number}{family}{letters}" if digits or tail else "",
        f"{number}{family}{letters[:1]}" if len(letters) > 1 else "",
        f"{number}{family}",
        family,
    ):
        if held and held != plain:
            found[held] = None
    return tuple(found)


def holds_everywhere(text: str) -> bool:
    """Whether a heading or a line says that what it opens holds in all zones."""
    return _EVERYWHERE.search(fold(text)) is not None


def holds_in_all_sectors(text: str) -> bool:
    """Whether a line says that what it opens holds in the whole zone where it stands."""
    return _ALL_SECTORS.search(fold(text)) is not None
