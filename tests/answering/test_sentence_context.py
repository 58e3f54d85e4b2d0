"""What a sentence leans on: titles, introducing lines, what « cette » points at."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answering.sentence_context import is_title, lead_sentences
from domain import StoredSentence


def sentences(*texts: str, first: int = 0, rows: dict[int, str] | None = None) -> list[StoredSentence]:
    return [
        StoredSentence("plui", "reglement", 1, 1, None, first + n, 0, len(text), text, row=(rows or {}).get(n))
        for n, text in enumerate(texts)
    ]


def lead_of_last(*texts: str) -> str:
    return lead_sentences(sentences(*texts)).get(("plui", "reglement", len(texts) - 1), "")


def test_a_height_leans_on_the_title_of_its_article() -> None:
    assert "Hauteur" in lead_of_last("Article UA 10 – Hauteur", "12 mètres à l’égout en UAa, 9 mètres en UAv.")
    lead = lead_of_last("Article UA 9 – Emprise", "Sans objet.", "Article UA 10 – Hauteur", "9 mètres.", "Ou moins.")
    assert lead == "Article UA 10 – Hauteur"


def test_an_item_leans_on_the_line_that_introduces_its_list() -> None:
    texts = [
        "- En secteurs Nh et Nha, sous réserve de ne pas créer de logement :",
        "o les extensions des habitations, limitées à 30 m² ;",
        "o les annexes, limitées à 20 m².",
    ]
    assert lead_of_last(*texts) == texts[0]
    assert lead_of_last(texts[0], "Le chapitre suivant est abrogé.", texts[2]) == ""


def test_a_sentence_that_points_back_leans_on_the_one_before() -> None:
    rule = "Toute construction est interdite dans les zones humides repérées."
    assert lead_of_last(rule, "La même interdiction s’étend à une bande de quinze mètres.") == rule
    assert lead_of_last(rule, "Elle vaut aussi pour les remblais.") == rule
    assert lead_of_last(rule, "Les haies sont protégées.") == ""


def test_a_row_of_a_table_leans_on_nothing_but_its_columns() -> None:
    found = lead_sentences(sentences("Stationnement", "Hôtel 1", rows={1: "Destination : Hôtel ; Places : 1"}))
    assert found == {}


def test_what_is_not_shown_is_not_leant_on() -> None:
    one = sentences("Article 10 – Hauteur")
    far = sentences("9 mètres.", first=5)
    assert lead_sentences([*one, *far]) == {}


@pytest.mark.parametrize("text", ["Il est interdit de bâtir.", "o les annexes ;", "Zone : UA ; Hauteur : 9", "12"])
def test_these_are_no_titles(text: str) -> None:
    assert not is_title(text)


@given(st.lists(st.text(max_size=60), max_size=20))
def test_any_text_has_bounded_leads(texts: list[str]) -> None:
    assert all(0 < len(lead) <= 300 for lead in lead_sentences(sentences(*texts)).values())
