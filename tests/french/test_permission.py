"""What a rule forbids, allows or exacts, and which measure a number is."""

from __future__ import annotations

import pytest

from french.measured_objects import asks_for_clearance, measures, tells_of_under
from french.permission import Permission, frees_some, is_exception, read_cell, read_permission, reply_of, row_stance


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("Tout remblaiement d'une zone humide est interdit.", Permission.FORBIDDEN),
        ("Aucune construction n'est admise.", Permission.FORBIDDEN),
        ("Les extensions sont autorisées.", Permission.ALLOWED),
        ("Les extensions sont admises sous réserve d'une bonne insertion.", Permission.CONDITIONAL),
        ("Les haies doivent être conservées.", Permission.OBLIGED),
        ("Le territoire compte douze communes.", None),
    ],
)
def test_the_stance_of_a_rule(text: str, stance: Permission | None) -> None:
    assert read_permission(text) is stance


@pytest.mark.parametrize(
    ("question", "text", "reply"),
    [
        ("Peut-on remblayer ?", "Tout remblai est interdit.", "Non"),
        ("Est-il interdit de remblayer ?", "Tout remblai est interdit.", "Oui"),
        ("Peut-on étendre ?", "Les extensions sont autorisées.", "Oui"),
        ("Peut-on étendre ?", "Les extensions sont admises sous réserve.", "Oui, sous condition"),
        ("Faut-il planter ?", "Il doit être planté un arbre.", "Oui"),
    ],
)
def test_the_reply_follows_from_question_and_stance(question: str, text: str, reply: str) -> None:
    assert reply_of(question, text, denied=False).startswith(reply)


@pytest.mark.parametrize(
    ("cell", "stance"),
    [
        ("20 m², démontable", Permission.CONDITIONAL),
        ("admise", Permission.ALLOWED),
        ("admise, sans changement de destination", Permission.CONDITIONAL),
        ("interdit", Permission.FORBIDDEN),
        ("–", Permission.FORBIDDEN),
    ],
)
def test_a_cell_of_a_zone_admits_within_its_limit(cell: str, stance: Permission) -> None:
    assert read_cell(cell) is stance


def test_a_row_that_forbids_and_admits_something_does_so_on_a_condition() -> None:
    row = "Usage : Construction ; Règle : interdite, sauf abri de 20 m²"
    assert row_stance(row) is Permission.CONDITIONAL
    assert row_stance("Usage : Construction ; Règle : interdite") is Permission.FORBIDDEN
    assert reply_of("Peut-on construire ?", row, denied=False, stance=row_stance(row)).startswith("Oui, sous condition")


def test_a_sentence_that_undoes_a_rule_is_an_exception() -> None:
    assert is_exception("Toutefois, les ouvrages publics peuvent y déroger.")
    assert is_exception("Pour les équipements publics et les pylônes, la hauteur n’est pas réglementée.")
    assert not is_exception("La hauteur n’est pas réglementée.")
    assert not is_exception("Les haies sont conservées.")


def test_a_distance_is_no_height_and_a_bare_number_is_what_the_title_says() -> None:
    assert not measures("La distance est d'au moins 4 mètres.", "hauteur", ["Article 10 : Hauteur maximale"])
    assert measures("9 mètres", "hauteur", ["Article 10 : Hauteur maximale des constructions"])
    assert not measures("9 mètres", "hauteur", ["Article 7 : Distance aux limites"])
    assert measures("Une bande de 15 mètres est inconstructible.", "étendue", [])


def test_the_height_of_a_wall_is_no_clearance() -> None:
    assert asks_for_clearance("Quelle hauteur est laissée sous les clôtures ?")
    assert not asks_for_clearance("Quelle hauteur pour les clôtures ?")
    assert tells_of_under("Les clôtures sont surélevées de 15 centimètres.")
    assert not tells_of_under("Le mur de clôture a 1,20 mètre au plus.")


@pytest.mark.parametrize(
    ("text", "frees"),
    [
        ("Pour les équipements publics et pour les pylônes, la hauteur n’est pas réglementée.", True),
        ("La hauteur n’est pas réglementée.", False),
        ("Pour les annexes, la hauteur est de 3 mètres.", False),
    ],
)
def test_who_is_freed_of_a_rule_is_told_from_the_rule(text: str, frees: bool) -> None:
    assert frees_some(text) is frees


def test_what_is_admitted_for_something_alone_is_admitted_on_a_condition() -> None:
    text = "L’arrachage n’est admis que pour un accès."
    assert read_permission(text) is Permission.CONDITIONAL
    assert reply_of("Peut-on arracher une haie ?", text, denied=False) == "Oui, sous condition :"
    assert read_cell("O") is Permission.ALLOWED
