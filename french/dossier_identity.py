"""What the first pages of a dossier say of it: its dated acts, and of which territory it is the plan."""

from __future__ import annotations

import re

from domain.text_folding import fold
from french.written_dates import DATE, MONTH, MONTHS

_DATE = re.compile(rf"\b{DATE}\b")
_DAY_IN_FIGURES = re.compile(r"\b(\d{1,2})[/.-](\d{1,2})[/.-]((?:19|20)\d\d)\b")
_DAY_IN_LETTERS = re.compile(rf"\b(\d{{1,2}})(?:er)? ({MONTH}) ((?:19|20)\d\d)\b")
#: The acts of a procedure, in their order.
ACTS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("prescription", re.compile(r"\bprescri(?:t|te|re|vant|ption)\b|\blanc(?:e|ee|ement)\b|\bengage\w*\b")),
    ("concertation", re.compile(r"\bconcertation\b")),
    ("débat", re.compile(r"\bdebat\w*")),
    ("arrêt", re.compile(r"\barret(?:e|ee|es|ant|er)?\b")),
    ("avis", re.compile(r"\bsaisi\w*|\bavis\b")),
    ("enquête", re.compile(r"\benquete\b")),
    ("approbation", re.compile(r"\bapprouv\w*|\bapprobation\b|\badopt\w*")),
    ("entrée en vigueur", re.compile(r"\bvigueur\b|\bexecutoire\b|\bopposable\b")),
    ("révision", re.compile(r"\brevis\w+|\bmodifi\w+|\bmis\w* (?:a jour|en compatibilite)\b")),
    ("édition", re.compile(r"\bedition\b|\bversion\b")),
    ("délibération", re.compile(r"\bdeliber\w+")),
)
#: A line that says whose plan it is.
_WHOSE = re.compile(
    r"\b(?:plan local d'urbanisme|plui?(?:-?h)?|schema de coherence territoriale|scot|communaute (?:de communes"
    r"|d'agglomeration|urbaine)|commune|metropole|syndicat mixte|territoire) (?:intercommunal |valant \w+ )?"
    r"(?:du |de la |de l'|des |de |d')\w+"
)
_MOST_WORDS = 24


def dates_in(text: str) -> tuple[str, ...]:
    """The dates of a text, folded: days, or months with their year."""
    return tuple(match[0] for match in _DATE.finditer(fold(text)))


def days_in(text: str) -> frozenset[str]:
    """The days of a text however they are written, as « 2024-09-26 »."""
    plain = fold(text)
    found = {(match[3], match[2], match[1]) for match in _DAY_IN_FIGURES.finditer(plain)}
    found |= {(match[3], str(MONTHS.index(match[2]) + 1), match[1]) for match in _DAY_IN_LETTERS.finditer(plain)}
    return frozenset(f"{year}-{int(month):02}-{int(day):02}" for year, month, day in found)


def acts_in(text: str) -> frozenset[str]:
    """Names of the acts of a procedure that a text tells of."""
    plain = fold(text)
    return frozenset(name for name, pattern in ACTS if pattern.search(plain))


def is_only_a_date(text: str) -> bool:
    """Whether a line is a date and nothing else."""
    plain = fold(text)
    return bool(_DATE.search(plain)) and not re.search(r"[a-z]{2,}", _DATE.sub("", plain))


def tells_whose_plan(line: str) -> bool:
    """Whether a line of a first page names the territory: « Plan local d'urbanisme intercommunal du Val Vert »."""
    return len(line.split()) <= _MOST_WORDS and _WHOSE.search(fold(line)) is not None
