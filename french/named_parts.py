"""The part of a piece that a question names by its number: « l'axe 2 du PADD », « le chapitre 4 »."""

from __future__ import annotations

import re

from domain.text_folding import fold

_LABEL = (
    r"axe|ambition|chapitre|partie|orientation|objectif|titre|volet|section|defi|pilier|livre|enjeu|fiche|action"
    r"|annexe|theme|principe"
)
_NUMBER = r"\d{1,2}(?:\.\d{1,2})*|[ivx]{1,4}|[a-h]"
_NAMED = re.compile(rf"\b({_LABEL}) (?:n° ?|numero )?({_NUMBER})\b")
_TITLE = re.compile(rf"\W*({_LABEL}) (?:n° ?)?({_NUMBER})(?![\w.]*\w)")

#: A label and a number: ("axe", "2").
Part = tuple[str, str]


def part_named(question: str) -> Part | None:
    """The part that a question names; None where it names none."""
    found = _NAMED.search(fold(question))
    return (found[1], found[2]) if found else None


def part_of_title(title: str) -> Part | None:
    """The part that a title opens: « Axe 2. Travailler autrement »; None where it is no such title."""
    found = _TITLE.match(fold(title))
    return (found[1], found[2]) if found else None
