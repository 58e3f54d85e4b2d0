from __future__ import annotations

import pytest

from domain import Comparator, Value
from exports.file_text import SCALE_UNIT, amount_text
from french.units import SCALE


def test_the_unit_of_a_scale_is_that_of_the_readers() -> None:
    assert SCALE.symbol == SCALE_UNIT


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (Value(4863.5, "ha", "Surface", "r", 1), "Surface : 4\u202f863,5 ha"),
        (Value(25000.0, SCALE_UNIT, "Échelle", "r", 1), "Échelle : 1/25\u202f000"),
        (
            Value(60.0, "%", None, "r", 1, zone="zone UB", comparator=Comparator.AT_LEAST),
            "au moins 60 % (zone UB)",
        ),
    ],
)
def test_an_amount_is_said_as_a_french_reader_writes_it(value: Value, said: str) -> None:
    assert amount_text(value) == said
