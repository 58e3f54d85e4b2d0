"""Numbers that are shown without a model, and numbers that are not what a label names."""

from __future__ import annotations

import pytest

from answering.indicators.value_sense import names_it
from answering.indicators.values import collect
from domain import StoredSentence
from domain.text_folding import fold
from french.content_words import content_words
from french.quantities import quantities_of
from indicator_queries.schema import ExpectedValue

PART = ExpectedValue(label="Part minimale d'espaces libres", units=("%", "m²"))
WOODS = ExpectedValue(label="Surface d'espaces boisés classés", units=("ha",))
INDICATORS = ExpectedValue(label="Nombre d'indicateurs de biodiversité", units=("indicateurs",))
TREES = ExpectedValue(label="Arbres à planter", units=("arbre pour n places", "arbre pour n m²"))
USED = ExpectedValue(label="Consommation passée", units=("ha",))


def values_of(text: str, expected: ExpectedValue, titles: tuple[str, ...] = (), row: str | None = None) -> list[float]:
    sentence = StoredSentence("doc", "reglement", 0, 1, None, 0, 0, len(text), text, row)
    found = collect([(sentence, quantities_of(sentence))], [expected], titles=[titles])
    return [one.value for one in found]


@pytest.mark.parametrize(
    ("text", "expected", "wanted"),
    [
        ("Les espaces libres occupent 30 % de l'unité foncière.", PART, [30]),
        ("Les espaces libres sont plantés d'un arbre pour 200 m².", PART, []),
        ("Les espaces libres comptent un arbre par tranche de 50 m².", PART, []),
        ("Les espaces libres sont exigés lorsque l'unité foncière excède 300 m².", PART, []),
        ("Il est planté un arbre pour quatre places.", TREES, [4]),
        ("La surface de vente est limitée à 80 m².", PART, []),
        ("Le plan protège 186 espaces boisés classés, pour 231 hectares.", WOODS, [231]),
        ("Le plan classe 1 342 ha d'espaces boisés.", WOODS, [1342]),
        ("Les espaces boisés classés sont en progression de 240 ha.", WOODS, []),
        ("Les espaces boisés classés passent à 1 342 ha, soit + 56 ha.", WOODS, [1342]),
        ("La consommation a connu une hausse de 12 ha.", USED, [12]),
    ],
)
def test_a_number_is_shown_where_nothing_before_it_speaks_against_its_label(
    text: str, expected: ExpectedValue, wanted: list[float]
) -> None:
    assert values_of(text, expected) == wanted


def test_a_title_or_a_column_names_what_a_sentence_does_not() -> None:
    assert values_of("Ils couvrent 214 ha.", WOODS) == []
    assert values_of("Ils couvrent 214 ha.", WOODS, ("Les espaces boisés classés",)) == [214]
    assert values_of("Zone N 214", WOODS, row="Zone : N ; Espaces boisés (ha) : 214") == [214]


BAND = ExpectedValue(label="Recul", units=("m",))
HEDGES = ExpectedValue(label="Linéaire de haies protégées", units=("ml", "km"))
AVOIDED = ExpectedValue(label="Surface évitée", units=("ha",))
RENATURED = ExpectedValue(label="Nombre de secteurs de renaturation", units=("secteurs",))
DARK = ExpectedValue(label="Nombre de communes pratiquant l'extinction", units=("communes",))
CORES = ExpectedValue(label="Nombre de réservoirs de biodiversité", units=("réservoirs",))
REPLANTED = ExpectedValue(label="Règle de replantation", units=("ratio",))
KINDS = ExpectedValue(label="Nombre de zonages par type", units=("sites",))
WETLANDS = ExpectedValue(label="Nombre de zones humides", units=("zones",))
CEILING = ExpectedValue(label="Objectif de consommation maximale", units=("ha",))
NIGHT = ExpectedValue(label="Durée ou heures d'extinction", units=("h",))


@pytest.mark.parametrize(
    ("text", "expected", "wanted"),
    [
        # a setback, in the words of three authors
        ("Une bande de 25 mètres est laissée en herbe le long du fossé.", BAND, [25]),
        ("Toute construction est éloignée d'au moins vingt mètres de la lisière.", BAND, [20]),
        ("Aucun remblai n'est admis à moins de 10 m du haut de berge.", BAND, [10]),
        # no setback: a road, a fire, a height
        ("Un recul minimum de 75 m de l'axe de la route départementale est imposé.", BAND, []),
        ("Une marge de recul de 35 mètres s'impose aux abords de la RD 12.", BAND, []),
        ("Les constructions sont implantées à trente mètres des lisières, en raison du risque d'incendie.", BAND, []),
        ("Les murs en recul ont une hauteur de 1,20 à 1,80 mètre.", BAND, []),
        ("La haie de recul est taillée à une hauteur maximale de 2 m.", BAND, []),
        ("Le trait de côte recule de 0,6 mètre par an.", BAND, []),
        # a length of hedges is no width
        ("Le plan repère 86,3 kilomètres de haies.", HEDGES, [86.3]),
        ("Les haies forment une bande de 15 mètres de large.", HEDGES, []),
        ("Les haies ne dépassent pas une hauteur de 0,80 m.", HEDGES, []),
        # before and after
        ("Le périmètre a été ramené de 22 à 13 hectares pour éviter des mares.", AVOIDED, []),
        ("Le secteur évité passe de 8 hectares à 5 hectares.", AVOIDED, []),
        ("La surface retirée du projet pour la nature est de 9 hectares.", AVOIDED, [9]),
        # what is counted
        ("Neuf secteurs de renaturation sont délimités.", RENATURED, [9]),
        ("Les grandes surfaces sont limitées à cinq secteurs.", RENATURED, []),
        ("Sept secteurs ont été retenus pour l'habitat.", RENATURED, []),
        ("Treize des vingt et une communes pratiquent l'extinction nocturne.", DARK, [13]),
        ("Six communes sur quatorze éteignent leur éclairage.", DARK, [6]),
        ("L'extinction est pratiquée par 4 des 11 communes.", DARK, [4]),
        ("Le territoire compte onze réservoirs de biodiversité.", CORES, [11]),
        ("Cinq réservoirs de moins de 150 hectares complètent la trame de biodiversité.", CORES, []),
        ("S'y ajoutent 7 réservoirs de plus de 20 ha de biodiversité.", CORES, []),
        # what replaces
        ("Tout arbre abattu est remplacé par deux sujets.", REPLANTED, [2]),
        ("La plantation de trois arbres pour tout arbre abattu est exigée.", REPLANTED, [3]),
        ("Toute haie arrachée est compensée à hauteur de 150 % du linéaire supprimé.", REPLANTED, [150]),
        ("Deux arbres pour tout arbre abattu seront plantés.", TREES, []),
        # others
        ("Un arbre est planté par fraction de 200 m² d'espace libre.", TREES, [200]),
        ("Le stationnement compte 1 place pour 45 m² de bureaux.", TREES, []),
        ("La part d'espaces libres n'est pas inférieure à 45 % du terrain.", PART, [45]),
        ("Les espaces libres ne peuvent être inférieurs à 20 % du terrain.", PART, [20]),
        ("Un espace de vente de 80 m² de surface de vente est admis.", PART, []),
        ("La haie est maintenue, sauf une ouverture d'accès de 6 mètres.", HEDGES, []),
        ("Une percée d'au plus 4 m dans les haies protégées est admise.", HEDGES, []),
        ("Les espaces libres couvrent 240 ha du territoire.", PART, []),
        ("Les espaces libres comptent au moins 40 m² par logement.", PART, [40]),
        ("La part d'espaces libres est compensée à 150 % de l'emprise.", PART, []),
        ("L'artificialisation est contenue à 110 hectares.", CEILING, [110]),
        ("L'objectif est de renaturer 62 hectares.", CEILING, []),
        ("L'extinction vaut de 23 h 30 à 5 h 30.", NIGHT, [23.5, 5.5]),
        ("0 5 km", ExpectedValue(label="Largeur de la zone tampon", units=("m",)), []),
    ],
)
def test_what_part_a_number_plays_tells_whether_it_is_a_value(
    text: str, expected: ExpectedValue, wanted: list[float]
) -> None:
    assert values_of(text, expected) == wanted


def test_a_length_goes_to_the_label_of_its_kind() -> None:
    sentence = "Les haies sont longées par une bande de 5 m et couvrent 12 km."
    stored = StoredSentence("doc", "reglement", 0, 1, None, 0, 0, len(sentence), sentence)
    found = collect([(stored, quantities_of(stored))], [HEDGES, BAND], titles=[()])
    assert [(one.value, one.label) for one in found] == [(5, BAND.label), (12, HEDGES.label)]


def test_so_many_of_something_is_given_in_the_unit_of_the_grid() -> None:
    text = "Il est planté un arbre pour quatre places."
    stored = StoredSentence("doc", "reglement", 0, 1, None, 0, 0, len(text), text)
    (found,) = collect([(stored, quantities_of(stored))], [TREES], titles=[()])
    assert (found.value, found.unit) == (4, "arbre pour n places")


@pytest.mark.parametrize(
    ("row", "expected", "wanted"),
    [
        ("Zonage : ZNIEFF de type 1 ; Nombre : 9 ; Surface (ha) : 3 120", KINDS, [9]),
        ("Type de zone humide : Prairies ; Nombre : 47 ; Surface (ha) : 78", WETLANDS, []),
        ("Type de zone humide : Ensemble ; Nombre : 96 ; Surface (ha) : 181", WETLANDS, [96]),
        ("Outil : Espaces boisés classés ; Documents antérieurs (ha) : 1 286 ; PLUi (ha) : 1 342", WOODS, [1342]),
        ("Indicateur : Espaces consommés depuis 2021 (ha) ; Valeur : 13,1 ha", USED, [13.1]),
    ],
)
def test_columns_tell_what_the_numbers_of_a_row_are(row: str, expected: ExpectedValue, wanted: list[float]) -> None:
    assert values_of("ligne", expected, row=row) == wanted


def test_the_number_of_a_title_counts_nothing() -> None:
    title = "6 Indicateurs de biodiversité"
    assert values_of(title, INDICATORS) == [6]
    assert values_of(title, INDICATORS, (title,)) == []


def test_a_year_counts_nothing() -> None:
    assert values_of("Douze indicateurs de biodiversité, dont l'état de 2021, indicateurs compris.", INDICATORS) == [12]


def test_words_that_say_how_a_thing_is_measured_do_not_name_it() -> None:
    assert not names_it("Surface des réservoirs", content_words("surface de la zone"))
    assert names_it("Surface des réservoirs", content_words(fold("Les réservoirs de biodiversité")))
    assert names_it("Part du territoire", content_words("du territoire"))  # the label has no other word
    assert not names_it("Part du territoire", content_words("part de la zone"), "%", [KINDS])
    assert names_it("Part du territoire", content_words("zonages du territoire"), "%", [KINDS])  # so says its neighbour


BIOTOPE = ExpectedValue(label="Coefficient de biotope", units=("CBS",))
SCALE = ExpectedValue(label="Échelle de la carte", units=("1/x",))
SPENT = (
    ExpectedValue(label="Consommation passée", units=("ha",)),
    ExpectedValue(label="Objectif de consommation maximale", units=("ha",)),
)


@pytest.mark.parametrize(
    ("text", "expected", "wanted"),
    [
        ("Le coefficient de biotope par surface y est au moins égal à 0,4.", BIOTOPE, [0.4]),
        ("Un CBS de 0,35 est exigé en zone UB.", BIOTOPE, [0.35]),
        ("Le coefficient d'emprise est de 0,5.", BIOTOPE, []),
        ("L'atlas est établi au 1/15 000.", SCALE, [15000]),
        ("La part d'espaces libres vaut pour les parcelles =< 200 m².", PART, []),
        ("Les espaces libres : parcelles > 500 m² et ≤ 1 000 m².", PART, []),
    ],
)
def test_a_coefficient_a_scale_and_a_case_are_told_by_what_stands_before_them(
    text: str, expected: ExpectedValue, wanted: list[float]
) -> None:
    assert values_of(text, expected) == wanted


@pytest.mark.parametrize(
    ("text", "titles", "wanted"),
    [
        ("Le plan plafonne la consommation à 90 ha d'ici 2030.", (), "Objectif de consommation maximale"),
        ("La consommation d'espaces est limitée à 240 hectares.", (), "Objectif de consommation maximale"),
        ("La consommation observée s'élève à 187 ha.", (), "Consommation passée"),
        ("Oze : 12 ha de consommation", ("Tableau 3 – Plafonds par commune",), "Objectif de consommation maximale"),
    ],
)
def test_what_was_consumed_is_no_ceiling(text: str, titles: tuple[str, ...], wanted: str) -> None:
    sentence = StoredSentence("doc", "padd", 0, 1, None, 0, 0, len(text), text)
    found = collect([(sentence, quantities_of(sentence))], SPENT, titles=[titles])
    assert [one.label for one in found] == [wanted]
