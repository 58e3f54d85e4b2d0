"""Numbers of French sentences, as an instructor reads them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.measures import same_quantity
from domain.row_text import cells
from french.quantities import read_number, read_quantities, read_row
from french.units import read_unit


def quantities(text: str) -> list[tuple[float, str | None]]:
    return [(quantity.value, quantity.unit.symbol if quantity.unit else None) for quantity in read_quantities(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Le territoire couvre 1 250,5 ha.", [(1250.5, "ha")]),
        ("Une surface de 1\u202f250\u00a0m² est réservée.", [(1250, "m²")]),
        ("soit 30 000 m2", [(30000, "m²")]),
        ("12 % de la commune", [(12, "%")]),
        ("60% des espaces libres", [(60, "%")]),
        ("quatre-vingt-dix pour cent des haies", [(90, "%")]),
        ("deux cents hectares de bois", [(200, "ha")]),
        ("vingt et un secteurs", [(21, "secteurs")]),
        ("une carte au 1/25 000", [(25000, "1/x")]),
        ("un recul de 5 à 10 m", [(5, "m"), (10, "m")]),
        ("trois à cinq ans", [(3, "ans"), (5, "ans")]),
        ("un arbre pour quatre places", [(4, "places")]),
        ("0,5 L par seconde et par hectare", [(0.5, "L/s/ha")]),
        ("3 L/s/ha", [(3, "L/s/ha")]),
        ("Les haies en comptent 57 L’ensemble est préservé", [(57, None)]),
        ("un volume de 57 L est retenu", [(57, "L")]),
        ("une température de 2 700 K", [(2700, "K")]),
        ("compensé à 2 pour 1", [(2, "x:1")]),
        ("3 millions d’euros", [(3e6, "€")]),
        ("une enveloppe de 450 k€", [(450, "k€")]),
        ("450 milliers d'euros", [(450, "k€")]),
        ("un coefficient de 0.125", [(0.125, None)]),
        ("au moins 22 logements par hectare", [(22, "log/ha")]),
        ("moins de 500 m²/an", [(500, "m²/an")]),
        ("12,5 ha/an entre 2021 et 2031", [(12.5, "ha/an"), (2021, None), (2031, None)]),
        ("L’article L. 151-23 protège 3 km de haies", [(3, "km")]),
        ("En zone 4AU1 et en N-1a", []),
        ("dans le secteur N-6 et le long de la RD-117", []),
        ("un recul de 5 m-10 m", [(5, "m"), (10, "m")]),
        ("une zone, un secteur", []),
    ],
)
def test_quantities_are_read_as_written(text: str, expected: list[tuple[float, str | None]]) -> None:
    assert quantities(text) == expected


@given(st.integers(0, 999_999_999), st.sampled_from([" ", "\u00a0", "\u202f", "\u2009"]))
def test_thousands_may_be_separated_by_any_space(number: int, space: str) -> None:
    assert read_number(f"{number:,}".replace(",", space)) == number


@given(st.integers(0, 99_999), st.integers(0, 999))
def test_decimals_after_a_comma(whole: int, part: int) -> None:
    assert read_number(f"{whole},{part:03d}") == pytest.approx(whole + part / 1000)


_UNITS = ["", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze",
          "treize", "quatorze", "quinze", "seize", "dix-sept", "dix-huit", "dix-neuf"]  # fmt: skip
_TENS = {2: "vingt", 3: "trente", 4: "quarante", 5: "cinquante", 6: "soixante", 7: "soixante", 8: "quatre-vingt",
         9: "quatre-vingt"}  # fmt: skip


def in_words(number: int) -> str:
    """French cardinal under one million, in the spelling of 1990 (hyphens everywhere)."""
    if number >= 1000:
        thousands, rest = divmod(number, 1000)
        plain = in_words(thousands)
        if plain.endswith(("cents", "vingts")):  # « quatre-vingt mille »: no plural before mille
            plain = plain[:-1]
        head = "mille" if thousands == 1 else f"{plain}-mille"
        return f"{head}-{in_words(rest)}" if rest else head
    if number >= 100:
        hundreds, rest = divmod(number, 100)
        head = "cent" if hundreds == 1 else f"{_UNITS[hundreds]}-cent"
        return f"{head}-{in_words(rest)}" if rest else head + ("s" if hundreds > 1 else "")
    if number < 20:
        return _UNITS[number]
    tens, unit = divmod(number, 10)
    if tens in (7, 9):
        unit += 10
    if unit == 0:
        return _TENS[tens] + ("s" if tens == 8 else "")
    return f"{_TENS[tens]}-et-{_UNITS[unit]}" if unit in (1, 11) and tens < 8 else f"{_TENS[tens]}-{_UNITS[unit]}"


@given(st.integers(2, 999_999))
def test_numbers_in_words_come_back(number: int) -> None:
    assert read_number(in_words(number)) == number
    assert (number, "ha") in quantities(f"Il reste {in_words(number)} hectares à protéger.")


@given(st.text(max_size=80))
def test_any_text_is_read_without_error_and_in_order(text: str) -> None:
    found = read_quantities(text)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert all(text[quantity.start : quantity.end] for quantity in found)


def test_units_convert_within_a_dimension_only() -> None:
    assert same_quantity(1.5, read_unit("ha"), 15_000, read_unit("m²"))
    assert same_quantity(2, read_unit("kilomètres"), 2000, read_unit("ml"))
    assert same_quantity(1, read_unit("an"), 12, read_unit("mois"))
    assert not same_quantity(40, read_unit("%"), 40, read_unit("ha"))
    assert not same_quantity(40, read_unit("%"), 40, None)


@pytest.mark.parametrize("title", ["3.5 Zones humides", "2.1.3. Les haies", "12.4 Évitement : 3 secteurs"])
def test_the_number_of_a_title_is_no_quantity(title: str) -> None:
    assert all(quantity.start > 6 for quantity in read_quantities(title))


def test_a_number_at_the_head_of_a_sentence_is_one() -> None:
    assert [quantity.value for quantity in read_quantities("3,5 ha de zones humides sont détruits.")] == [3.5]
    assert [quantity.value for quantity in read_quantities("2.5 ha de prairies.")] == [2.5]


@pytest.mark.parametrize("text", ["Les aires de l'article DG 7 sont plantées", "Indicateur N° : 8", "la liste n° 12"])
def test_the_number_of_an_article_or_of_a_row_is_no_quantity(text: str) -> None:
    assert quantities(text) == []


def test_numbers_of_a_row_are_read_cell_by_cell_with_the_unit_of_their_column() -> None:
    row = "Zone : UB ; Pleine terre (%) : 50 ; Hauteur en m : 9 ; Emprise : 120 m² ; Lots : 3 ; – ; 1 250"
    found = read_row(row)
    assert [(one.value, one.unit.symbol if one.unit else None) for one in found] == [
        (50, "%"), (9, "m"), (120, "m²"), (3, None), (1250, None)
    ]  # fmt: skip
    assert [row[one.start : one.end] for one in found] == ["50", "9", "120", "3", "1 250"]


def test_the_value_of_a_cell_begins_at_the_first_colon() -> None:
    row = "Secteur : S1 ; Largeur (m) : 4 : bande ; Surface (ha) : 2"
    assert cells(row)[1] == ("Largeur (m)", "4 : bande")
    assert [(one.value, one.unit.symbol if one.unit else None) for one in read_row(row)] == [(4, "m"), (2, "ha")]
    assert [row[one.start : one.end] for one in read_row(row)] == ["4", "2"]


def test_more_digits_than_a_number_holds_are_no_quantity() -> None:
    assert read_number("9" * 400) is None
    assert [one.value for one in read_quantities(f"Le code {'9' * 400} et 12 ha de haies.")] == [12.0]
