"""A sentence that alters the rule before it, and one that gives the rule of a place beside the general one."""

from __future__ import annotations

import re

from domain.text_folding import fold
from french.content_words import content_words
from french.quantities import read_quantities

#: What begins an item of a list, and an item that conditions the one before it.
_ITEM = re.compile(r"^\s*[-–—−•▪■*➢◦✓]\s*")
_CONDITIONS = re.compile(
    r"^(?:sauf|toutefois|cependant|a condition|sous (?:reserve|condition)|hormis|excepte|lorsqu|si )"
)

#: « Cette bande est portée à 25 mètres », « ces largeurs peuvent être réduites de moitié ».
_ALTERS = re.compile(
    r"\b(?:cette|cet|ce|ces) (?:\w+ ){1,3}?(?:est|sont|peu(?:t|vent) etre|pourr(?:a|ont) etre) (?:\w+ )?"
    r"(?:porte|ramene|reduit|abaisse|releve|augmente|majore|minore|double|divise)e?s?\b"
)
#: « Dans la Plaine de Brisse, … », « Aux Hauts de Villeneuve, … »: a name after what puts a sentence somewhere.
_PLACED = re.compile(
    r"^\W*(?:Dans|Sur|En|À|Au|Aux|Le long d\w*)\b[^,;:.]{0,30}?\b[A-ZÀ-Ý][\w’'-]{2,}[^,;:]{0,50}, (?P<rule>.+)"
)
_SAYS_OF_IT = re.compile(r"^(?:elles?|ils?|cette|cet|ce|ces|celles?-ci|ceux-ci|celui-ci)\b")


def alters_the_rule_before(text: str) -> bool:
    """Whether a sentence alters a rule that another sentence gives, and is not understood without it.

    >>> alters_the_rule_before("Le long de l'Orvette, cette bande est portée à 25 mètres.")
    True
    >>> alters_the_rule_before("La part est de 30 % ; cette part est ramenée à 20 % pour les commerces.")
    False
    """
    plain = fold(text)
    found = _ALTERS.search(plain)
    return found is not None and not read_quantities(plain[: found.start()])


def is_rule_of_a_place(text: str, rule: str) -> bool:
    """Whether a sentence says what a rule is in a place that it names first.

    Args:
        text: A sentence that follows the rule.
        rule: The rule, which names no place first itself.
    """
    placed = _PLACED.match(text)
    if placed is None or _PLACED.match(rule) is not None:
        return False
    said = fold(placed["rule"])
    return _SAYS_OF_IT.match(said) is not None or bool(content_words(said) & content_words(rule))


def is_another_item(text: str, item: str) -> bool:
    """Whether two sentences are items of a list, and the first does not condition the second."""
    marker = _ITEM.match(text)
    return marker is not None and _ITEM.match(item) is not None and not _CONDITIONS.match(fold(text[marker.end() :]))
