"""Values of a reading held to the sentences they are said to come from.

A value is kept when its sentence is in the packet, its number and unit are a quantity of that sentence, the unit is
one of its label's, one of its sentences establishes a criterion, and what surrounds it does not say that it measures
something else (:mod:`answering.indicators.value_support`). Zone, subject and comparator are kept only as far as the
sentence, its row or its heading bear them, a zone also as far as what is shown under the same titles does.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from answering.indicators.value_support import NEAR, GivenQuantity, find_given, means, text_around
from answering.indicators.values import value_of
from domain import AnswerWarning, Comparator, Packet, PacketSentence, ReadValue, Value
from domain.measures import Quantity
from domain.text_folding import fold
from indicator_queries.schema import ExpectedValue
from languages import Language, NumberRules

#: The rank of values that stand in no sentence that establishes a criterion.
_LAST = 10_000


@dataclass(frozen=True, slots=True)
class CheckedPacketValues:
    """The values that hold; for each of the others why it does not, and its number with its unit."""

    values: tuple[Value, ...]
    warnings: tuple[AnswerWarning, ...]
    refused: tuple[tuple[float, str | None], ...] = ()


@dataclass(frozen=True, slots=True)
class ValuePlaces:
    """Numbers of the sentences where values may stand.

    ``establishing`` are those that establish a criterion, the most decisive first: a value of another sentence belongs
    to another subject, or to what the document refuses (measured on two plans: right in 19 of 40, against 260 of 298).
    ``also`` say their evidence again: a number that stands there alone is kept beside one of its label, for pieces of
    a document contradict each other.
    """

    establishing: tuple[int, ...]
    also: Collection[int] = ()


def check_values(
    read: Sequence[ReadValue],
    packet: Packet,
    expected: Sequence[ExpectedValue],
    language: Language,
    places: ValuePlaces | None = None,
) -> CheckedPacketValues:
    """Keep the values that their sentence gives and their label allows; each once a place.

    Those of the most decisive sentences come first, each followed by its other places.

    Args:
        read: The values as they were read, one for each place.
        packet: What they were read in.
        expected: The values that the indicator asks for.
        language: Numbers and words.
        places: The sentences whose values count; None where nothing is established by criteria.
    """
    found: dict[_Said, dict[tuple[object, ...], Value]] = {}
    ranks: dict[_Said, int] = {}
    refused: list[tuple[_Said, AnswerWarning]] = []
    for one in read:
        said = _said(one)
        shown = packet.sentence(one.sentence)
        given = None if shown is None else find_given(one, shown, text_around(shown, packet), language)
        if shown is None or given is None:
            refused.append((said, AnswerWarning.value_dropped(said.text)))
            continue
        label = _label(one.label, expected)
        if (
            label is None
            or (places is not None and one.sentence not in {*places.establishing, *places.also})
            or not _allows(label, given.unit, language.numbers)
            or _measures_nothing(given, shown, language.numbers)
            or not means(label.label, one, given.quantity, shown, language.numbers)
        ):
            refused.append((said, AnswerWarning.value_unexpected(said.text, one.label)))
            continue
        value = _value(one, given, label.label, shown, packet, language)
        found.setdefault(said, {}).setdefault((value.unit, value.piece, value.page), value)
        if places is None:
            ranks.setdefault(said, len(ranks))
        elif one.sentence in places.establishing:
            rank = places.establishing.index(one.sentence)
            ranks[said] = min(rank, ranks.get(said, rank))
    live = {said.label for said in ranks}
    for said in found:
        if said not in ranks and said.label in live:
            ranks[said] = _LAST
        elif said not in ranks:
            refused.append((said, AnswerWarning.value_unexpected(said.text, said.label)))
    kept = [value for said in sorted(ranks, key=ranks.__getitem__) for value in _everywhere(found[said])]
    # What holds in one place is not told as refused for another.
    warnings = dict.fromkeys(warning for said, warning in refused if said not in ranks)
    amounts = dict.fromkeys((one.number, one.unit) for one in read if _said(one) not in ranks)
    return CheckedPacketValues(tuple(kept), tuple(warnings), tuple(amounts))


def _everywhere(places: Mapping[tuple[object, ...], Value]) -> list[Value]:
    """The places of one value; the zone and the condition that one place bears are those of all."""
    zone = next((one.zone for one in places.values() if one.zone), None)
    condition = next((one.condition for one in places.values() if one.condition), None)
    return [replace(one, zone=zone, condition=condition) for one in places.values()]


@dataclass(frozen=True, slots=True)
class _Said:
    """What a reader gives as one value, wherever it stands."""

    text: str
    label: str | None
    zone: str | None


def _said(one: ReadValue) -> _Said:
    return _Said(f"{one.number:g} {one.unit or ''}".strip().replace(".", ","), one.label, one.zone)


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


def _value(
    one: ReadValue, given: GivenQuantity, label: str, shown: PacketSentence, packet: Packet, language: Language
) -> Value:
    words = language.words.content_words
    sentence, quantity, unit = shown.sentence, given.quantity, given.unit
    around = " ".join((*shown.heading, sentence.row or sentence.text))
    return replace(
        value_of(quantity, label, sentence),
        unit=unit,
        subject=one.subject if one.subject and words(one.subject) & words(around) else None,
        zone=one.zone if one.zone and _named(one.zone, text_around(shown, packet), words) else None,
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
