"""Kinds of fault seen in answers without a model, each in the words of three authors.

Sentences that look as if they met a criterion of the bundled grid, beside one that does. The other kinds have their
tests where the rule stands; docs/losses.md names them all.
"""

from __future__ import annotations

import pytest

from answering.indicators.rubric import verdict_of
from answering.scoring.scorer import ReadCriterion, read_criterion
from domain import DocumentKind, PieceKind, Verdict
from indicator_queries import find
from languages.entries.french_language import LANGUAGE as FRENCH
from tests.answering.scoring.evidence_tables import table_of
from tests.fakes import bundled_grid


def read(code: str, key: str, text: str, piece: str = "rapport") -> ReadCriterion:
    indicator = find(bundled_grid(), code)
    criterion = next(one for one in indicator.rubric.criteria if one.key == key)
    return read_criterion(table_of({piece: [text]}, indicator), indicator, criterion, FRENCH)


def meets(code: str, key: str, text: str, piece: str = "rapport") -> bool:
    return bool(read(code, key, text, piece).meets.any())


@pytest.mark.parametrize(
    ("text", "met"),
    [
        ("L'évaluation conclut à l'absence d'incidence notable du plan sur les sites Natura 2000.", True),
        ("Il n'est pas possible de conclure à l'absence d'incidence notable sur les sites Natura 2000.", False),
        ("L'état des connaissances ne permet pas de conclure sur les incidences du plan sur Natura 2000.", False),
        ("Aucune conclusion ne peut être tirée quant aux incidences notables sur le site Natura 2000.", False),
    ],
)
def test_a_conclusion_that_cannot_be_drawn_is_none(text: str, met: bool) -> None:
    assert meets("I06", "conclusion", text) is met


@pytest.mark.parametrize(
    ("text", "met"),
    [
        ("La commune mène un programme de sensibilisation à la biodiversité avec les écoles dès 2026.", True),
        ("Les espaces libres privés l'accompagneront pour constituer une continuité végétale.", False),
        ("Un mail planté accompagne la voie principale jusqu'à la place.", False),
        ("Les façades commerçantes accompagnent le parcours des piétons.", False),
    ],
)
def test_a_word_that_begins_like_accompaniment_is_none(text: str, met: bool) -> None:
    assert meets("I12", "mesure", text) is met


@pytest.mark.parametrize(
    "text",
    [
        "Surface de zones humides dégradées ; 12 ha (2023) ; service urbanisme ; tous les trois ans",
        "Nombre de stations d'espèces protégées suivies ; 4 (2022) ; association naturaliste ; annuelle",
        "Linéaire de haies arrachées ; 0 km ; direction de l'environnement ; périodicité : 3 ans",
    ],
)
def test_a_line_of_a_monitoring_table_is_seen_as_an_indicator(text: str) -> None:
    assert meets("I15", "indicateur", f"Indicateur de suivi : {text}")


@pytest.mark.parametrize(
    ("text", "met"),
    [
        ("Le territoire compte douze réservoirs de biodiversité, reliés par des haies.", True),
        ("Le schéma régional identifie douze réservoirs de biodiversité et neuf corridors.", False),
        ("SRADDET, règle 16 : préserver les réservoirs de biodiversité et les corridors.", False),
        ("Le SRCE recense douze réservoirs de biodiversité dans le bassin.", False),
    ],
)
def test_what_a_wider_scheme_says_is_not_the_plans_own(text: str, met: bool) -> None:
    assert meets("I01", "reservoirs", text) is met


@pytest.mark.parametrize(
    ("text", "met"),
    [
        ("Le secteur des Prés a été écarté en raison de la présence d'une zone humide.", True),
        ("Le secteur des Tilleuls a été réduit pour tenir compte d'un refus de vente.", False),
        ("Le site des Rivaux a été écarté en raison de l'aléa de crue.", False),
        ("Le périmètre a été ramené à trois hectares à cause du coût des réseaux.", False),
    ],
)
def test_a_site_given_up_for_another_reason_is_no_avoidance(text: str, met: bool) -> None:
    assert meets("I09", "choix", text) is met


def verdict(code: str, met: set[str], kind: DocumentKind) -> Verdict:
    pieces = (PieceKind.RAPPORT_PRESENTATION, PieceKind.EVALUATION_ENVIRONNEMENTALE)
    return verdict_of(find(bundled_grid(), code).rubric, met, pieces, kind)


def test_zonings_listed_without_an_evaluation_are_partiel() -> None:
    assert verdict("I06", {"liste", "conclusion"}, DocumentKind.PLUI) is Verdict.OUI
    assert verdict("I06", {"liste"}, DocumentKind.PLUI) is Verdict.PARTIEL


def test_a_scot_that_says_nothing_of_au_zones_has_none_and_a_plu_says_no() -> None:
    assert verdict("I07", set(), DocumentKind.SCOT) is Verdict.SANS_OBJET
    assert verdict("I07", set(), DocumentKind.PLUI) is Verdict.NON


@pytest.mark.parametrize(
    "noise",
    ["Zones humides", "3.4 Zones humides ........ 12", "Les zones humides"],
)
def test_a_title_or_a_line_of_contents_meets_nothing(noise: str) -> None:
    assert meets("I05", "inventaire", "Un inventaire des zones humides a été réalisé en 2021 par un écologue.")
    assert not meets("I05", "inventaire", noise)


@pytest.mark.parametrize("mark", ["N", "1 : 25 000", "A8"])
def test_a_mark_of_a_map_that_stands_alone_is_not_even_looked_at(mark: str) -> None:
    assert len(read("I05", "inventaire", mark).texts.rows) == 0
    assert len(read("I05", "inventaire", "Un inventaire des zones humides a été réalisé.").texts.rows) == 1
