"""Values of a reading held to the sentences they are said to come from.

A value is kept when its sentence is in the packet, its number and unit are a quantity of that sentence, and the unit
is one of its label's. Zone, subject and comparator are kept only as far as the sentence, its row or its heading
bear them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from answering.indicators.values import value_of
from domain import AnswerWarning, Comparator, Packet, PacketSentence, ReadValue, Value
from domain.text_folding import fold
from french.comparators import AT_LEAST, AT_MOST
from french.content_words import content_words
from french.quantities import Quantity, quantities_of
from french.units import read_unit, unit_is_expected
from indicator_queries.schema import ExpectedValue

#: Characters on each side of a number in which « au moins », « maximum »... are about it.
_NEAR = 45


@dataclass(frozen=True, slots=True)
class CheckedPacketValues:
    """The values that hold, and for each of the others why it does not."""

    values: tuple[Value, ...]
    warnings: tuple[AnswerWarning, ...]


def check_values(read: Sequence[ReadValue], packet: Packet, expected: Sequence[ExpectedValue]) -> CheckedPacketValues:
    """Keep the values that their sentence gives and their label allows; each once a place."""
    kept: dict[tuple[object, ...], Value] = {}
    warnings: list[AnswerWarning] = []
    for one in read:
        said = f"{one.number:g} {one.unit or ''}".strip().replace(".", ",")
        shown = packet.sentence(one.sentence)
        quantity = None if shown is None else find_quantity(one, shown)
        if shown is None or quantity is None:
            warnings.append(AnswerWarning.value_dropped(said))
            continue
        unit = quantity.unit.symbol if quantity.unit else one.unit
        label = _label(one.label, expected)
        if label is None or not _allows(label, unit):
            warnings.append(AnswerWarning.value_unexpected(said, one.label))
            continue
        value = _value(one, quantity, unit, label.label, shown)
        kept.setdefault((value.value, unit, value.label, value.zone, value.piece, value.page), value)
    return CheckedPacketValues(tuple(kept.values()), tuple(warnings))


def find_quantity(value: ReadValue, shown: PacketSentence) -> Quantity | None:
    """The quantity of a sentence that is this value, conversions included; None when none is.

    A unit that the reader leaves out is taken from the text; one that is no unit we know (« arbre pour n places »)
    must have a word in the sentence or above it.
    """
    known = read_unit(value.unit or "")
    text = shown.sentence.row or shown.sentence.text
    for quantity in quantities_of(shown.sentence):
        if known is not None and quantity.unit is not None:
            if quantity.is_same(value.number, known):
                return quantity
            continue
        if abs(quantity.value - value.number) > 1e-9 * max(1.0, abs(value.number)):
            continue
        if not value.unit or (quantity.unit is None and _said(value.unit, " ".join((*shown.heading, text)))):
            return quantity
    return None


def _said(unit: str, text: str) -> bool:
    named = re.findall(r"[^\W\d_]+|%|€", fold(unit))
    words = [word.rstrip("s") for word in named if len(word) > 2 or not word.isalpha()]
    known = read_unit(unit)
    folded = fold(text)
    short = known is not None and re.search(rf"(?<!\w){re.escape(fold(known.symbol))}(?!\w)", folded)
    return bool(short) or any(word in folded for word in words)


def _label(name: str | None, expected: Sequence[ExpectedValue]) -> ExpectedValue | None:
    wanted = " ".join(fold(name or "").split())
    return next((value for value in expected if " ".join(fold(value.label).split()) == wanted), None)


def _allows(label: ExpectedValue, unit: str | None) -> bool:
    """Whether a label may have this unit; counted things (« réservoirs ») may be counted without a unit we know."""
    if not label.units or unit_is_expected(unit, label.units):
        return True
    if read_unit(unit or "") is not None:
        return False
    return unit is None or any(fold(word).rstrip("s") in fold(unit) for text in label.units for word in text.split())


def _value(one: ReadValue, quantity: Quantity, unit: str | None, label: str, shown: PacketSentence) -> Value:
    sentence = shown.sentence
    around = " ".join((*shown.heading, sentence.row or sentence.text))
    return replace(
        value_of(quantity, label, sentence),
        unit=unit,
        subject=one.subject if one.subject and content_words(one.subject) & content_words(around) else None,
        zone=one.zone if one.zone and _named(one.zone, around) else None,
        condition=one.condition if one.condition and content_words(one.condition) & content_words(around) else None,
        comparator=_comparator(one.comparator, quantity, sentence.row or sentence.text),
    )


def _named(zone: str, text: str) -> bool:
    """Whether a text names a zone: one of its codes (« UB », « 1AU ») or all its words."""
    codes = re.findall(r"\b(?:\d?[A-Z]{1,3}[a-z]{0,2}\d{0,2})\b", zone)
    if codes:
        return all(re.search(rf"(?<!\w){re.escape(code)}(?!\w)", text) for code in codes)
    return fold(zone) in fold(text) or content_words(zone) <= content_words(text)


def _comparator(given: str | None, quantity: Quantity, text: str) -> Comparator | None:
    """What the text says beside the number, else what the reader says; None where they contradict each other."""
    near = fold(text[max(0, quantity.start - _NEAR) : quantity.end + _NEAR])
    least, most = bool(AT_LEAST.search(near)), bool(AT_MOST.search(near))
    said = Comparator(given) if given else None
    if said is Comparator.AT_LEAST and most and not least:
        return None
    if said is Comparator.AT_MOST and least and not most:
        return None
    return said
