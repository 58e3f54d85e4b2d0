"""Units as French planning documents and gold files write them, and what converts into what.

The one engine of units: what reads documents, what checks replies and what measures answers use it.
A unit is known by its canonical symbol. Two quantities are the same when their units have the same
dimension and their values agree once in the base unit of that dimension. Counted things (arbres,
logements, places...) are units of their own that convert into nothing; a thing counted that no table
names (« sous-trames ») is made a unit of by :func:`named_unit`.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

from domain.measures import Unit, same_quantity
from domain.text_folding import fold


def _count(symbol: str, group: str = "") -> Unit:
    return Unit(symbol, symbol, 1.0, group, counted=True)


_LENGTH, _AREA, _VOLUME, _SHARE, _TIME = "longueur", "surface", "volume", "part", "durée"

#: Canonical unit -> the ways of writing it, folded (no accent, lower case, NFKD: m² is « m2 »).
_WRITTEN: tuple[tuple[Unit, tuple[str, ...]], ...] = (
    (Unit("L/s/ha", "débit spécifique"), (
        "l/s/ha", "l / s / ha", "l/s.ha", "l.s-1.ha-1", "litres/s/ha", "litre/s/ha", "l/ha/s",
        "litre par seconde et par hectare", "litres par seconde et par hectare", "l par seconde et par hectare",
        "litre par seconde par hectare", "litres par seconde par hectare", "litre par seconde et par ha",
        "litres par seconde et par ha",
    )),
    (Unit("L/s", "débit"), ("l/s", "litre par seconde", "litres par seconde", "l par seconde")),
    (Unit("m²/an", "rythme", 1e-4), ("m2/an", "m2 / an", "metres carres par an", "m2 par an")),
    (Unit("ha/an", "rythme"), ("ha/an", "ha / an", "hectares/an", "hectares par an", "hectare par an", "ha par an")),
    (Unit("log/ha", "densité"), (
        "logements/ha", "logement/ha", "log/ha", "log./ha", "logts/ha", "lgt/ha", "lgts/ha", "logements par hectare",
        "logements par ha", "logements a l'hectare", "logements/hectare",
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
    (Unit("%", _SHARE, 0.01), ("%", "pour cent", "p. cent", "pourcent", "pourcents")),
    (Unit("K", "température de couleur"), ("k", "kelvin", "kelvins")),
    (Unit("lux", "éclairement"), ("lux", "lx")),
    (Unit("ans", _TIME, 12.0), ("an", "ans", "annee", "annees")),
    (Unit("mois", _TIME), ("mois",)),
    (Unit("jours", _TIME, 12 / 365.25), ("jour", "jours")),
    (Unit("h", "heure"), ("h", "heure", "heures")),
    (Unit("min", "heure", 1 / 60), ("minute", "minutes", "mn")),
    (Unit("€", "montant"), ("€", "euro", "euros")),
    (Unit("k€", "montant", 1000.0), ("k€", "keur", "kilo-euros", "milliers d'euros", "millier d'euros")),
    (Unit("M€", "montant", 1e6), ("m€", "meur", "millions d'euros", "million d'euros")),
    (_count("logements"), ("logement", "logements", "logts", "lgts")),
    (_count("habitants"), ("habitant", "habitants", "hab", "hab.")),
    (_count("arbres"), ("arbre", "arbres", "sujet", "sujets")),
    (_count("places"), ("place", "places")),
    (_count("communes"), ("commune", "communes")),
    (_count("secteurs", "lieux"), ("secteur", "secteurs")),
    (_count("sites", "lieux"), ("site", "sites")),
    (_count("zones", "lieux"), ("zone", "zones")),
    (_count("mesures"), ("mesure", "mesures")),
    (_count("indicateurs"), ("indicateur", "indicateurs")),
    (_count("passages"), ("passage", "passages")),
    (_count("espèces"), ("espece", "especes")),
    (_count("corridors"), ("corridor", "corridors")),
    (_count("réservoirs"), ("reservoir", "reservoirs")),
    (_count("OAP"), ("oap",)),
)  # fmt: skip

_INSIDE = re.compile(r"\(([^()]+)\)")
_OF_WHAT = re.compile(r"\s*(?:en )?(?P<unit>[a-z%€²³/0-9]+)(?:,| de | du | des | d'|\s*$)")

#: A scale, told by its denominator.
SCALE = Unit("1/x", "échelle")
#: A ratio x:1 is the share 100 x %, but who expects a share of a surface expects no « 2 pour 1 ».
RATIO = Unit("x:1", _SHARE, 1.0, group="rapport")
#: A coefficient (« coefficient de biotope par surface »): named by people, never written after its number.
CBS = Unit("CBS", "coefficient")

_IN_TEXT = {text: unit for unit, texts in _WRITTEN for text in texts}
#: What a column of a file names, besides what may follow a number in a text.
_BY_NAME = {
    **_IN_TEXT, "1/x": SCALE, "echelle": SCALE, "x:1": RATIO, "ratio": RATIO, "rapport": RATIO, "cbs": CBS,
    "coefficient": CBS,
}  # fmt: skip
#: Names of a unit that say nothing of what is counted.
_BARE = frozenset({"", "nombre", "nb", "nbre", "unite", "unites"})

# Longest first, so that « L/s/ha » is not read as « L ». No letter, digit or apostrophe may follow: « 12 L'eau ».
_UNIT = re.compile(
    "(?:" + "|".join(re.escape(text) for text in sorted(_IN_TEXT, key=len, reverse=True)) + r")(?![\w²³'’])"
)
#: « places par arbre » count no places.
_EACH = re.compile(r"\b(?:pour|par)\b|/")
_DE = re.compile(r"\s*(?:d'|de\s)?\s*")


#: So many of something for each thing counted; « ha/an » is a unit of its own.
_PER = re.compile(r"(?P<things>arbres?|sujets?)(?: pour | par |\s?/\s?)(?:(?P<number>\d+) |n )?(?P<of>[a-z0-9]+)")


@lru_cache(maxsize=2048)  # the few units of a grid are asked for every number of a document
def read_unit(text: str) -> Unit | None:
    """The unit that ``text`` is (« m² », « hectares », « % »), None when it is none we know."""
    name = re.sub(r"\s*/\s*", "/", " ".join(fold(text).split()))
    return _BY_NAME.get(name) or _BY_NAME.get(name.rstrip("."))


def named_unit(text: str | None) -> Unit | None:
    """The unit that a person typed, or that an answer gives; a name we do not know is a thing counted.

    None for a bare number (« nombre »). Singular and plural name the same thing.
    """
    known = read_unit(text or "")
    name = " ".join(fold(text or "").split()).rstrip(".")
    if known is not None or name in _BARE:
        return known
    first = read_unit(name.split(" ")[0])
    if first is not None and first.counted and not _EACH.search(name):
        return first  # « zones humides » are zones
    return _count(" ".join(_singular(word) for word in name.split(" ")))


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word[-1] in "sx" else word


def unit_of_column(name: str) -> Unit | None:
    """The unit that the name of a column gives: « Surface (ha) », « Hauteur en m », « Logements »."""
    if inside := _INSIDE.search(name):
        return read_unit(inside[1]) or _unit_of_what(inside[1])
    words = name.split()
    if words[-2:-1] and fold(words[-2]) == "par":
        return None  # « Par an » says over what a number is taken, not what it measures
    return read_unit(words[-1]) if words else None


def _unit_of_what(text: str) -> Unit | None:
    """The unit of « % de l'unité foncière », « en ha », « ha, 2021-2030 »: what it is taken of comes after."""
    said = _OF_WHAT.match(fold(text))
    return read_unit(said["unit"]) if said else None


def unit_at(text: str, start: int) -> Unit | None:
    """The unit that follows position ``start`` of ``text``, « de » allowed between (« 3 millions d'euros »)."""
    following = fold(text[start : start + 48])
    offset = _DE.match(following)
    found = _UNIT.match(following, offset.end() if offset else 0)
    return _IN_TEXT[found.group()] if found else None


def unit_is_said(unit: Unit, text: str) -> bool:
    """Whether a text names a unit anywhere, in any writing (« Surfaces (hectares) »); « ha/an » in two places."""
    folded = fold(text)
    names = [name for name, one in _BY_NAME.items() if one == unit]
    if any(_stands_in(name, folded) for name in names):
        return True
    measured, per, time = unit.symbol.partition("/")
    parts = read_unit(measured), read_unit(time)  # one by one: a column « Par an » beside a column « Hectares »
    return bool(per) and all(part is not None and unit_is_said(part, text) for part in parts)


def _stands_in(name: str, folded: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(name)}(?![\w²³])", folded) is not None


def unit_is_expected(unit: str | None, expected: Collection[str]) -> bool:
    """Whether ``unit`` is of the group of one of the ``expected`` units; none expected allows any.

    An expected unit that is none we know (« arbre pour n places ») allows units that it names.
    """
    if not expected:
        return True
    known = read_unit(unit or "")
    if known is None:
        return False
    groups = {one.group for one in map(read_unit, expected) if one}
    return known.group in groups or any(
        known == read_unit(word) for text in expected if read_unit(text) is None for word in text.split()
    )


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with its unit, wherever it comes from; None for a bare number."""

    value: float
    unit: Unit | None

    @classmethod
    def of(cls, value: float, unit: str | None) -> Amount:
        """An amount whose unit is named by a person or an answer.

        « 1 arbre pour 4 places », « 4 arbre pour n places », « 4 arbre/place » and « 0,25 arbre par place » say the
        same, as do « une baisse de 50 % » and « -50 % »: a text gives no sign.
        """
        value = abs(value)
        if (per := _PER.fullmatch(fold(unit or "").strip())) and (of := read_unit(per["of"])) is not None:
            each = float(per["number"]) if per["number"] else 1 / value if 0 < value < 1 else value
            return cls(each, _count(f"{_singular(per['things'])} pour n {of.symbol}"))
        return cls(value, named_unit(unit))

    @property
    def base(self) -> tuple[float, str]:
        """Value in the base unit of its dimension, and the dimension: equal for what is written differently."""
        return (self.value * self.unit.factor, self.unit.dimension) if self.unit else (self.value, "")

    def is_of_one_kind(self, other: Amount) -> bool:
        """Whether both have a unit, of the same dimension: two lengths, two shares."""
        return self.unit is not None and other.unit is not None and self.unit.dimension == other.unit.dimension

    def is_same(self, other: Amount, tolerance: float = 0.0) -> bool:
        """As :func:`same_quantity`; a bare number may stand for a count."""
        return same_quantity(self.value, self.unit, other.value, other.unit, tolerance=tolerance, bare_counts=True)
