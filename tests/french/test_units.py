from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from french.quantities import read_number, write_number
from french.units import Amount, read_unit, unit_is_expected, unit_of_column


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1 250,5", 1250.5),
        ("1\u202f250,5", 1250.5),
        ("0.5", 0.5),
        ("1.250,5", 1250.5),
        ("1,250.5", 1250.5),
        ("1.250", 1250.0),
        ("0.125", 0.125),
        ("deux cents", 200.0),
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
    assert read_number(text) == number


@pytest.mark.parametrize(
    ("left", "right", "equal"),
    [
        ((1.5, "ha"), (15000, "m²"), True),
        ((200, "%"), (2, "ratio"), True),
        ((2, "ratio"), (2, "x:1"), True),
        ((25_000, "échelle"), (25_000, "1/x"), True),
        ((450, "k€"), (450_000, "€"), True),
        ((1.2, "M€"), (1_200_000, "euros"), True),
        ((18, "mois"), (1.5, "an"), True),
        ((22, "logements/ha"), (22, "log/ha"), True),
        ((22, "logements / ha"), (22, "lgts/ha"), True),
        ((1, "ha/an"), (10_000, "m²/an"), True),
        ((90, "minutes"), (1.5, "h"), True),
        ((0.4, "CBS"), (0.4, "coefficient"), True),
        ((3, "sites"), (3, "secteurs"), False),  # one may be expected for the other; they are not the same
        ((3, "sous-trames"), (3, "sous-trame"), True),
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
    assert Amount.of(*left).is_same(Amount.of(*right), 0.005) is equal


@settings(max_examples=60, deadline=None)
@given(st.floats(0.001, 1e6), st.sampled_from(["ha", "m²", "%", "m", "km", "arbres", None]))
def test_a_quantity_is_itself_even_without_tolerance(number, unit):
    assert Amount.of(number, unit).is_same(Amount.of(number, unit))
    assert not Amount.of(number, unit).is_same(Amount.of(number * 1.02, unit), 0.005)


@settings(max_examples=60, deadline=None)
@given(st.floats(0.01, 1e5))
def test_conversion_needs_no_tolerance(number):
    assert Amount.of(number, "ha").is_same(Amount.of(number * 1e4, "m²"))
    assert Amount.of(number, "km").is_same(Amount.of(number * 1e3, "ml"))


@settings(max_examples=200, deadline=None)
@given(st.floats(-1e9, 1e9, allow_nan=False))
def test_what_is_written_for_a_file_is_read_as_the_same_number(number):
    number = float(f"{number:.6f}")
    assert read_number(write_number(number)) == pytest.approx(number, rel=1e-12, abs=1e-6)


def test_a_reduction_is_the_same_with_and_without_its_sign():
    assert Amount.of(-50, "%").is_same(Amount.of(50, "%"))


def test_a_ratio_is_a_share_but_is_not_taken_where_a_share_is_expected():
    assert unit_is_expected("sites", ["secteurs"])
    assert not unit_is_expected("x:1", ["%"])
    assert unit_is_expected("x:1", ["%", "ratio"])
    assert read_unit("rapport") == read_unit("ratio")


@pytest.mark.parametrize(
    ("value", "unit"),
    [
        (1, "arbre pour 4 places"),
        (4, "arbre pour n places"),
        (4, "arbre/place"),
        (4, "arbres par place"),
        (0.25, "arbre par place"),
    ],
)
def test_so_many_of_something_each_is_the_same_however_it_is_written(value: float, unit: str) -> None:
    assert Amount.of(value, unit).is_same(Amount.of(4, "arbre pour n places"))
    assert not Amount.of(value, unit).is_same(Amount.of(4, "arbre pour n m²"))


@pytest.mark.parametrize(
    ("column", "symbol"),
    [
        ("Pleine terre (% de l’unité foncière)", "%"),
        ("Surface (en ha)", "ha"),
        ("Emprise (m², hors voirie)", "m²"),
        ("Part (% du territoire)", "%"),
        ("Secteur (à urbaniser)", None),
        ("Longueur (2 km)", None),
    ],
)
def test_a_column_may_say_of_what_its_unit_is_taken(column: str, symbol: str | None) -> None:
    found = unit_of_column(column)
    assert (found.symbol if found else None) == symbol


def test_a_counted_thing_with_more_words_is_the_thing() -> None:
    assert Amount.of(96, "zones humides").is_same(Amount.of(96, "zones"))
    assert Amount.of(3, "secteurs AU").is_same(Amount.of(3, "secteurs"))
    assert not Amount.of(3, "places par arbre").is_same(Amount.of(3, "places"))
