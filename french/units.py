"""Units as French planning documents write them, and what converts into what.

A unit is known by its canonical symbol. Two quantities are the same when their units have the same
dimension and their values agree once in the base unit of that dimension. Counted things (arbres,
logements, places...) are units of their own that convert into nothing.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from french.terms import fold


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: canonical ``symbol``, ``dimension``, and value of one unit in the dimension's base."""

    symbol: str
    dimension: str
    factor: float = 1.0


_LENGTH, _AREA, _VOLUME, _SHARE, _TIME = "longueur", "surface", "volume", "part", "durée"

#: Canonical unit -> the ways of writing it, folded (no accent, lower case, NFKD: m² is « m2 »).
_WRITTEN: tuple[tuple[Unit, tuple[str, ...]], ...] = (
    (Unit("L/s/ha", "débit spécifique"), (
        "l/s/ha", "l / s / ha", "l/s.ha", "l.s-1.ha-1", "litres/s/ha", "litre/s/ha", "l/ha/s",
        "litre par seconde et par hectare", "litres par seconde et par hectare", "l par seconde et par hectare",
        "litre par seconde par hectare", "litres par seconde par hectare",
    )),
    (Unit("L/s", "débit"), ("l/s", "litre par seconde", "litres par seconde", "l par seconde")),
    (Unit("ha/an", "rythme"), ("ha/an", "ha / an", "hectares/an", "hectares par an", "hectare par an", "ha par an")),
    (Unit("log/ha", "densité"), (
        "logements/ha", "log/ha", "logts/ha", "lgts/ha", "logements par hectare", "logements a l'hectare",
        "logements/hectare",
    )),
    (Unit("ha", _AREA, 10_000.0), ("ha", "hectare", "hectares")),
    (Unit("km²", _AREA, 1e6), ("km2", "kilometre carre", "kilometres carres")),
    (Unit("m²", _AREA), ("m2", "metre carre", "metres carres")),
    (Unit("m³", _VOLUME), ("m3", "metre cube", "metres cubes")),
    (Unit("L", _VOLUME, 0.001), ("litre", "litres", "l")),
    (Unit("km", _LENGTH, 1000.0), ("km", "kilometre", "kilometres")),
    (Unit("ml", _LENGTH), ("ml", "metre lineaire", "metres lineaires")),
    (Unit("m", _LENGTH), ("m", "metre", "metres")),
    (Unit("cm", _LENGTH, 0.01), ("cm", "centimetre", "centimetres")),
    (Unit("mm", _LENGTH, 0.001), ("mm", "millimetre", "millimetres")),
    (Unit("%", _SHARE), ("%", "pour cent", "p. cent", "pourcent", "pourcents")),
    (Unit("K", "température de couleur"), ("k", "kelvin", "kelvins")),
    (Unit("lux", "éclairement"), ("lux", "lx")),
    (Unit("ans", _TIME, 12.0), ("an", "ans", "annee", "annees")),
    (Unit("mois", _TIME), ("mois",)),
    (Unit("jours", _TIME, 12 / 365.25), ("jour", "jours")),
    (Unit("h", "heure"), ("h", "heure", "heures")),
    (Unit("min", "heure", 1 / 60), ("minute", "minutes", "mn")),
    (Unit("€", "montant"), ("€", "euro", "euros")),
    (Unit("k€", "montant", 1000.0), ("k€",)),
    (Unit("M€", "montant", 1e6), ("m€",)),
    (Unit("logements", "logements"), ("logement", "logements", "logts", "lgts")),
    (Unit("habitants", "habitants"), ("habitant", "habitants", "hab", "hab.")),
    (Unit("arbres", "arbres"), ("arbre", "arbres", "sujet", "sujets")),
    (Unit("places", "places"), ("place", "places")),
    (Unit("communes", "communes"), ("commune", "communes")),
    (Unit("secteurs", "lieux"), ("secteur", "secteurs")),
    (Unit("sites", "lieux"), ("site", "sites")),
    (Unit("zones", "lieux"), ("zone", "zones")),
    (Unit("mesures", "mesures"), ("mesure", "mesures")),
    (Unit("indicateurs", "indicateurs"), ("indicateur", "indicateurs")),
    (Unit("passages", "passages"), ("passage", "passages")),
    (Unit("espèces", "espèces"), ("espece", "especes")),
    (Unit("corridors", "corridors"), ("corridor", "corridors")),
    (Unit("réservoirs", "réservoirs"), ("reservoir", "reservoirs")),
    (Unit("OAP", "OAP"), ("oap",)),
)  # fmt: skip

_INSIDE = re.compile(r"\(([^()]+)\)")

SCALE = Unit("1/x", "échelle")
RATIO = Unit("x:1", "rapport")

_BY_TEXT = {text: unit for unit, texts in _WRITTEN for text in texts}
_BY_TEXT.update({"1/x": SCALE, "echelle": SCALE, "x:1": RATIO, "ratio": RATIO, "rapport": RATIO})

# Longest first, so that « L/s/ha » is not read as « L »; a letter or digit may not follow.
_UNIT = re.compile(
    "(?:" + "|".join(re.escape(text) for text in sorted(_BY_TEXT, key=len, reverse=True)) + r")(?![\w²³])"
)
_DE = re.compile(r"\s*(?:d'|de\s)?\s*")


def read_unit(text: str) -> Unit | None:
    """The unit that ``text`` is (« m² », « hectares », « % »), None when it is none we know."""
    return _BY_TEXT.get(" ".join(fold(text).split()))


def unit_of_column(name: str) -> Unit | None:
    """The unit that the name of a column gives: « Surface (ha) », « Hauteur en m », « Logements »."""
    inside = _INSIDE.search(name)
    words = name.split()
    return read_unit(inside[1]) if inside else read_unit(words[-1]) if words else None


def unit_at(text: str, start: int) -> Unit | None:
    """The unit that follows position ``start`` of ``text``, « de » allowed between (« 3 millions d'euros »)."""
    following = fold(text[start : start + 48])
    offset = _DE.match(following)
    found = _UNIT.match(following, offset.end() if offset else 0)
    return _BY_TEXT[found.group()] if found else None


def unit_is_expected(unit: str | None, expected: Collection[str]) -> bool:
    """Whether ``unit`` is of the dimension of one of the ``expected`` units; none expected allows any.

    An expected unit that is none we know (« arbre pour n places ») allows units that it names.
    """
    if not expected:
        return True
    known = read_unit(unit or "")
    if known is None:
        return False
    dimensions = {one.dimension for one in map(read_unit, expected) if one}
    return known.dimension in dimensions or any(
        known == read_unit(word) for text in expected if read_unit(text) is None for word in text.split()
    )


def same_quantity(value: float, unit: Unit | None, other: float, other_unit: Unit | None) -> bool:
    """Whether two quantities say the same: equal once converted, units of the same dimension.

    A quantity without unit equals another without unit only.
    """
    if unit is None or other_unit is None:
        return unit is other_unit and _close(value, other)
    if unit.dimension != other_unit.dimension:
        return False
    return _close(value * unit.factor, other * other_unit.factor)


def _close(a: float, b: float) -> bool:
    return abs(a - b) <= 1e-9 * max(1.0, abs(a), abs(b))
