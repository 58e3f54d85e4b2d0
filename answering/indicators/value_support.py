"""Whether a text gives a value that a reader names: its number, its unit, and what is measured, in which direction.

How a value needs support. The number always stands in the sentence itself; « around » is the sentence or row, its
titles, and what the packet shows of the same piece under the same titles.

| unit of the value | what the sentence has | supported when |
|---|---|---|
| a measure (ha, m, %) | the number with a unit that converts | always |
| a measure | the number alone | the unit is named around (a column, a title, the same measure beside it) |
| a rate (ha/an) | the number with the measure alone | the time is named around (« par an ») |
| a count (zones, réservoirs) | the number alone or a count | the unit, or a word of the subject, stands around |
| a ratio (2:1) | the number, a unit or none | it is said of a replacement: « deux pour un », « deux fois » |
| a number of something (« arbre pour n m² ») | the number with a unit that it names | always |
| any | a year, a bound of a period | never: a date is no quantity |

A count keeps the name that a reader gives it where the text has that name; else it is a bare number, and its label says
what is counted (« vingt-sept cœurs de nature » are 27, « Nombre de réservoirs »).

What contradicts a label: a subject, or the name of the column, that measures its opposite (« emprise au sol » is no
green space, a wall's height no clearance), and a direction that is not the label's (a ceiling is no preserved surface,
« au plus » no minimum).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from domain import Packet, PacketSentence, ReadValue
from domain.measures import Quantity, Unit
from domain.row_text import column_at
from domain.text_folding import fold
from languages import Language, NumberRules

#: Characters on each side of a number in which « au moins », « maximum »... are about it.
NEAR = 45

_YEARS = range(1900, 2101)
_REPLACES_NEAR = 110


@dataclass(frozen=True, slots=True)
class GivenQuantity:
    """A quantity of a sentence and the unit that it has there, or that what surrounds it gives."""

    quantity: Quantity
    unit: str | None


def text_around(shown: PacketSentence, packet: Packet) -> str:
    """A sentence with its titles and what the packet shows of its piece under the same titles."""
    beside = [
        one.text
        for one in packet.sentences
        if one is not shown and one.sentence.piece == shown.sentence.piece and one.heading == shown.heading
    ]
    return " ".join((*shown.heading, shown.text, *beside))


def find_given(value: ReadValue, shown: PacketSentence, around: str, language: Language) -> GivenQuantity | None:
    """The quantity of a sentence that is this value, conversions included; None when none is supported."""
    quantities = language.numbers.of_sentence(shown.sentence)
    known = language.numbers.unit(value.unit or "")
    for quantity in quantities:
        if known is not None and quantity.unit is not None and quantity.is_same(value.number, known):
            return GivenQuantity(quantity, quantity.unit.symbol)
    for quantity in quantities:
        if abs(quantity.value - value.number) > 1e-9 * max(1.0, abs(value.number)):
            continue
        if quantity.unit is None and quantity.value in _YEARS:
            continue
        if _has_unit(value, known, quantity, shown, around, language):
            return GivenQuantity(quantity, _unit(value, known, quantity, shown))
    return None


def _unit(value: ReadValue, known: Unit | None, quantity: Quantity, shown: PacketSentence) -> str | None:
    if not value.unit:
        return quantity.unit.symbol if quantity.unit else None
    if known is not None and not known.counted:
        return known.symbol
    if quantity.unit is not None and not quantity.unit.counted:
        return value.unit  # « arbre pour n m² »
    named = _names(value.unit)
    return value.unit if any(name in fold(shown.text) for name in named) else None


def means(label: str, value: ReadValue, quantity: Quantity, shown: PacketSentence, numbers: NumberRules) -> bool:
    """Whether nothing that a value is said of contradicts its label."""
    wanted = fold(label)
    text = shown.sentence.row or shown.sentence.text
    subject = fold(f"{value.subject or ''} ; {column_at(text, quantity.start) if shown.sentence.row else ''}")
    for named, other in numbers.opposites:
        if named.search(wanted) and other.search(subject) and not named.search(subject):
            return False
    near = fold(text[max(0, quantity.start - NEAR) : quantity.end + NEAR])
    least, most = bool(numbers.at_least.search(near)), bool(numbers.at_most.search(near))
    if most and not least and value.comparator == "at_most":
        return not (numbers.minimum.search(wanted) or numbers.kept.search(wanted))
    if least and not most and value.comparator == "at_least":
        return not numbers.maximum.search(wanted)
    return True


def _has_unit(
    value: ReadValue, known: Unit | None, quantity: Quantity, shown: PacketSentence, around: str, language: Language
) -> bool:
    numbers = language.numbers
    has = quantity.unit
    if not value.unit:
        return True
    if known is not None and known == numbers.ratio:
        text = shown.sentence.row or shown.sentence.text
        near = text[max(0, quantity.start - _REPLACES_NEAR) : quantity.end + _REPLACES_NEAR]
        return numbers.replaces.search(fold(near)) is not None
    if known is None:
        named = {numbers.unit(word) for word in value.unit.split()}
        return has in named if has is not None and not has.counted else _counts(value, shown, around, language)
    if known.counted:
        return (has is None or has.counted) and _counts(value, shown, around, language)
    if has is not None:
        return known.symbol.startswith(f"{has.symbol}/") and numbers.unit_is_said(known, around)
    return numbers.unit_is_said(known, around)


def _counts(value: ReadValue, shown: PacketSentence, around: str, language: Language) -> bool:
    """Whether what is counted is named: the unit, or a word of the subject in the sentence, its row or its titles."""
    named = _names(value.unit or "")
    own = " ".join((*shown.heading, shown.text))
    folded = fold(own)
    words, numbers = language.words.content_words, language.numbers
    known = numbers.unit(value.unit or "")
    if any(word in folded for word in named) or (known is not None and numbers.unit_is_said(known, around)):
        return True
    return bool(words(value.subject or "") & words(own))


def _names(unit: str) -> list[str]:
    return [word.rstrip("s") for word in re.findall(r"[^\W\d_]{3,}", fold(unit))]
