"""Questions about a commune: its level and sector, and the rules that hold in every commune."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answering.questions.carried_scope import Fit, fit_of
from answering.questions.place_groups import groups_of
from answering.questions.read_documents import read_document
from domain import PieceKind, QuestionScope
from french.content_words import content_words
from tests.answering.small_documents import Part, placed_in

DOO = ("Chapitre 3 – Commerce",)
PARTS: tuple[Part, ...] = (
    ("doo", PieceKind.DOO, ("Avant-propos",), 1, (
        "ROW Secteur : Plateau central ; Communes : Rochefay, Montalet, Brive ; Pôles : Montalet (pôle relais)",
        "ROW Secteur : Vallée de l'Ousse ; Communes : Belcastel, Saint-Oyen ; Pôles : Belcastel (pôle d'équilibre)",
        "ROW Commune : Rochefay ; Niveau : village ; Population : 1 671",
        "Les pôles d'équilibre (Belcastel et Saint-Oyen) accueillent les équipements.",
        "Montalet et Brive, bourgs relais, en accueillent moins.",
    )),
    ("doo", PieceKind.DOO, DOO, 2, (
        "La surface de vente ne dépasse pas 2 000 m² dans les pôles d'équilibre.",
        "Sur le Plateau central, les haies sont replantées en double.",
        "La zone de la gare est aménagée à Saint-Oyen.",
        "ROW Site : Les Ardents ; Commune : Saint-Oyen ; Surface : 12 ha",
        "Le secteur S3 est desservi avant toute construction.",
    )),
)  # fmt: skip
READ = read_document("scot", placed_in(PARTS, "scot"))
TEXTS = {one.sentence.text: rank for rank, one in enumerate(READ.placed)}


def groups(*places: str) -> set[frozenset[str]]:
    return set(groups_of(READ, places).groups)


@pytest.mark.parametrize(
    ("place", "told"),
    [
        ("Rochefay", ("Plateau central", "village")),  # a row that lists communes, and the row of the commune
        ("Belcastel", ("Vallée de l'Ousse", "pôles d'équilibre")),  # a level with its communes in brackets
        ("Montalet", ("Plateau central", "bourgs relais", "pôle relais")),  # a level said after its communes
        ("Orgelet", ()),
    ],
)
def test_a_commune_is_of_the_levels_and_sectors_that_the_dossier_puts_it_in(place: str, told: tuple[str, ...]) -> None:
    assert groups(place) == {content_words(one) for one in told}


def test_the_rule_of_its_level_and_of_its_sector_are_known_by_their_words() -> None:
    found = groups_of(READ, ["Belcastel"])
    assert found.named_in("La surface de vente ne dépasse pas 2 000 m² dans les pôles d'équilibre.")
    assert not found.named_in("Sur le Plateau central, les haies sont replantées en double.")
    assert {one.sentence.page for one in found.sentences} == {1}


@pytest.mark.parametrize(
    ("text", "fit"),
    [
        ("La surface de vente ne dépasse pas 2 000 m² dans les pôles d'équilibre.", Fit.GENERAL),
        ("Les pôles d'équilibre (Belcastel et Saint-Oyen) accueillent les équipements.", Fit.OWN),
        ("La zone de la gare est aménagée à Saint-Oyen.", Fit.OUT),
        ("Site : Les Ardents ; Commune : Saint-Oyen ; Surface : 12 ha", Fit.OUT),
    ],
)
def test_what_names_no_commune_holds_in_each(text: str, fit: Fit) -> None:
    rank = TEXTS[text]
    assert fit_of(QuestionScope(places=("Belcastel",)), READ.placed[rank], READ.carried[rank]) is fit


def test_what_does_not_name_a_numbered_site_is_no_rule_of_it() -> None:
    scope = QuestionScope(places=("S3",))
    fits = {one.sentence.text: fit_of(scope, one, READ.carried[rank]) for rank, one in enumerate(READ.placed)}
    assert [text for text, fit in fits.items() if fit is not Fit.OUT] == [
        "Le secteur S3 est desservi avant toute construction."
    ]


@given(st.text(max_size=12))
def test_any_name_of_a_place_is_looked_up(place: str) -> None:
    assert len(groups_of(READ, [place]).groups) <= 4
