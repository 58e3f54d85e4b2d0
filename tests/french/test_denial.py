"""Words of a denial: what takes something back, and what only looks like it."""

from __future__ import annotations

import pytest

from french.denial import read_denial


@pytest.mark.parametrize(
    "text",
    [
        "Le territoire ne dispose pas d’inventaire de ses zones humides.",
        "Aucune mesure de compensation n’a été retenue.",
        "Le secteur n’a été vu ni au printemps ni en été.",
    ],
)
def test_a_negation(text: str) -> None:
    assert read_denial(text).negation


@pytest.mark.parametrize(
    "text",
    [
        "Aucune construction n’est admise à moins de dix mètres des berges.",
        "Les défrichements ne sont pas autorisés.",
        "Le recul n’est pas inférieur à dix mètres.",
        "Toute construction est interdite.",
    ],
)
def test_a_rule_that_forbids_denies_nothing(text: str) -> None:
    assert not read_denial(text).negation


def test_refusals_noted_in_few_words() -> None:
    assert read_denial("Définir une trame nocturne : non suivie.").refused
    assert read_denial("Le comité n’a pas fait usage de cette faculté.").refused
    assert not read_denial("La haie est conservée.").refused


@pytest.mark.parametrize(
    "text",
    [
        "Le plan reste muet sur la trame noire.",
        "On ne trouve dans le règlement nulle mention des haies.",
        "Rien n’est prévu pour les continuités.",
        "Les mesures de compensation font défaut.",
        "Le dossier est dépourvu de carte des corridors.",
        "Le suivi est inexistant.",
        "L’orientation relative aux continuités a été retirée.",
        "La protection des ripisylves a été levée.",
        "Le tableau des mesures est vide pour les milieux naturels.",
        "Le dispositif de suivi ne traite que du logement.",
    ],
)
def test_what_is_wanting_is_told_without_a_negation(text: str) -> None:
    assert read_denial(text).refused


@pytest.mark.parametrize(
    "text",
    [
        "L’évaluation conclut à l’absence d’effet notable.",
        "Les projets garantissent l’absence de perte nette.",
        "La zone du Bois-Joli a été retirée du projet en raison de la présence du triton.",
        "Le manque d’eau en été menace la prairie.",
        "La clôture laisse passer la petite faune.",
    ],
)
def test_conclusions_and_choices_are_no_wanting(text: str) -> None:
    found = read_denial(text)
    assert not found.refused
    assert not found.negation


def test_an_exception() -> None:
    assert read_denial("Par exception, les prises d’eau sont admises.").exception
    assert not read_denial("Les prises d’eau sont admises.").exception


def test_an_empty_cell_counts_in_a_row_only() -> None:
    assert read_denial("14 Fonctionnalité des corridors – – –", row=True).empty_cell
    assert not read_denial("Corridors – liaisons", row=False).empty_cell
    assert not read_denial("Haies sous-bois 12 km", row=True).empty_cell


@pytest.mark.parametrize(
    ("text", "inconclusive"),
    [
        ("Il n'est pas possible de conclure à l'absence d'incidence notable.", True),
        ("L'état des connaissances ne permet pas de se prononcer sur les incidences.", True),
        ("Aucune conclusion ne peut être tirée quant aux effets du plan.", True),
        ("L'évaluation conclut à l'absence d'incidence notable.", False),
        ("Aucune incidence notable n'est relevée.", False),
    ],
)
def test_a_conclusion_that_cannot_be_drawn(text: str, inconclusive: bool) -> None:
    assert read_denial(text).inconclusive is inconclusive
