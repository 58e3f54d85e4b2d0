"""Values of the API: each once with its places, and a value given back keeps them."""

from __future__ import annotations

from api.review_schemas import ReviewValueIn
from api.value_schemas import ValueView
from domain import Value

PLACES = [Value(20.0, "m", "Recul", "reglement", page, "plui", f"Article {page}.") for page in (12, 31)]


def test_a_value_given_back_as_it_was_shown_keeps_all_its_places() -> None:
    (shown,) = ValueView.all_of(PLACES, "plui")
    assert (shown.page, [place.page for place in shown.elsewhere]) == (12, [31])
    told = shown.model_dump(exclude={"document"})
    assert ReviewValueIn.model_validate(told).given("plui") == PLACES


def test_a_value_without_other_places_is_one_value() -> None:
    assert ReviewValueIn(value=20.0, unit="m").given("plui") == [Value(20.0, "m", None, "", None, "plui")]
