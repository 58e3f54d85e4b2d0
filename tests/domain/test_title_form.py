"""Which texts have the form of a title."""

from __future__ import annotations

import pytest

from domain.title_form import has_title_form, is_fragment, title_above


@pytest.mark.parametrize(
    "text",
    [
        "Article UA 10 – Hauteur des constructions",
        "Code Réservoir de biodiversité Sous-trame Surface (ha)",
        "Les zones agricoles (A)",
        "Quelle protection pour les haies ?",
        "« Cœurs de nature »",
    ],
)
def test_a_short_text_that_stops_on_no_punctuation_is_a_title(text: str) -> None:
    assert has_title_form(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Les haies sont conservées.",
        "Sont interdits :",
        "les haies, les arbres ;",
        "12,5 18 120 4 1 250",
        "Les haies identifiées au document graphique sont conservées ou replantées à l'identique sur la même unité "
        "foncière par le pétitionnaire",
    ],
)
def test_a_sentence_an_introduction_an_item_or_a_row_of_numbers_is_none(text: str) -> None:
    assert not has_title_form(text)


def test_fewer_words_may_be_asked() -> None:
    text = "Protection des haies et des alignements d'arbres le long des voies"
    assert has_title_form(text)
    assert not has_title_form(text, 8)
    assert is_fragment("Haies et arbres", 5)
    assert not is_fragment("Les haies et arbres restent", 5)


def test_the_nearest_titles_stand_above_a_sentence() -> None:
    assert title_above(("Titre II", "Zone UA", "Article 10")) == "Zone UA Article 10"
    assert title_above(()) == ""
