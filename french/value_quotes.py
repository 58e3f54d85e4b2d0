"""A value and the quote that gives it: whether a text says a number, and the citation of a value kept without one.

Values stored before their own sentence was kept with them are found again among the citations of their answer, by
document, piece, page and number. What cannot be found stays without a quote: none is guessed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache

from domain import Citation, Value
from french.quantities import read_quantities
from french.units import read_unit


@lru_cache(maxsize=4096)  # old answers ask it again for each of their values whenever one of their cells is shown
def quote_gives(quote: str, number: float, unit: str | None = None) -> bool:
    """Whether a quantity of ``quote`` is ``number``, in digits or words.

    Args:
        quote: Any text.
        number: The number looked for, in ``unit``.
        unit: Where it is one that is known, a quantity with another unit is not the one looked for.
    """
    known = read_unit(unit) if unit else None
    return any(
        quantity.is_same(number, known)
        if known is not None and quantity.unit is not None
        else abs(quantity.value - number) <= 1e-9 * max(1.0, abs(number))
        for quantity in read_quantities(quote)
    )


def with_quotes(values: Iterable[Value], citations: Sequence[Citation]) -> tuple[Value, ...]:
    """The values, those without a quote with the place of the first citation of their page that gives the number."""
    return tuple(value if value.quote is not None else _found(value, citations) for value in values)


def _found(value: Value, citations: Sequence[Citation]) -> Value:
    for citation in citations:
        same_document = not value.document or not citation.document or value.document == citation.document
        if not same_document or (value.piece, value.page) != (citation.piece, citation.page):
            continue
        if quote_gives(citation.quote, value.value, value.unit):
            return replace(
                value,
                document=value.document or citation.document,
                quote=citation.quote,
                ordinal=citation.ordinal,
                start=citation.start,
                end=citation.end,
            )
    return value
