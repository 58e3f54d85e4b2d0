"""Numbers as French files write them, and units brought to a common base."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_SPACES = re.compile(r"[\s\u00a0\u2007\u2009\u202f]+")
_NUMBER = re.compile(r"[+-]?(?:\d+(?:[.,]\d+)?|\d{1,3}(?:\.\d{3})+,\d+|\d{1,3}(?:,\d{3})+\.\d+)")
_RATIO = re.compile(r"(\d+(?:[.,]\d+)?)\s*(?::|pour)\s*(\d+(?:[.,]\d+)?)")
_SCALE = re.compile(r"1\s*/\s*(\d[\d\s\u00a0\u202f.]*)")

# unit -> (dimension, factor to the base of the dimension)
_UNITS = {
    "m2": ("surface", 1.0),
    "metre carre": ("surface", 1.0),
    "metres carres": ("surface", 1.0),
    "ha": ("surface", 1e4),
    "hectare": ("surface", 1e4),
    "hectares": ("surface", 1e4),
    "km2": ("surface", 1e6),
    "ha/an": ("surface par an", 1e4),
    "m2/an": ("surface par an", 1.0),
    "cm": ("longueur", 0.01),
    "m": ("longueur", 1.0),
    "ml": ("longueur", 1.0),
    "metre": ("longueur", 1.0),
    "metres": ("longueur", 1.0),
    "metres lineaires": ("longueur", 1.0),
    "km": ("longueur", 1000.0),
    "kilometres": ("longueur", 1000.0),
    "%": ("part", 0.01),
    "pour cent": ("part", 0.01),
    "ratio": ("part", 1.0),
    "cbs": ("coefficient", 1.0),
    "k": ("température de couleur", 1.0),
    "kelvin": ("température de couleur", 1.0),
    "kelvins": ("température de couleur", 1.0),
    "an": ("durée", 1.0),
    "ans": ("durée", 1.0),
    "annee": ("durée", 1.0),
    "annees": ("durée", 1.0),
    "h": ("heures", 1.0),
    "heure": ("heures", 1.0),
    "heures": ("heures", 1.0),
    "€": ("euros", 1.0),
    "euro": ("euros", 1.0),
    "euros": ("euros", 1.0),
}
_ANY_COUNT = ""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in the base unit of its dimension (m², m, share of 1...).

    ``counted`` names what is counted when the unit is no measure (« corridors »); it is empty for a
    bare number.
    """

    number: float
    dimension: str
    counted: str = _ANY_COUNT


def fold(text: str) -> str:
    """Lower case, without accents, white space collapsed: for comparing words typed by people."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(char for char in decomposed if not unicodedata.combining(char))
    return _SPACES.sub(" ", bare).strip()


def parse_number(text: str) -> float | None:
    """A number as people type it: « 1 250,5 », « 0.5 », « 1.250,5 », « 2:1 » (2.0), « 1/25 000 » (25000).

    A scale is known by its denominator. None when the text is no number (« 2021-2031 », « oui »).
    """
    scale = _SCALE.fullmatch(text.strip())
    if scale:
        return float(re.sub(r"\D", "", scale[1]))
    ratio = _RATIO.fullmatch(text.strip())
    if ratio:
        left, right = (float(part.replace(",", ".")) for part in ratio.groups())
        return left / right if right else None
    compact = _SPACES.sub("", text).replace("\u2212", "-")
    if not _NUMBER.fullmatch(compact):
        return None
    if "," in compact and "." in compact:
        thousands = "." if compact.index(".") < compact.index(",") else ","
        compact = compact.replace(thousands, "")
    return float(compact.replace(",", "."))


def quantity(number: float, unit: str | None) -> Quantity:
    """The number in the base unit of its dimension; an unknown unit is taken as a thing counted."""
    name = fold(unit or "").replace("\u00b2", "2").rstrip(".")
    name = re.sub(r"\s*/\s*", "/", name)
    if name in _UNITS:
        dimension, factor = _UNITS[name]
        return Quantity(number * factor, dimension)
    if name in ("", "nombre", "nb", "unites", "unite"):
        return Quantity(number, "nombre")
    return Quantity(number, "nombre", " ".join(_singular(word) for word in name.split(" ")))


def same(left: Quantity, right: Quantity, tolerance: float) -> bool:
    """Whether two quantities are the same within a relative tolerance (0.005 is half a percent).

    Dimensions must agree; a bare number may stand for a count of anything, but not for a measure.
    """
    if left.dimension != right.dimension:
        return False
    if left.counted != right.counted and _ANY_COUNT not in (left.counted, right.counted):
        return False
    # 1e-9 absorbs what the conversion itself rounds, so that a tolerance of 0 still means « equal ».
    return abs(left.number - right.number) <= max(tolerance, 1e-9) * max(abs(left.number), abs(right.number))


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word[-1] in "sx" else word
