"""Values by the readers: for every quantity of the evidence, what it measures, by its unit and the words near it.

The label whose words stand in the sentence wins; where one expected value alone has the unit, it is that.
A year is no value, nor is a number whose unit nobody expects.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from answering.indicators.value_sense import Sense, names_it, sense_of
from domain import StoredSentence, Value
from domain.measures import Quantity
from domain.row_text import NAME_SEPARATOR, column_at
from domain.text_folding import plain
from french.content_words import content_words
from french.number_roles import joined
from french.quantities import read_quantities
from french.units import read_unit, unit_is_expected
from french.value_words import counts, turned_around
from indicator_queries.schema import ExpectedValue

#: Titles above a sentence that say what it is about, the nearest ones.
NEAREST_TITLES = 3


def collect(
    sentences: Iterable[tuple[StoredSentence, Sequence[Quantity]]],
    expected: Sequence[ExpectedValue],
    *,
    titles: Sequence[Sequence[str]] | None = None,
) -> tuple[Value, ...]:
    """The expected values that the sentences give, in their order, each once a piece and page.

    ``titles`` are those above each sentence, outermost first: with them nobody has read the sentences, and a number is
    kept only where nothing speaks against it (:mod:`answering.indicators.value_sense`).
    """
    found: dict[tuple[object, ...], Value] = {}
    for at, (sentence, quantities) in enumerate(sentences):
        text = sentence.row or sentence.text
        words = content_words(text)
        above = None if titles is None else titles[at]
        if above is not None:
            quantities = joined(text, quantities)
        for quantity in quantities:
            label = measured(quantity, text, words, expected, above[-NEAREST_TITLES:] if above else ())
            sense = Sense(label) if above is None and label else None
            if above is not None:
                sense = _without_reader(quantity, sentence, label, expected, above)
            if sense is None:
                continue
            value = value_of(quantity, sense.label, sentence)
            value = replace(value, unit=sense.unit or value.unit)
            found.setdefault((value.value, value.unit, sentence.piece, sentence.page), value)
    return tuple(found.values())


def _without_reader(
    quantity: Quantity,
    sentence: StoredSentence,
    label: str | None,
    expected: Sequence[ExpectedValue],
    titles: Sequence[str],
) -> Sense | None:
    """What a number measures where nobody read its sentence; None where something speaks against it."""
    if sentence.row is None and plain(sentence.text) in {plain(title) for title in titles}:
        return None  # the number of a title
    text, above = sentence.row or sentence.text, titles[-NEAREST_TITLES:]
    sense = sense_of(quantity, text, label, expected, above)
    if sense is None or sense.named or label is None:
        return sense
    near = content_words(text).union(*map(content_words, above))
    return sense if names_it(sense.label, near, quantity.unit.symbol if quantity.unit else None, expected) else None


def _says(text: str, quantity: Quantity) -> bool:
    return any(one.is_same(quantity.value, quantity.unit) for one in read_quantities(text))


def value_of(quantity: Quantity, label: str | None, sentence: StoredSentence, unit: str | None = None) -> Value:
    """A value with the sentence that gives it; ``unit`` names one that the quantity itself does not know.

    Of a sentence on two pages, it is the part that says the quantity.
    """
    parts = sentence.parts()
    if len(parts) > 1:
        sentence = next((part for part in parts if _says(part.text, quantity)), parts[0])
    return Value(
        value=quantity.value,
        unit=quantity.unit.symbol if quantity.unit else unit,
        label=label,
        piece=sentence.piece,
        page=sentence.page,
        document=sentence.document,
        quote=sentence.text,
        ordinal=sentence.ordinal,
        start=sentence.start,
        end=sentence.end,
    )


def said_once(value: Value) -> tuple[object, ...]:
    """What two values of an answer must not share: the same thing said twice on a page is one value."""
    return value.value, value.unit, value.label, value.document, value.piece, value.page


def distinct(values: Iterable[Value]) -> tuple[Value, ...]:
    """The values, each said once; of two the first stays."""
    found: dict[tuple[object, ...], Value] = {}
    for value in values:
        found.setdefault(said_once(value), value)
    return tuple(found.values())


def measured(
    quantity: Quantity,
    text: str,
    words: frozenset[str],
    expected: Sequence[ExpectedValue],
    titles: Sequence[str] = (),
) -> str | None:
    """What a quantity measures among the expected values, None when it is none of them.

    Of several the one wins whose words stand nearest: around the number, in the sentence, in the titles. What was
    consumed and what may be are told apart by the words of the sentence, its row and its titles.
    """
    unit = quantity.unit
    if unit is None:
        return _counted(quantity, text, expected)
    allowed = [value for value in expected if value.units and unit_is_expected(unit.symbol, value.units)]
    if not allowed:
        return None
    if len(allowed) == 1:
        return allowed[0].label
    near = content_words(text[max(0, quantity.start - 120) : quantity.end + 80])
    above = frozenset().union(*map(content_words, titles))
    column = column_at(text, quantity.start) if NAME_SEPARATOR in text else ""
    around = " ; ".join((text[max(0, quantity.start - 120) : quantity.end + 80], column, *titles[-1:]))

    def fits(value: ExpectedValue) -> tuple[int, ...]:
        label = content_words(value.label)
        return -turned_around(value.label, around), len(label & near), len(label & words), len(label & above)

    return max(allowed, key=fits).label


def _counted(quantity: Quantity, text: str, expected: Sequence[ExpectedValue]) -> str | None:
    """A bare number counts what follows it, when an expected unit has that name (« 312 zones humides »)."""
    after = plain(text[quantity.end : quantity.end + 40])
    following = after.split()[:3]
    for value in expected:
        for unit in value.units:
            if quantity.value % 1 == 0 and counts(unit, after):
                return value.label
            names = {plain(word).rstrip("s") for word in unit.split() if len(word) > 3}
            if read_unit(unit) is None and any(word.rstrip("s,.;") in names for word in following):
                return value.label
    return None
