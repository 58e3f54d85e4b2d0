"""Codes of zones and sectors in texts, and which holds which."""

from __future__ import annotations

import pytest

from french.zone_codes import (
    codes_among,
    holders,
    holds_everywhere,
    holds_in_all_sectors,
    known_code,
    zone_codes,
    zone_of_article,
    zone_of_chapter,
)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("1) Dans les secteurs N-1 à N-3 :", ("n-1", "n-2", "n-3")),
        ("2) Dans les secteurs 4AU1-1, 4AU1-5 et 4AU1-7 :", ("4au1-1", "4au1-5", "4au1-7")),
        ("9 mètres en UAv.", ("uav",)),
        ("Règlement applicable à la zone UB", ("ub",)),
        ("Le secteur 14 AU-1, au nord", ("14au-1",)),
        ("Les zones A et N", ("a", "n")),
        ("Les zones humides sont protégées en l'absence d'inventaire.", ()),
        ("Dans une zone d'aménagement concerté", ()),
        ("Dans l’ensemble de la zone : Non réglementé.", ()),
    ],
)
def test_codes_are_found_where_a_zone_is_named(text: str, codes: tuple[str, ...]) -> None:
    assert zone_codes(text) == codes


def test_a_sector_is_held_by_its_zone_and_by_no_other() -> None:
    assert "n" in holders("N-3")
    assert "n-4" not in holders("N-3")
    assert {"4au1", "au"} <= set(holders("4AU1-2"))
    assert {"ub2", "ub", "u"} <= set(holders("UB2d"))
    assert holders("N") == ()


def test_a_code_is_known_however_it_is_typed() -> None:
    assert known_code("n3", ["n-3", "n-4"]) == "n-3"
    assert known_code("rien", ["n-3"]) is None
    assert codes_among("Le plus proche (AU1) est au nord.", frozenset({"au1", "au"})) == ("au1",)


def test_what_holds_in_all_zones_or_in_all_sectors_of_one_is_told() -> None:
    assert holds_everywhere("Dans toutes les zones, les haies sont conservées.")
    assert holds_everywhere("Titre I – Dispositions générales")
    assert not holds_everywhere("Dans la zone UB")
    assert holds_in_all_sectors("1) Dans tous les secteurs :")


@pytest.mark.parametrize(
    ("heading", "zone"),
    [
        ("Article N 2 – Constructions admises", "n"),
        ("ART. UA.3", "ua"),
        ("Article 1AUh 4 – Espaces libres", "1auh"),
        ("Article AU1 2", "au1"),
        ("Article N°2", None),
        ("Article L. 151-23", None),
        ("Article A. 111-1", None),
    ],
)
def test_an_article_tells_its_zone(heading: str, zone: str | None) -> None:
    assert zone_of_article(heading) == zone


def test_a_chapter_tells_its_zones_in_words() -> None:
    assert zone_of_chapter("TITRE V – ZONE NATURELLE ET FORESTIÈRE") == "n"
    assert zone_of_chapter("Titre III – Zones à urbaniser") == "au"
    assert zone_of_chapter("Zones naturelles d'intérêt écologique") is None
