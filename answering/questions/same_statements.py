"""Whether two sentences say the same: « 20 cm » under two articles is one answer, and none is ahead of the other."""

from __future__ import annotations

from functools import lru_cache

from domain.measures import Unit
from french.content_words import content_words
from french.quantities import read_quantities

#: Share of the words of two sentences from which they say the same.
_MOSTLY = 0.6


def says_the_same(one: str, other: str) -> bool:
    """Whether two sentences give the same amounts, or are mostly of the same words."""
    (amounts, words), (other_amounts, other_words) = _read(one), _read(other)
    if amounts and amounts == other_amounts:
        return True
    return len(words & other_words) > _MOSTLY * len(words | other_words)


@lru_cache(maxsize=512)
def _read(text: str) -> tuple[frozenset[tuple[float, Unit | None]], frozenset[str]]:
    return frozenset((one.value, one.unit) for one in read_quantities(text)), content_words(text)
