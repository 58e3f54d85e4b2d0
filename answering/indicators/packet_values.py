"""Values of a reading held to the sentences they are said to come from.

A value is kept when its sentence is in the packet, its number and unit are a quantity of that sentence, the unit is
one of its label's, its sentence establishes a criterion, and what surrounds it does not say that it measures something
else (:mod:`answering.indicators.value_support`). Zone, subject and comparator are kept only as far as the sentence,
its row or its heading bear them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

from answering.indicators.value_support import NEAR, GivenQuantity, find_given, means, text_around
from answering.indicators.values import value_of
from domain import AnswerWarning, Comparator, Packet, PacketSentence, ReadValue, Value
from domain.measures import Quantity
from domain.text_folding import fold
from indicator_queries.schema import ExpectedValue
from languages import Language, NumberRules


@dataclass(frozen=True, slots=True)
class CheckedPacketValues:
    """The values that hold, and for each of the others why it does not."""

    values: tuple[Value, ...]
    warnings: tuple[AnswerWarning, ...]


def check_values(
    read: Sequence[ReadValue],
    packet: Packet,
    expected: Sequence[ExpectedValue],
    language: Language,
    carrying: Collection[int] | None = None,
) -> CheckedPacketValues:
    """Keep the values that their sentence gives and their label allows; each once a place.

    Args:
        read: The values as they were read.
        packet: What they were read in.
        expected: The values that the indicator asks for.
        language: Numbers and words.
        carrying: Numbers of the sentences that establish a criterion: a value of another sentence belongs to another
            subject, or to what the document refuses (measured on two plans: right in 19 of 40, against 260 of 298).
            None where nothing is established by criteria.
    """
    kept: dict[tuple[object, ...], Value] = {}
    warnings: list[AnswerWarning] = []
    for one in read:
        said = f"{one.number:g} {one.unit or ''}".strip().replace(".", ",")
        shown = packet.sentence(one.sentence)
        given = None if shown is None else find_given(one, shown, text_around(shown, packet), language)
        if shown is None or given is None:
            warnings.append(AnswerWarning.value_dropped(said))
            continue
        label = _label(one.label, expected)
        if (
            label is None
            or (carrying is not None and one.sentence not in carrying)
            or not _allows(label, given.unit, language.numbers)
            or _measures_nothing(given, shown, language.numbers)
            or not means(label.label, one, given.quantity, shown, language.numbers)
        ):
            warnings.append(AnswerWarning.value_unexpected(said, one.label))
            continue
        value = _value(one, given, label.label, shown, language)
        kept.setdefault((value.value, value.unit, value.label, value.zone, value.piece, value.page), value)
    return CheckedPacketValues(tuple(kept.values()), tuple(warnings))


def _measures_nothing(given: GivenQuantity, shown: PacketSentence, numbers: NumberRules) -> bool:
    """Whether a number plays another part than to measure; « arbre pour n m² » is asked for as a part of a rule."""
    known = given.unit is None or numbers.unit(given.unit) is not None
    return known and numbers.measures_nothing(shown.sentence.row or shown.sentence.text, given.quantity)


def _label(name: str | None, expected: Sequence[ExpectedValue]) -> ExpectedValue | None:
    wanted = " ".join(fold(name or "").split())
    return next((value for value in expected if " ".join(fold(value.label).split()) == wanted), None)


def _allows(label: ExpectedValue, unit: str | None, numbers: NumberRules) -> bool:
    """Whether a label may have this unit; counted things (« réservoirs ») may be counted without a unit we know."""
    if not label.units or numbers.unit_is_expected(unit, label.units):
        return True
    if numbers.unit(unit or "") is not None:
        return False
    return unit is None or any(fold(word).rstrip("s") in fold(unit) for text in label.units for word in text.split())


def _value(one: ReadValue, given: GivenQuantity, label: str, shown: PacketSentence, language: Language) -> Value:
    words = language.words.content_words
    sentence, quantity, unit = shown.sentence, given.quantity, given.unit
    around = " ".join((*shown.heading, sentence.row or sentence.text))
    return replace(
        value_of(quantity, label, sentence),
        unit=unit,
        subject=one.subject if one.subject and words(one.subject) & words(around) else None,
        zone=one.zone if one.zone and _named(one.zone, around, words) else None,
        condition=one.condition if one.condition and words(one.condition) & words(around) else None,
        comparator=_comparator(one.comparator, quantity, sentence.row or sentence.text, language.numbers),
    )


def _named(zone: str, text: str, words: Callable[[str], frozenset[str]]) -> bool:
    """Whether a text names a zone: one of its codes (« UB », « 1AU ») or all its words."""
    codes = re.findall(r"\b(?:\d?[A-Z]{1,3}[a-z]{0,2}\d{0,2})\b", zone)
    if codes:
        return all(re.search(rf"(?<!\w){re.escape(code)}(?!\w)", text) for code in codes)
    return fold(zone) in fold(text) or words(zone) <= words(text)


def _comparator(given: str | None, quantity: Quantity, text: str, numbers: NumberRules) -> Comparator | None:
    """What the text says beside the number, else what the reader says; None where they contradict each other."""
    near = fold(text[max(0, quantity.start - NEAR) : quantity.end + NEAR])
    least, most = bool(numbers.at_least.search(near)), bool(numbers.at_most.search(near))
    said = Comparator(given) if given else None
    if said is Comparator.AT_LEAST and most and not least:
        return None
    if said is Comparator.AT_MOST and least and not most:
        return None
    return said
