"""Which words of a question are looked for in a sentence."""

from __future__ import annotations

import pytest

from french.content_words import content_words, zones_named
from french.stemming import index_stems


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("les espaces boisés classés", "un Espace Boisé classé"),
        ("protéger la haie", "protégée : les haies"),
        ("l’éclairage", "L'ECLAIRAGE"),
        ("un bâtiment agricole", "les bâtiments agricoles"),
        ("le logement communal", "des logements communaux"),
    ],
)
def test_forms_of_a_word_meet(one: str, other: str) -> None:
    assert content_words(one) == content_words(other)


def test_a_zone_is_known_by_its_name() -> None:
    asked = content_words("sur les parcelles de la zone AU")
    assert "zone au" in asked & content_words("CHAPITRE VI REGLEMENT APPLICABLE A LA ZONE AU")
    assert "zone au" not in content_words("CHAPITRE VII REGLEMENT APPLICABLE A LA ZONE AU0")
    assert "zone au" not in content_words("DISPOSITIONS APPLICABLES AU SOL DES ZONES")
    assert "zone uz2" in content_words("dans le secteur UZ2")


def test_a_zone_is_told_from_the_words_around_it() -> None:
    assert zones_named("les parcelles de la zone AU et du secteur UB1") == {"au", "ub1"}
    assert zones_named("Au moins 60 % des espaces libres") == frozenset()


def test_a_comparison_keeps_apart_what_a_search_takes_for_one_word() -> None:
    for one, other in (("habitants", "habitations"), ("mares", "marais")):
        assert not content_words(one) & content_words(other)
        assert index_stems([one]) == index_stems([other])


def test_an_auxiliary_is_no_word_of_the_subject() -> None:
    assert content_words("Quand le plan a-t-il été approuvé ?") == content_words("Le plan a été approuvé")
    assert content_words("Des haies ont été plantées") == content_words("des haies plantées")
    assert content_words("Elles n'ont pas toujours été entretenues") == content_words("toujours entretenues")
    assert content_words("le confort d’été") - content_words("le confort") == {"ete"}
