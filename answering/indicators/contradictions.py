"""Pieces of a document that give different values of one thing: same label, same unit, same zone, same subject."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import combinations

from domain import AnswerWarning, Value
from domain.text_folding import fold
from languages import Language

_SAME_WORDS = 0.6  # share of the words of the shorter sentence that the other has too
_SAME_WORDS_OF_A_PERIOD = 0.35  # where both speak of the same years
_LEAST_WORDS = 3  # two short lines of tables share their words by chance
#: « Zone : UB », as a row of a table reads.
_ZONE_CELL = re.compile(r"\b(?:zones?|secteurs?)\s*:\s*([A-Z][A-Z0-9]{0,4}[a-z]?\d?)\b", re.IGNORECASE)
#: « ZONE-4AU1 », a piece that is the rules of one zone.
_ZONE_PIECE = re.compile(r"\bzones?[-_ ](\d{0,2}[A-Z]{1,3}[a-z0-9]{0,3})(?![A-Za-z])", re.IGNORECASE)
#: A name inside a sentence: a capital after a small letter or a comma, not at the beginning.
_NAME = re.compile(r"(?<=[a-zà-ÿ,'’)] )(?:[dl]['’])?([A-ZÀ-Ý][a-zà-ÿ]{2,})|(?<=[dlDL]['’])([A-ZÀ-Ý][a-zà-ÿ]{2,})")


def contradictions(values: Sequence[Value], texts: Mapping[Value, str], language: Language) -> list[AnswerWarning]:
    """The same thing said with different values in two pieces.

    Args:
        values: Those of one answer.
        texts: The sentence that gives each, by value.
        language: Of the sentences.

    Returns:
        A warning a pair, in the order of ``values``. Lists of different things contradict nothing: values for
        different zones,
        of things with different names, or that both pieces give.
    """
    given: dict[tuple[object, ...], set[float]] = {}
    for value in values:
        given.setdefault(_measure(value), set()).add(value.value)
    found = []
    for one, other in combinations(values, 2):
        if one.piece == other.piece or one.value == other.value:
            continue
        if (one.label, one.unit) != (other.label, other.unit):
            continue
        if other.value in given[_measure(one)] or one.value in given[_measure(other)]:
            continue  # one piece gives both: two things that it tells apart
        said, said_too = texts.get(one, ""), texts.get(other, "")
        if _zones(one, said, language) == _zones(other, said_too, language) and _same_thing(said, said_too, language):
            found.append(AnswerWarning.contradiction(one.label or "", (one, other)))
    return found


def _measure(value: Value) -> tuple[object, ...]:
    return value.piece, value.label, value.unit


def _zones(value: Value, text: str, language: Language) -> frozenset[str]:
    if value.zone:
        return frozenset({fold(value.zone)})
    named = language.words.zones_named(text) | {fold(name) for name in _ZONE_CELL.findall(text)}
    return named | {fold(name) for name in _ZONE_PIECE.findall(value.piece)}


def _same_thing(one: str, other: str, language: Language) -> bool:
    names, others = _names(one), _names(other)
    if names and others and not names & others:
        return False
    words, their_words = _words(one, language), _words(other, language)
    common = len(words & their_words)
    share = common / max(1, min(len(words), len(their_words)))
    if common < _LEAST_WORDS:
        return False
    periods = language.numbers.periods
    if set(periods(one)) & set(periods(other)) and share >= _SAME_WORDS_OF_A_PERIOD:
        return True
    return share >= _SAME_WORDS


def _words(text: str, language: Language) -> frozenset[str]:
    return frozenset(word for word in language.words.content_words(text) if not word.isdigit())


def _names(text: str) -> frozenset[str]:
    return frozenset(fold(plain or elided) for plain, elided in _NAME.findall(text))
