"""Which numbers of a sentence are quantities of what a label names: rules for answers without a model.

Nobody reads the sentence here, so a number is shown only where nothing speaks against it
(:mod:`french.number_roles` tells what part a number plays).

| the number | example | what it is |
|---|---|---|
| divides | « un arbre pour 200 m² », « par tranche de 50 m² » | a value only of what counts so (« arbre pour n m² ») |
| sets a case | « lorsqu'elle excède 300 m² », « de plus de huit places » | when a rule holds |
| changes | « en progression de 240 ha », « + 56,35 ha » | a difference, unless the label asks for one |
| before, after | « ramené de 22 à 13 hectares » | no value of a label that asks for the difference |
| is a year | « consommés depuis 2021 » | a date |
| is in hectares | « 240 hectares » for « Part minimale d'espaces libres » | no part of a plot |
| is of a scale bar | « 0 5 km » below a map | nothing |
| numbers a title | « 6 Indicateurs de suivi » | nothing |
| is the whole | « treize des vingt et une communes » | what the thirteen are taken from |
| counts some | « cinq réservoirs de moins de 150 ha » | a part of what the label counts |
| is an opening | « une percée de 6 mètres » | no length of a hedge |
| is a height, a depth | « une haie de 2 mètres de hauteur » | no value of another length or distance |
| is a distance | « une bande de 15 mètres » | a setback, and no length of hedges |
| is a distance to a road | « à 75 m de l'axe de la route » | no setback for nature |
| is of a former plan | « Documents antérieurs : 1 286 ha » | a value of what was |
| replaces | « remplacé par deux sujets », « 150 % du linéaire supprimé » | a ratio |
| is of something else | « 80 m² de vente » for « Part d'espaces libres » | no word of what is measured is near |

Near is the sentence, its row with the names of the columns, and its titles. Words that say only how something is
measured (« surface », « nombre », « part ») or kept (« protégée ») do not count, unless the label has no other; nor
does the name of a common unit (« trois secteurs » are no « secteurs de renaturation »); a label that has no word of its
own (« Part du territoire ») is about what the other labels of the indicator name. Words that plans use for each other
count as one (« artificialisation », « consommation »). A bare number in a column « Nombre » counts what its row or
title names: a kind of it, where the label asks for kinds, else the whole (« Ensemble », « Total »).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from domain.measures import Quantity
from domain.row_text import column_at
from domain.text_folding import fold
from french.content_words import content_words
from french.number_roles import NumberRole, role_of
from french.units import CBS, RATIO, read_unit, unit_is_expected
from french.value_words import named_by
from indicator_queries.schema import ExpectedValue

#: In the unit of an expected value: that many of something else.
_COUNTS_BY = " pour n "
_YEARS = range(1900, 2101)
_ASKS_FOR_CHANGE = re.compile(r"reduction|consommation|evolution|evite|supprim|renaturer|compensation")
_ASKS_FOR_DIFFERENCE = re.compile(r"reduction|evolution|evite|supprim|gain|perte")
_ASKS_FOR_PAST = re.compile(r"pass[ée]|anterieur|ancien|initial|avant")
_SETBACK = re.compile(r"\b(?:recul|retrait|tampon|bande|marge|distance)s?\b")
_ALONG_ROADS = re.compile(r"voie|route|rue|alignement")
_COUNTS = re.compile(r"^nombre\b")
_COUNT_COLUMN = re.compile(r"\b(?:nombre|nb|nbre|effectifs?)\b")
#: Roles that make a number no value of any label that does not ask for it.
_NEVER = frozenset(
    {
        NumberRole.CASE,
        NumberRole.SCALE_BAR,
        NumberRole.WHOLE,
        NumberRole.NUMERATOR,
        NumberRole.SOME,
        NumberRole.YEARLY,
        NumberRole.FLOOR_AREA,
    }
)
_HOW = content_words(
    "surface superficie part nombre longueur linéaire largeur hauteur taux ratio règle durée minimale maximale moyenne "
    "total territoire concernées objectif échelle carte type types"
)
_KEPT = content_words(
    "protégé protégée protégés protégées préservé préservée préservés préservées classé classée classés"
)
_WHOLE_ROW = re.compile(r": (?:ensemble|total|totaux)\b|^(?:ensemble|total)\b")
_BY_KIND = re.compile(r"\bpar\b")
#: Dimensions that measure one thing: 3 000 K are a colour, 1/25 000 is a scale.
_NAMES_ITSELF = frozenset({"échelle", "température de couleur"})
_BIOTOPE = re.compile(r"\b(?:coefficient de biotope|biotope par surface|cbs)\b[^.;]*$")
_COEFFICIENT_BEFORE, _MOST_OF_A_COEFFICIENT = 90, 1.5
#: Units whose name says nothing of what is counted.
_COMMON = frozenset({"secteurs", "sites", "zones", "mesures", "communes", "indicateurs", "arbres", "OAP"})


@dataclass(frozen=True, slots=True)
class Sense:
    """What a number measures, and the unit of the label where the sentence says it in other words.

    ``named``: the part that the number plays says what it measures, whatever words are near.
    """

    label: str
    unit: str | None = None
    named: bool = False


def sense_of(
    quantity: Quantity, text: str, label: str | None, expected: Sequence[ExpectedValue], titles: Sequence[str] = ()
) -> Sense | None:
    """What a number measures, given what its unit and the words near it say; None where it is no quantity of that.

    Args:
        quantity: the number.
        text: the sentence or row that it stands in.
        label: what :func:`answering.indicators.values.measured` finds for it.
        expected: the values that the indicator asks for.
        titles: the lines above it, outermost first.
    """
    if quantity.value in _YEARS and not _unit_follows(quantity, text):
        return None
    if label is None and not _asks_for_rules(expected):
        return _coefficient(quantity, text, expected) or _counted(quantity, text, expected, titles)
    role = role_of(text, quantity)
    if role is NumberRole.DIVISOR:
        return _divided(quantity, text, expected)
    if role is NumberRole.REPLACEMENT:
        return next((Sense(one.label, _ratio(quantity), named=True) for one in expected if "ratio" in one.units), None)
    if label is None:
        return _coefficient(quantity, text, expected) or _counted(quantity, text, expected, titles)
    if quantity.unit is not None and quantity.unit.dimension in _NAMES_ITSELF:
        return Sense(label, named=True)
    if role in _NEVER or _contradicts(role, fold(label)) or _divides_only(label, quantity, expected):
        return None
    if quantity.unit is not None and quantity.unit.dimension == "longueur":
        return _length(label, role, expected)
    if quantity.unit is not None and quantity.unit.symbol == "%" and quantity.value > 100 and "part" in fold(label):
        return None
    if _is_no_part(quantity, fold(label)):
        return None
    former = column_at(text, quantity.start)
    if former and NumberRole.of_column(former) is NumberRole.FORMER and not _ASKS_FOR_PAST.search(fold(label)):
        return None
    return Sense(label)


def _is_no_part(quantity: Quantity, label: str) -> bool:
    """Whether a part of each plot (« Part minimale d'espaces libres », in % or m²) is said in hectares."""
    unit = quantity.unit
    return unit is not None and label.startswith("part ") and unit.dimension == "surface" and unit.symbol != "m²"


def _asks_for_rules(expected: Sequence[ExpectedValue]) -> bool:
    """Whether a value of « arbre pour n places » or of a ratio is asked for: numbers that divide or replace."""
    return any(_COUNTS_BY in unit or unit == "ratio" for one in expected for unit in one.units)


def _contradicts(role: NumberRole | None, label: str) -> bool:
    if role is NumberRole.CHANGE:
        return not _ASKS_FOR_CHANGE.search(label)
    return role is NumberRole.BEFORE_AFTER and _ASKS_FOR_DIFFERENCE.search(label) is not None


def _divides_only(label: str, quantity: Quantity, expected: Sequence[ExpectedValue]) -> bool:
    """Whether a label wants this unit as a divisor alone: six places are no « arbre pour n places »."""
    units = next((one.units for one in expected if one.label == label), ())
    plain = [unit for unit in units if _COUNTS_BY not in unit]
    return bool(units) and quantity.unit is not None and not unit_is_expected(quantity.unit.symbol, plain or ("–",))


def _length(label: str, role: NumberRole | None, expected: Sequence[ExpectedValue]) -> Sense | None:
    """A length: a setback belongs to a label of setbacks, and nothing else does."""
    if role in (NumberRole.UPRIGHT, NumberRole.OPENING):
        return None
    distance = role in (NumberRole.DISTANCE, NumberRole.ROAD_DISTANCE)
    lengths = [
        one for one in expected if any((unit := read_unit(name)) and unit.dimension == "longueur" for name in one.units)
    ]
    fitting = [one.label for one in lengths if bool(_SETBACK.search(fold(one.label))) is distance]
    if label not in fitting:
        label = fitting[0] if distance and len(fitting) == 1 else ""
    if not label or (role is NumberRole.ROAD_DISTANCE and not _ALONG_ROADS.search(fold(label))):
        return None
    return Sense(label, named=distance)


def _divided(quantity: Quantity, text: str, expected: Sequence[ExpectedValue]) -> Sense | None:
    """« Un arbre pour quatre places » is 4 « arbre pour n places », where the grid asks for that."""
    symbol = quantity.unit.symbol if quantity.unit else ""
    before = fold(text[: quantity.start])
    units = [
        (one.label, unit)
        for one in expected
        for unit in one.units
        if _COUNTS_BY in unit and fold(unit.split(_COUNTS_BY)[0]) in before
    ]
    same = [(label, unit) for label, unit in units if unit.split(_COUNTS_BY)[1] == symbol]
    return Sense(*(same or units)[0], named=True) if units else None


def _coefficient(quantity: Quantity, text: str, expected: Sequence[ExpectedValue]) -> Sense | None:
    """« Le coefficient de biotope est au moins égal à 0,4 »: a number without unit, of one at most or little more."""
    if quantity.unit is not None or not 0 < quantity.value <= _MOST_OF_A_COEFFICIENT:
        return None
    before = fold(
        f"{column_at(text, quantity.start)} {text[max(0, quantity.start - _COEFFICIENT_BEFORE) : quantity.start]}"
    )
    if not _BIOTOPE.search(before):
        return None
    return next((Sense(one.label, CBS.symbol, named=True) for one in expected if CBS.symbol in one.units), None)


def _ratio(quantity: Quantity) -> str | None:
    return quantity.unit.symbol if quantity.unit and quantity.unit.symbol == "%" else RATIO.symbol


def _counted(quantity: Quantity, text: str, expected: Sequence[ExpectedValue], titles: Sequence[str]) -> Sense | None:
    """A bare number of a column « Nombre »: what its row, else its titles, name among what is to be counted."""
    if (
        quantity.unit is not None
        or quantity.value % 1
        or not _COUNT_COLUMN.search(fold(column_at(text, quantity.start)))
    ):
        return None
    whole = bool(_WHOLE_ROW.search(fold(text)))
    counts = [
        one.label for one in expected if _COUNTS.search(fold(one.label)) and (whole or _BY_KIND.search(fold(one.label)))
    ]
    for near in (content_words(text), content_words(" ".join(titles))):
        named = [label for label in counts if (content_words(label) - _HOW) & near]
        if named:
            return Sense(max(named, key=lambda label: len((content_words(label) - _HOW) & near)))
    return None


def _unit_follows(quantity: Quantity, text: str) -> bool:
    return (
        quantity.unit is not None
        and read_unit(re.split(r"[\s.,;:)]", text[quantity.end :].lstrip(), maxsplit=1)[0]) is not None
    )


def names_it(label: str, near: frozenset[str], unit: str | None = None, others: Sequence[ExpectedValue] = ()) -> bool:
    """Whether what a label measures is named among the words near a number of this unit.

    ``others`` are the values of the same indicator: they say what a label without a word of its own is about.
    """
    return bool(named_by(words_of_label(label, unit, others)) & near)


def words_of_label(label: str, unit: str | None, others: Sequence[ExpectedValue]) -> frozenset[str]:
    """The words of a label that tell what is measured, see :func:`names_it`."""
    words = content_words(label)
    said = words - _HOW
    if not said:
        said = frozenset().union(*(content_words(one.label) for one in others)) - _HOW or words
    if unit in _COMMON:
        said = (said - content_words(unit or "")) or said
    return (said - _KEPT) or said
