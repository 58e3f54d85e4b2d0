from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation.numbers import parse_number, quantity, same


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1 250,5", 1250.5),
        ("1\u202f250,5", 1250.5),
        ("0.5", 0.5),
        ("1.250,5", 1250.5),
        ("1,250.5", 1250.5),
        ("-3", -3.0),
        ("2:1", 2.0),
        ("1,5 pour 1", 1.5),
        ("1/25 000", 25000.0),
        ("2021-2031", None),
        ("oui", None),
        ("", None),
        ("1 : 0", None),
    ],
)
def test_numbers_as_people_type_them(text, number):
    assert parse_number(text) == number


@pytest.mark.parametrize(
    ("left", "right", "equal"),
    [
        ((1.5, "ha"), (15000, "m²"), True),
        ((200, "%"), (2, "ratio"), True),
        ((1200, "ml"), (1.2, "km"), True),
        ((18, "réservoirs"), (18, "Réservoir"), True),
        ((18, "réservoirs"), (18, None), True),
        ((18, "réservoirs"), (18, "nombre"), True),
        ((18, "réservoirs"), (18, "corridors"), False),
        ((60, "%"), (60, None), False),  # a share without its unit is not that share
        ((60, "%"), (60, "ha"), False),
        ((10, "ha"), (10, "ha/an"), False),
        ((100, "ha"), (101, "ha"), False),
        ((100, "ha"), (100.4, "ha"), True),  # within the half percent asked for
    ],
)
def test_quantities_are_compared_in_base_units(left, right, equal):
    assert same(quantity(*left), quantity(*right), 0.005) is equal


@settings(max_examples=60, deadline=None)
@given(st.floats(0.001, 1e6), st.sampled_from(["ha", "m²", "%", "m", "km", "arbres", None]))
def test_a_quantity_is_itself_even_without_tolerance(number, unit):
    assert same(quantity(number, unit), quantity(number, unit), 0.0)
    assert not same(quantity(number, unit), quantity(number * 1.02, unit), 0.005)


@settings(max_examples=60, deadline=None)
@given(st.floats(0.01, 1e5))
def test_conversion_needs_no_tolerance(number):
    assert same(quantity(number, "ha"), quantity(number * 1e4, "m²"), 0.0)
    assert same(quantity(number, "km"), quantity(number * 1e3, "ml"), 0.0)
