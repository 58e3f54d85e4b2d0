"""How a value needs support: the table of :mod:`answering.indicators.value_support`, case by case."""

from __future__ import annotations

import pytest

from answering.indicators.packet_values import check_values
from domain import Packet, PacketSentence, ReadValue, StoredSentence
from indicator_queries.schema import ExpectedValue
from languages.entries.french_language import LANGUAGE as FRENCH

EXPECTED = (
    ExpectedValue(label="Nombre de réservoirs de biodiversité", units=("réservoirs",)),
    ExpectedValue(label="Nombre de zones humides", units=("zones",)),
    ExpectedValue(label="Surface préservée", units=("ha", "m²")),
    ExpectedValue(label="Consommation passée", units=("ha", "ha/an")),
    ExpectedValue(label="Règle de replantation", units=("ratio",)),
    ExpectedValue(label="Coefficient de biotope", units=("CBS",)),
    ExpectedValue(label="Part minimale d'espaces libres", units=("%",)),
    ExpectedValue(label="Recul", units=("m",)),
    ExpectedValue(label="Arbres à planter", units=("arbre pour n m²",)),
    ExpectedValue(label="Période", units=("années",)),
)


def kept(
    text: str,
    label: str,
    number: float,
    unit: str,
    subject: str = "",
    comparator: str | None = None,
    *,
    row: str | None = None,
    heading: tuple[str, ...] = (),
) -> list[tuple[float, str | None]]:
    """What is kept of one value that a reader gives of one sentence."""
    sentence = StoredSentence("d", "reglement", 1, 1, None, 0, 0, len(text), text, row)
    shown = PacketSentence(1, sentence, heading, row or text)
    packet = Packet("d", "I01", None, (shown,), 100, 10, 0, "standard")
    read = ReadValue(label, number, unit, 1, subject or None, comparator=comparator)
    return [(value.value, value.unit) for value in check_values([read], packet, EXPECTED, FRENCH).values]


def test_a_count_may_have_the_names_of_the_plan_and_is_then_a_bare_number() -> None:
    text = "Vingt-sept cœurs de nature ont été reconnus, reliés par trente-quatre passages."
    assert kept(text, "Nombre de réservoirs de biodiversité", 27, "réservoirs", "cœurs de nature") == [(27, None)]
    assert kept(text, "Nombre de réservoirs de biodiversité", 27, "réservoirs", "stations d'épuration") == []


def test_a_count_keeps_its_name_where_the_text_has_it() -> None:
    text = "Le syndicat recense 186 zones humides."
    assert kept(text, "Nombre de zones humides", 186, "zones") == [(186, "zones")]


@pytest.mark.parametrize(
    ("row", "heading"),
    [
        ("Élément : Réservoirs (hectares) ; Nord : 21 300 ; Total : 33 460", ()),
        ("Élément : Réservoirs ; Nord : 21 300 ; Total : 33 460", ("Tableau 3 – Surfaces en hectares",)),
    ],
)
def test_a_measure_without_a_unit_has_the_one_of_its_row_or_title(row: str, heading: tuple[str, ...]) -> None:
    assert kept("33 460", "Surface préservée", 33460, "ha", "réservoirs", row=row, heading=heading) == [(33460, "ha")]


def test_a_measure_whose_unit_nobody_names_is_none() -> None:
    assert kept("Réservoirs 33 460", "Surface préservée", 33460, "ha", "réservoirs") == []


def test_a_rate_may_have_its_parts_in_two_columns() -> None:
    row = "Tranche : 2011-2020 ; Hectares : 312 ; Par an : 31,2"
    assert kept("312 31,2", "Consommation passée", 31.2, "ha/an", "tranche", row=row) == [(31.2, "ha/an")]
    assert kept("Terrains pris par an 21,5 ha", "Consommation passée", 21.5, "ha/an") == [(21.5, "ha/an")]


@pytest.mark.parametrize(
    ("text", "given"),
    [
        ("Deux mètres sont plantés pour un mètre supprimé.", [(2, "x:1")]),
        ("Chaque arbre abattu est remplacé par deux sujets.", [(2, "x:1")]),
        ("Les constructions ont deux niveaux.", []),
        ("Chaque mètre de haie arraché donne lieu à la plantation de deux mètres sur la commune.", [(2.0, "x:1")]),
    ],
)
def test_a_ratio_is_said_of_a_replacement(text: str, given: list[tuple[float, str]]) -> None:
    assert kept(text, "Règle de replantation", 2, "ratio", "plantation") == given


def test_a_coefficient_is_named_by_its_column() -> None:
    row = "Zone : UB ; Coefficient de biotope : 0,35"
    assert kept("UB 0,35", "Coefficient de biotope", 0.35, "CBS", row=row) == [(0.35, "CBS")]


def test_a_number_of_something_keeps_what_it_is_of() -> None:
    text = "Un arbre de haute tige est planté par tranche de 80 m² de stationnement."
    assert kept(text, "Arbres à planter", 80, "arbre pour n m²", "arbre") == [(80, "arbre pour n m²")]


@pytest.mark.parametrize("year", [2021, 2030])
def test_a_year_is_no_value(year: float) -> None:
    assert kept("Du 1er janvier 2021 au 31 décembre 2030.", "Période", year, "années", "période") == []


@pytest.mark.parametrize(
    ("text", "label", "number", "unit", "subject", "comparator"),
    [
        ("La consommation n'excède pas 240 ha.", "Surface préservée", 240, "ha", "consommation", "at_most"),
        ("L'emprise au sol est de 40 %.", "Part minimale d'espaces libres", 40, "%", "emprise au sol", None),
        ("La hauteur du mur est de 2 m.", "Recul", 2, "m", "hauteur du mur", None),
        ("Les espaces libres sont de 30 % au plus.", "Part minimale d'espaces libres", 30, "%", "", "at_most"),
    ],
)
def test_what_measures_the_opposite_is_not_what_the_label_says(
    text: str, label: str, number: float, unit: str, subject: str, comparator: str | None
) -> None:
    assert kept(text, label, number, unit, subject, comparator) == []


@pytest.mark.parametrize(
    ("text", "label", "number", "unit"),
    [
        ("Les terrains d'une superficie supérieure à 2 000 m² sont plantés.", "Surface préservée", 2000, "m²"),
        ("La surface est préservée pour les lots de plus de 500 m².", "Surface préservée", 500, "m²"),
        ("Un espace de 80 m² de surface de vente est admis.", "Surface préservée", 80, "m²"),
    ],
)
def test_a_number_that_only_sets_a_case_is_no_value(text: str, label: str, number: float, unit: str) -> None:
    assert kept(text, label, number, unit) == []


def test_a_number_that_measures_is_kept_beside_a_case() -> None:
    text = "Au-delà de 500 m², 120 m² sont préservés en jardin."
    assert kept(text, "Surface préservée", 120, "m²") == [(120, "m²")]
