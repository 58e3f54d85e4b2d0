from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.links import cell, file, page
from french.units import SCALE
from web.page_text import NBSP, THIN, amount, duration, number, percent, plural


@pytest.mark.parametrize(
    ("value", "shown"),
    [(1250.5, f"1{THIN}250,5"), (3.0, "3"), (0.0, "0"), (-2.5, "-2,5"), (1_000_000, f"1{THIN}000{THIN}000")],
)
def test_numbers_are_french(value: float, shown: str) -> None:
    assert number(value) == shown


@given(st.floats(-1e9, 1e9))
def test_a_number_reads_back(value: float) -> None:
    read = float(number(value, 3).replace(THIN, "").replace(",", "."))
    assert read == pytest.approx(value, abs=0.0006)


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [
        (0, f"0{NBSP}s"),
        (59.6, f"1{NBSP}min{NBSP}00{NBSP}s"),
        (125, f"2{NBSP}min{NBSP}05{NBSP}s"),
        (3725, f"1{NBSP}h{NBSP}02{NBSP}min"),
    ],
)
def test_durations_are_said_in_the_unit_that_fits(seconds: float, shown: str) -> None:
    assert duration(seconds) == shown


def test_the_plural_begins_at_two() -> None:
    assert [plural(count, "page") for count in (0, 1, 2)] == [f"0{NBSP}page", f"1{NBSP}page", f"2{NBSP}pages"]
    assert plural(2, "tableau", "tableaux") == f"2{NBSP}tableaux"
    assert percent(0.875) == f"88{NBSP}%"


@given(st.text(min_size=1, max_size=20))
def test_an_address_holds_any_name_in_one_part_of_its_path(name: str) -> None:
    for address in (cell("plu", name), page("plu", name, 1), file("plu", name)):
        assert address.isascii()
        assert not set(address) & set("?#\"'<>\\ ")
    assert page("plu", name, 1).count("/") == page("plu", "x", 1).count("/")


def test_a_moment_is_told_on_the_clock_of_this_machine() -> None:
    from web.page_text import moment

    local = datetime(2026, 3, 2, 9, 5).astimezone()
    assert moment(local) == f"02/03/2026 à 9{NBSP}h{NBSP}05"


def test_an_amount_has_its_unit_and_a_scale_its_form() -> None:
    assert amount(4863.0, "ha") == f"4{THIN}863{NBSP}ha"
    assert amount(21.6, None) == "21,6"
    assert amount(100_000.0, SCALE.symbol) == f"1/100{THIN}000"
