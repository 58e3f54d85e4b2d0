"""Numbers of a workbook as a French Excel shows them, checked against figures written by other means."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingestion.formats.readers.number_formats import shown_value

EURO = '_-* #,##0.00\\ "€"_-;\\-* #,##0.00\\ "€"_-;_-* "-"??\\ "€"_-;_-@_-'
CHOICE = '[=1]"Oui";[=0]"Non";0'


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (612345678, '0#" "##" "##" "##" "##', "06 12 34 56 78"), (2500, "#\\ ##0", "2 500"),
        (1234567.5, "#\\ ##0.00", "1234 567,50"), (250, "#\\ ##0", "250"),
        (0.5, "# ?/?", "1/2"), (1.25, "# ??/??", "1 1/4"), (-1.5, "# ?/?", "-1 1/2"), (3.0, "# ?/?", "3"),
        (0.375, "# ?/8", "3/8"), (2.5, "?/?", "5/2"),
        (-1234.5, EURO, "-1 234,50 €"), (0, EURO, "- €"), (1500, "#,##0.00 [$€-40C]", "1 500,00 €"),
        (123456789012, "General", "1,23457E+11"), (0.000012, "General", "1,2E-05"),
        (1, CHOICE, "Oui"), (0, CHOICE, "Non"),
        ("UA", '"Zone "@', "Zone UA"), (3, '"R+"0', "R+3"), (20, '# "logements/ha"', "20 logements/ha"),
        (date(2024, 3, 1), "[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", "vendredi 1 mars 2024"),
        (datetime(2024, 3, 1, 14, 5), "h:mm", "14:05"), (timedelta(hours=30), "[h]:mm", "30:00"),
        (time(9, 5), "hh:mm", "09:05"),
    ],
)  # fmt: skip
def test_formats_that_offices_use(value: object, code: str, shown: str) -> None:
    assert shown_value(value, code) == shown


NUMBERS = st.decimals(-10_000_000, 10_000_000, places=4, allow_nan=False, allow_infinity=False)


@given(NUMBERS, st.integers(0, 3), st.booleans(), st.sampled_from(["", " ha", " m²", " €"]))
def test_decimals_thousands_and_units(number: Decimal, places: int, grouped: bool, unit: str) -> None:
    code = ("#,##0" if grouped else "0") + (f".{'0' * places}" if places else "") + (f'"{unit}"' if unit else "")
    number = Decimal(repr(float(number)))  # what a file holds
    rounded = number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    wanted = f"{rounded + 0:,}" if grouped else str(rounded + 0)
    assert shown_value(float(number), code) == wanted.replace(",", " ").replace(".", ",") + unit


@given(st.integers(0, 10_000), st.integers(0, 2))
def test_shares_are_shown_in_hundredths(thousandths: int, places: int) -> None:
    rounded = (Decimal(thousandths) / 100).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    code = f"0{'.' + '0' * places if places else ''}%"
    assert shown_value(thousandths / 10_000, code) == f"{rounded} %".replace(".", ",")


@given(st.dates(date(1900, 3, 1), date(2100, 1, 1)))
def test_days_are_shown_in_the_french_order(day: date) -> None:
    for code in ("dd/mm/yyyy", "mm-dd-yy", "[$-40C]dd/mm/yyyy;@", "General"):
        assert shown_value(day, code) == day.strftime("%d/%m/%Y")


@given(st.one_of(NUMBERS.map(float), st.text(max_size=5)), st.text('0#?.,%/-;[]"\\ @_*€dmyhsE+<>=0', max_size=15))
def test_any_format_gives_a_text(value: object, code: str) -> None:
    assert isinstance(shown_value(value, code), str)
