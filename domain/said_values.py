"""A value that stands in several places, once: an article repeats « recul de 20 m » for every zone.

Answers and decisions keep each place as a value of its own, so that every place can be found again in a new version of
a text; whoever shows values shows each once, with its places.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from domain.answers import Value


@dataclass(frozen=True, slots=True)
class SaidValue:
    """A value, and the other places that say the same of the same thing, in the order in which they were given."""

    value: Value
    elsewhere: tuple[Value, ...] = ()

    @property
    def places(self) -> tuple[Value, ...]:
        """All its places, the first one first."""
        return self.value, *self.elsewhere


def said_together(values: Iterable[Value]) -> tuple[SaidValue, ...]:
    """The values, each once with its places, in the order of their first places.

    Two are the same where number, unit, label, subject, zone, condition and comparator are: « 20 m » for another zone,
    or « au plus 20 m », is another value.
    """
    found: dict[tuple[object, ...], list[Value]] = {}
    for value in values:
        found.setdefault(_said(value), []).append(value)
    return tuple(SaidValue(places[0], tuple(places[1:])) for places in found.values())


def values_once(values: Iterable[Value]) -> list[Value]:
    """The values, each at its first place alone."""
    return [said.value for said in said_together(values)]


def _said(value: Value) -> tuple[object, ...]:
    return (
        value.value, value.unit, value.label, value.document, value.subject, value.zone, value.condition,
        value.comparator,
    )  # fmt: skip
