"""Which measure a number of a sentence is: a height, a distance, a width; and whether it is the one that is asked.

The word of measure nearest before the number in its sentence tells, then one that follows it closely, then the titles
above the sentence. « La distance est d'au moins 4 mètres » gives no height, and the height of a wall is no clearance.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from domain.measures import Quantity
from domain.text_folding import fold
from french.quantities import read_quantities

#: Family -> its words, folded. Only lengths are told apart, and only upright ones from flat ones: « à quelle
#: distance » is answered by the width of a band.
_FAMILIES: tuple[tuple[str, str], ...] = (
    ("hauteur", r"haut(?:eur|eurs)?|sureleve\w*|altitude"),
    ("étendue", r"distances?|reculs?|retraits?|marges?|rayon|largeurs?|larges?|bandes?|longueurs?|lineaires?|longs?"),
    ("profondeur", r"profondeurs?|epaisseurs?"),
)
_ANY = re.compile(
    r"\b(?:" + "|".join(f"(?P<f{number}>{words})" for number, (_, words) in enumerate(_FAMILIES)) + r")\b"
)
#: Characters after a number in which « de hauteur » is its measure.
_AFTER = 22
#: Things that rules measure apart: the height of a fence is no rule on the height of a building.
_OBJECTS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(rf"\b(?:{words})\b"))
    for name, words in (
        ("clôture", r"clotures?|murs? (?:de|en) (?:cloture|limite)\w*|murets?|portails?|grillages?|palissades?"),
        (
            "construction",
            r"constructions?|batiments?|bati|immeubles?|maisons?|habitations?|logements?|faitages?|egouts?",
        ),
        ("annexe", r"annexes?|abris?|garages?|piscines?|verandas?"),
        ("enseigne", r"enseignes?|publicites?|preenseignes?"),
        ("ouvrage", r"pylones?|antennes?|eoliennes?|cheminees?|mats?"),
        ("plantation", r"arbres?|plantations?|haies?|arbustes?"),
        ("voie", r"voies?|voiries?|acces|chaussees?|trottoirs?"),
        ("stationnement", r"stationnements?|parkings?"),
        ("sol", r"remblais?|deblais?|talus|exhaussements?|affouillements?|terrassements?"),
        ("espace libre", r"espaces? (?:libres?|verts?|boises?)|pleine terre"),
        ("eau", r"cours d'eau|berges?|fosses?|ruisseaux?|zones? humides?|mares?"),
    )
)
_CLEARANCE = re.compile(r"\b(?:sous|dessous|au-dessous|en dessous) (?:l[ea]s? |l'|une? |des? |cette |ces )?\w")
#: What a rule leaves out: « …, cheminées et silos exclus », « hors clôtures ».
_LEFT_OUT = re.compile(
    r"[,(][^,.;()]{2,60}\b(?:exclu(?:s|es?)?|non compris\w*|non comptes?|excepte\w*)\b"
    r"|[,(]? ?\b(?:hors|excepte|a l'exception d\w+|a l'exclusion d\w+|sauf) [^,.;()]{2,60}"
)
_UNDER = re.compile(
    r"\b(?:sous|dessous|sol|bas|pied|passages?|libres?|sureleve\w*|ajour\w*|permeab\w*|petite faune|interstice\w*)\b"
)


def family_of(text: str) -> str | None:
    """The first measure that a question names; None where it names none."""
    found = _ANY.search(fold(text))
    return _family(found) if found else None


def measures(text: str, wanted: str, above: Sequence[str], quantities: Sequence[Quantity] | None = None) -> bool:
    """Whether a length of a sentence is, or may be, a measure of the wanted family.

    Args:
        text: The sentence, or the row of a table with the names of its columns.
        wanted: A family, see :func:`family_of`.
        above: Lines above the sentence, the nearest first.
        quantities: Its numbers, where they are known already.
    """
    plain = fold(text) if len(fold(text)) == len(text) else text.lower()
    inherited = next((family for line in above if (family := _last(line)) is not None), None)
    lengths = [
        one for one in quantities or read_quantities(text) if one.unit is not None and one.unit.dimension == "longueur"
    ]
    return not lengths or any(_of(one, plain, inherited) in (wanted, None) for one in lengths)


def objects_of(*texts: str) -> frozenset[str]:
    """Which things that rules measure apart some texts name: « hauteur des clôtures » names the fence.

    What a rule leaves out is none of them: « 15 mètres, cheminées et silos exclus » is no rule on chimneys.
    """
    plain = _LEFT_OUT.sub(" ", " ".join(fold(text) for text in texts))
    return frozenset(name for name, words in _OBJECTS if words.search(plain))


def asks_for_clearance(question: str) -> bool:
    """Whether a question is about what lies under a thing (« sous les clôtures »)."""
    return _CLEARANCE.search(fold(question)) is not None


def tells_of_under(text: str) -> bool:
    """Whether a sentence says what is left under a thing: a passage, a gap, the ground."""
    return _UNDER.search(fold(text)) is not None


def _of(quantity: Quantity, plain: str, inherited: str | None) -> str | None:
    before = list(_ANY.finditer(plain, 0, quantity.start))
    after = _ANY.search(plain, quantity.end, min(len(plain), quantity.end + _AFTER))
    if after is not None and re.match(r"\s*(?:de|en|d')\s*$", plain[quantity.end : after.start()]):
        return _family(after)
    if before:
        return _family(before[-1])
    return inherited if inherited is not None else (_family(after) if after else None)


def _last(line: str) -> str | None:
    found = list(_ANY.finditer(fold(line)))
    return _family(found[0]) if found else None


def _family(found: re.Match[str]) -> str:
    return next(name for number, (name, _) in enumerate(_FAMILIES) if found[f"f{number}"])
