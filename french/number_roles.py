"""What part a number plays in its sentence, where it does not simply say how much: patterns over folded text.

Each pattern looks at what stands right before the number or right after it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum
from itertools import pairwise

from domain.measures import Quantity
from domain.text_folding import fold

_BEFORE, _AFTER = 75, 60


class NumberRole(StrEnum):
    """What a number does other than measure."""

    DIVISOR = "divisor"
    """« un arbre pour 200 m² »"""
    CASE = "case"
    """« lorsqu'elle excède 300 m² »"""
    CHANGE = "change"
    """« en progression de 240 ha »"""
    BEFORE_AFTER = "before_after"
    """« ramené de 22 à 13 hectares », both"""
    SCALE_BAR = "scale_bar"
    """« 0 5 km »"""
    WHOLE = "whole"
    """« treize des vingt et une communes », the second"""
    SOME = "some"
    """« cinq réservoirs de moins de 150 ha »"""
    YEARLY = "yearly"
    """« 0,6 mètre par an »"""
    UPRIGHT = "upright"
    """a height, a depth, a girth"""
    DISTANCE = "distance"
    """a band, a setback"""
    ROAD_DISTANCE = "road_distance"
    """a setback from a road, or for fire or noise"""
    NUMERATOR = "numerator"
    """« un arbre pour 100 m² », the first"""
    FLOOR_AREA = "floor_area"
    """« 80 m² de surface de vente »"""
    REPLACEMENT = "replacement"
    """« remplacé par deux sujets », « 150 % du linéaire supprimé »"""
    OPENING = "opening"
    """« une ouverture de 6 m dans la haie »"""
    FORMER = "former"
    """of a former version"""

    @classmethod
    def of_column(cls, name: str) -> NumberRole | None:
        """What the name of a column makes of its numbers."""
        return cls.FORMER if _FORMER_COLUMN.search(fold(name)) else None


#: « un arbre pour 200 m² », but not « 186 zones humides pour 231 hectares », which is their sum.
_DIVIDES = re.compile(
    r"(?:\b(?:une?|1) [^.;:]{0,50}\b(?:pour|par)(?: chaque)?|\bpar (?:tranche|fraction)s? (?:entamees? )?de"
    r"|\btou(?:te)?s les)\s*$"
)
_SETS_A_CASE = re.compile(
    r"(?:exced(?:e|ent|ant)|depass(?:e|ent|ant)|(?:superieure?s?|inferieure?s?)(?: ou egale?s?)? a"
    r"|\bde (?:plus|moins) de|=<|<=|>=|=>|[<>≤≥])\s*$"
)
#: « n'est pas inférieure à 45 % » is a rule, and no case.
_IS_A_LIMIT = re.compile(
    r"\b(?:n'est|ne (?:sont|peut|peuvent|doit|doivent|saurait|sera|seront))\b[^.;:]{0,20}"
    r"(?:superieure?s?|inferieure?s?)(?: ou egale?s?)? a\s*$"
)
_CHANGES = re.compile(
    r"(?:progression|hausse|baisse|diminution|augmentation|perte|gain)s? (?:moyenne? |annuelle? )?(?:de|d')\s*$"
    r"|[+−]\s*$"
)
_FROM = re.compile(r"\b(?:ramen|redui|pass|port|abaiss|resserr)\w*[^.;:]{0,40}\bde\s*$")
_TO_FOLLOWS = re.compile(r"^\s*(?:[a-z²%]+\s)?a\s+\S*\d|^\s*(?:[a-z²%]+\s)?a\s+(?:un|deux|trois|quatre|cinq|six|sept)")
_TO = re.compile(r"\b(?:ramen|redui|pass|port|abaiss|resserr)\w*[^.;:]{0,40}\bde\s+[\d ,.]+\s*(?:[a-z²%]+\s)?a\s*$")
_SCALE_BAR = re.compile(r"(?:^|\s)0(?:\s+\d+){0,4}\s+$")
_SCALE_BAR_ENDS = re.compile(r"^\s*k?m\s*$")
_WHOLE = re.compile(
    r"(?:\d|\b(?:un|une|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|vingt"
    r"|trente|quarante|cinquante|soixante|cent))\s+(?:(?:[a-z]+\s)?sur(?: les)?|des|de (?:ses|leurs|nos))\s*$"
)
_OF = re.compile(r"\s*(?:des|sur(?: les)?|de (?:ses|leurs|nos))\s*")
_SOME = re.compile(r"^\s*[a-z]+ (?:[a-z]+ )?(?:de|d'une \w+ de) (?:moins|plus) de\b")
_YEARLY = re.compile(r"^\s*[a-z²]+\s?(?:par|/)\s?an\b")
_UPRIGHT = re.compile(
    r"\b(?:hauteur|profondeur|epaisseur|circonference|diametre|altitude|cote)s?\b[^\d;.]{0,50}"
    r"(?:\d[\d,]*(?: m\w*)? (?:a|et) )?$"
)
_UPRIGHT_AFTER = re.compile(r"^\s*[a-z]+ (?:de|d') ?(?:haut|profond|epaisseur|circonference|diametre|cote)")
_OPENING = re.compile(r"\b(?:ouvertures?|percees?|breches?|trouees?|acces)\b[^\d;.]{0,40}$")
_DISTANCE = re.compile(
    r"\b(?:bandes?|marges?|reculs?|retraits?|distances?|eloign\w+|lisieres?|perimetres?|tampons?"
    r"|inconstructibles?)\b[^.;]{0,60}$|\ba (?:moins|plus) de\s*$|\bau-dela de\s*$|\ba au moins\s*$"
    r"|\bimplant\w+[^.;]{0,40}\ba\s*$"
)
_DISTANCE_AFTER = re.compile(
    r"^\s*m(?:etres?)? (?:au moins |au plus |minimum |environ )?"
    r"(?:(?:de la|de l'|du|des|d'une?|de chaque|de leurs?|de part|depuis|autour|a partir|a compter)\b[^.;]{0,25}"
    r"\b(?:berges?|lisieres?|haies?|rives?|cours d'eau|ruisseaux?|fosses?|zones? humides?|limites?|axe|alignement"
    r"|houppier|massif|boisements?)|de (?:large|largeur)\b|de part et d'autre)"
)
_ROAD = re.compile(
    r"\baxe (?:de )?(?:la |l'|des )?(?:route|voie|chaussee|autoroute|rd|rn|avenue|rue|boulevard)\w*"
    r"|\brisques? d'incendie|\bnuisances? sonores?|\b(?:rd|rn) \d|entrees? de ville|\bautoroute\b|\balignement\b"
    r"|voies? (?:publique|et emprise)s?"
)
_NUMERATOR = re.compile(r"^\s*(?:[a-z]+ ){1,5}(?:pour|par) (?:\d|une? |tranche|fraction|chaque )")
_TIME = re.compile(r"\s*h(?:eures?)?\s*")
_FLOOR = re.compile(
    r"^\s*[a-z²0-9]+ (?:de |d')\s?(?:surface (?:de |d'))?(?:vente|plancher|emprise|bureaux?|logements?)\b"
)
_REPLACES = re.compile(r"\bremplac\w+ par (?:au moins |un minimum de )?$")
_REPLACES_AFTER = re.compile(
    r"^\s*(?:[a-z]+ )?pour (?:toute?|chaque|une?)\b(?: une?)? ?[a-z]* ?(?:abattu|arrach|supprim|detruit|coupe)"
)
_SHARE_OF_LOST = re.compile(
    r"^\s*(?:%|pour cent)\s*(?:au moins )?(?:de la|de l'|du|des?)\s*(?:surface|superficie|lineaire|emprise)s?\s"
    r"(?:[a-z]+ ){0,3}(?:supprim|detruit|perdu|impact|arrach|atteint|degrad)"
)
_FORMER_COLUMN = re.compile(r"\b(?:anterieur|ancien|precedent)\w*\b|\bpos\b|\bavant\b")


def role_of(text: str, quantity: Quantity) -> NumberRole | None:
    """What part a number plays; None where nothing says that it does other than measure.

    Args:
        text: the sentence or row that it stands in.
        quantity: the number, with its place there.
    """
    before = fold(text[max(0, quantity.start - _BEFORE) : quantity.start])
    after = fold(text[quantity.end : quantity.end + _AFTER])
    counted = quantity.unit is None or quantity.unit.counted
    if _REPLACES.search(before) or _REPLACES_AFTER.search(after) or _SHARE_OF_LOST.search(after):
        return NumberRole.REPLACEMENT
    if _DIVIDES.search(before):
        return NumberRole.DIVISOR
    if _SCALE_BAR.search(before) and _SCALE_BAR_ENDS.search(after):
        return NumberRole.SCALE_BAR
    length = quantity.unit is not None and quantity.unit.dimension == "longueur"
    if length:
        return _of_length(text, _symbol(quantity), before, after)
    for role, found in (
        (NumberRole.CASE, _sets_a_case(before)),
        (NumberRole.CHANGE, _CHANGES.search(before)),
        (NumberRole.BEFORE_AFTER, _TO.search(before) or (_FROM.search(before) and _TO_FOLLOWS.search(after))),
        (NumberRole.WHOLE, counted and _WHOLE.search(before)),
        (NumberRole.NUMERATOR, counted and _NUMERATOR.search(after)),
        (NumberRole.SOME, counted and _SOME.search(after)),
        (NumberRole.YEARLY, not counted and "/" not in _symbol(quantity) and _YEARLY.search(after)),
        (NumberRole.FLOOR_AREA, not counted and _FLOOR.search(after)),
    ):
        if found:
            return role
    return None


def _sets_a_case(before: str) -> bool:
    return bool(_SETS_A_CASE.search(before)) and not _IS_A_LIMIT.search(before)


def _symbol(quantity: Quantity) -> str:
    return quantity.unit.symbol if quantity.unit else ""


def _of_length(text: str, unit: str, before: str, after: str) -> NumberRole | None:
    if _UPRIGHT.search(before) or _UPRIGHT_AFTER.search(after):
        return NumberRole.UPRIGHT
    if _YEARLY.search(after):
        return NumberRole.YEARLY
    if _OPENING.search(before):
        return NumberRole.OPENING
    if unit == "m" and (_DISTANCE.search(before) or _DISTANCE_AFTER.search(after)):
        return NumberRole.ROAD_DISTANCE if _ROAD.search(fold(text)) else NumberRole.DISTANCE
    if _sets_a_case(before):
        return NumberRole.CASE
    return NumberRole.CHANGE if _CHANGES.search(before) else None


#: Roles that no reader makes a measure of.
_MEASURES_NOTHING = frozenset({NumberRole.CASE, NumberRole.SCALE_BAR, NumberRole.FLOOR_AREA, NumberRole.WHOLE})


def measures_nothing(text: str, quantity: Quantity) -> bool:
    """Whether a number only says when a rule holds, of how many some are, or is of a scale bar or of floors."""
    return role_of(text, quantity) in _MEASURES_NOTHING


def joined(text: str, quantities: Sequence[Quantity]) -> list[Quantity]:
    """The numbers of a sentence, those that say one thing together made one.

    « Treize des vingt et une communes » are 13 communes, of 21; « 23 h 30 » is 23.5 hours.
    """
    found = list(quantities)
    for at, (first, second) in enumerate(pairwise(quantities)):
        between = fold(text[first.end : second.start])
        if first.unit is None and second.unit is not None and second.unit.counted and _OF.fullmatch(between):
            found[at] = replace(first, unit=second.unit)
        elif first.unit is not None and first.unit.symbol == "h" and second.value < 60 and _TIME.fullmatch(between):
            found[at] = replace(first, value=first.value + second.value / 60, end=second.end)
            found[at + 1] = replace(second, unit=None)
    return found
