"""A value stands once, with every place that gives it."""

from __future__ import annotations

from dataclasses import replace

from domain import Comparator, Value
from domain.said_values import said_together, values_once

SETBACK = Value(20.0, "m", "Recul", "reglement", 12)


def test_the_same_value_of_one_label_stands_once_with_its_places_in_order() -> None:
    again = [replace(SETBACK, page=page) for page in (31, 44)]
    (said,) = said_together([SETBACK, *again])
    assert said.places == (SETBACK, *again)


def test_another_label_zone_or_comparator_is_another_value() -> None:
    others = [
        replace(SETBACK, label="Hauteur"),
        replace(SETBACK, zone="UB"),
        replace(SETBACK, comparator=Comparator.AT_MOST),
        replace(SETBACK, unit="km"),
    ]
    assert values_once([SETBACK, *others, SETBACK]) == [SETBACK, *others]
