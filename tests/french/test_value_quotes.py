from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import Citation, Value
from french.value_quotes import quote_gives, with_quotes


def citation(quote: str, page: int = 2, document: str = "plui-a") -> Citation:
    return Citation("reglement", page, None, quote, page, 0, len(quote), document)


@pytest.mark.parametrize(
    ("quote", "number", "unit", "given_by_it"),
    [
        ("Au moins 30 % de pleine terre.", 30, "%", True),
        ("Au moins 10 % de pleine terre.", 30, "%", False),
        ("Onze réservoirs sont nommés.", 11, None, True),
        ("Une bande de 5 à 10 m.", 5, "m", True),
        ("Il n'est pas possible de conclure.", 4863, "ha", False),
        ("Une surface de 30 ha.", 30, "%", False),
    ],
)
def test_a_quote_gives_a_number_or_not(quote: str, number: float, unit: str | None, given_by_it: bool) -> None:
    assert quote_gives(quote, number, unit) is given_by_it


def test_a_value_kept_without_a_quote_takes_the_citation_that_gives_it_never_the_one_of_its_rank() -> None:
    ten, thirty = citation("Au moins 10 % en zone UA."), citation("Au moins 30 % en zone UB.")
    found = with_quotes(
        [Value(30.0, "%", None, "reglement", 2), Value(12.0, "ha", None, "reglement", 2)], [ten, thirty]
    )
    assert [value.quote for value in found] == [thirty.quote, None]
    assert (found[0].document, found[0].ordinal, found[0].end) == ("plui-a", 2, thirty.end)


def test_a_quote_that_was_kept_stays() -> None:
    kept = Value(30.0, "%", None, "reglement", 2, quote="30 % au moins.")
    assert with_quotes([kept], [citation("Au moins 30 % en zone UB.")]) == (kept,)


def test_another_page_or_document_gives_nothing() -> None:
    value = Value(30.0, "%", None, "reglement", 2, "plui-a")
    assert with_quotes([value], [citation("30 %", page=3), citation("30 %", document="plui-b")]) == (value,)


@given(st.lists(st.tuples(st.integers(1, 99), st.sampled_from(["%", "ha", None])), max_size=5), st.data())
def test_whatever_the_citations_the_quote_of_a_value_gives_its_number(
    noted: list[tuple[int, str | None]], data: st.DataObject
) -> None:
    numbers = data.draw(st.lists(st.integers(1, 99), max_size=5))
    citations = [citation(f"Il faut {number} % de la surface, au plus.") for number in numbers]
    for value in with_quotes([Value(float(number), unit, None, "reglement", 2) for number, unit in noted], citations):
        assert value.quote is None or quote_gives(value.quote, value.value, value.unit)
