"""What plans call the things that labels of values measure."""

from __future__ import annotations

import pytest

from domain.text_folding import fold
from french.content_words import content_words
from french.value_words import counts, named_by, names_nature, turned_around


@pytest.mark.parametrize(
    ("label", "text"),
    [
        ("Surface de zones humides", "Les mares et leurs ceintures couvrent 3,6 ha."),
        ("Surface de zones humides", "Douze tourbières ont été relevées."),
        ("Surface des zonages", "La ZNIEFF de type 2 s'étend sur 7 455 ha."),
        ("Nombre de zonages", "Deux sites Natura 2000 touchent la commune."),
        ("Nombre de corridors", "Sept continuités relient les massifs."),
        ("Surface d'espaces boisés classés", "Les forêts occupent 6 120 ha."),
        ("Linéaire de haies", "Le bocage compte 486 km."),
        ("Recul", "Une marge de 15 m est laissée en herbe."),
    ],
)
def test_a_kind_an_acronym_or_another_word_of_the_field_names_what_is_measured(label: str, text: str) -> None:
    assert named_by(content_words(label)) & content_words(text)


@pytest.mark.parametrize(
    ("label", "text"),
    [
        ("Surface de zones humides", "Neuf emplacements réservés couvrent 12 ha."),
        ("Surface des zonages", "Les emplacements réservés couvrent 12 ha."),
        ("Linéaire de haies", "Les voies douces atteignent 12 km."),
    ],
)
def test_what_only_stands_near_names_nothing(label: str, text: str) -> None:
    assert not (named_by(content_words(label)) - content_words("zones surface")) & content_words(text)


@pytest.mark.parametrize(
    ("unit", "following", "wanted"),
    [
        ("réservoirs", " cœurs de nature sont délimités", True),
        ("réservoirs", " noyaux de biodiversité", True),
        ("réservoirs", " réservoirs d'eau potable", False),
        ("corridors", " continuités écologiques", True),
        ("corridors", " liaisons douces", False),
        ("sites", " ZNIEFF de type 1", True),
        ("passages", " journées de terrain", True),
        ("passages", " journées de formation", False),
        ("secteurs", " logements", False),
    ],
)
def test_what_follows_a_number_may_be_the_thing_under_another_name(unit: str, following: str, wanted: bool) -> None:
    assert counts(unit, fold(following)) is wanted


@pytest.mark.parametrize(
    ("label", "text", "wanted"),
    [
        ("Consommation passée", "Le plafond est de 90 hectares pour 2021-2030.", True),
        ("Consommation passée", "187 hectares ont été consommés entre 2011 et 2020.", False),
        ("Objectif de consommation maximale", "La consommation observée atteint 74 hectares.", True),
        ("Objectif de consommation maximale", "Elle n'excédera pas 37 hectares d'ici 2030.", False),
        ("Consommation passée", "La consommation d'espaces ne pourra pas dépasser 240 hectares.", True),
        ("Consommation passée", "Au plus 45 hectares seront artificialisés.", True),
        ("Surface de zones humides", "Le plafond est de 90 hectares.", False),
    ],
)
def test_what_was_and_what_may_be_are_told_apart(label: str, text: str, wanted: bool) -> None:
    assert turned_around(label, text) is wanted


def test_a_distance_is_kept_from_something_of_nature_or_is_not() -> None:
    assert names_nature(fold("Un recul de 10 m des berges du ruisseau est imposé."))
    assert not names_nature(fold("Un recul de 5 m de l'alignement est imposé."))
