"""What a free question asks for, and what can answer it."""

from __future__ import annotations

import pytest

from french.question_analysis import Coverage, is_follow_up, read_question, with_what_came_before
from tests.answering.fakes import hits_of, stored_sentences


@pytest.mark.parametrize(
    ("question", "answers", "does_not"),
    [
        ("Quelle largeur de bande est imposée ?", "Une bande de 15 mètres.", "Une bande de 15 hectares."),
        ("Quelle surface couvrent les bois ?", "Ils couvrent deux cents hectares.", "Ils longent 3 km de route."),
        ("Combien de corridors ?", "Onze corridors sont délimités.", "Des corridors sont délimités."),
        ("Quel budget est prévu ?", "La commune prévoit 12 000 euros.", "La commune prévoit 12 arbres."),
        ("Quand l'inventaire a-t-il été fait ?", "Il date de 2016.", "Il est complet."),
        (
            "Combien de places sont exigées pour un hôtel ?",
            "Une place par chambre.",
            "Les places exigées à l'article DG 7 sont situées dans un rayon de 250 mètres.",
        ),
        (
            "Combien de logements le PADD prévoit-il ?",
            "Il prévoit 760 nouveaux logements.",
            "Au moins 60 % des logements sont réalisés dans les enveloppes existantes.",
        ),
        ("Combien d'hectares de tourbières ?", "Elles couvrent 61,20 ha.", "On compte 12 tourbières."),
        ("Quel coefficient de biotope par surface s'applique ?", "Il est de 0,4.", "Elle est limitée à 300 m²."),
        (
            "Quel débit de fuite s'applique ?",
            "7 litres par seconde et par hectare.",
            "Le débit varie par temps de pluie.",
        ),
        (
            "Quel plafond s'applique pour 2031-2040 ?",
            "Le plafond est de 34 hectares.",
            "EPCI ; 2021-2030 ; 2031-2040 ; Dont activités 2021-2030",
        ),
        ("En combien de temps le bus relie-t-il la gare ?", "En 22 minutes.", "Le réseau passe à 214 kilomètres."),
        (
            "Quelle surface couvrent les haies ?",
            "Élément : Haies ; Surface (ha) : 12",
            "Axe : 3. Un capital ; Zone : N",
        ),
    ],
)
def test_a_sentence_must_have_the_kind_of_thing_asked_for(question: str, answers: str, does_not: str) -> None:
    asked = read_question(question)
    assert asked.can_be_answered_by(answers)
    assert not asked.can_be_answered_by(does_not)


def test_a_count_may_stand_in_a_row_beside_the_name_of_what_is_counted() -> None:
    asked = read_question("Combien de réservoirs le territoire compte-t-il ?")
    assert asked.can_be_answered_by("Ouvrage : Réservoirs ; Nombre : 23")
    assert not asked.can_be_answered_by("N° : 8 ; Ouvrage : Réservoirs ; Nombre : À établir")


POPULATION = "Commune : Saint-Orme ; Population : 1 262 ; Logements : 677 ; Vacance : 13,2 %"
TAKEN = "Secteur : Plaine ; Habitat : 58 ; Activités : 22"


@pytest.mark.parametrize(
    ("question", "row", "caption", "answers"),
    [
        ("Combien d'habitants compte Saint-Orme ?", POPULATION, "", True),
        ("Combien de gares compte Saint-Orme ?", POPULATION, "", False),
        ("Combien de mares à Saint-Orme ?", "Commune : Saint-Orme ; 2019 : 4 ; 2023 : 6", "Mares par commune", True),
        ("Quelle surface les activités ont-elles prise ?", TAKEN, "Consommation d'espace (hectares)", True),
        ("Quelle surface les activités ont-elles prise ?", TAKEN, "Logements commencés", False),
        ("Quelle surface les activités ont-elles prise ?", "Secteur : Plaine ; Année : 2023", "En hectares", False),
    ],
)
def test_what_a_table_counts_stands_in_its_columns_or_its_title(
    question: str, row: str, caption: str, answers: bool
) -> None:
    assert read_question(question).can_be_answered_by(row, caption) is answers


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("Il reste combien de fermes ?", "Quarante-six exploitations y ont leur siège."),
        ("Mon abri peut faire combien de m² ?", "Les abris sont limités à 12 mètres carrés."),
        ("La cuve doit faire combien de m3 ?", "Une cuve d'au moins 3 mètres cubes est exigée."),
        ("Un entrepôt peut mesurer combien de haut ?", "La hauteur est limitée à 12 mètres."),
        ("Combien de fois le passage a-t-il servi ?", "Le capteur a enregistré 214 passages."),
        ("Quelle part de logements collectifs ?", "Le tiers au moins des logements est collectif."),
        ("Quelle distance aux mares ?", "Une marge d'une dizaine de mètres est souhaitable."),
    ],
)
def test_a_number_is_known_by_other_words_and_parts_are_told_without_figures(question: str, sentence: str) -> None:
    asked = read_question(question)
    assert asked.can_be_answered_by(sentence)
    assert not asked.can_be_answered_by("Le bourg a été reconstruit sur la rive sud.")


def test_any_sentence_may_answer_a_question_without_a_number() -> None:
    assert read_question("Pourquoi le site a-t-il été écarté ?").can_be_answered_by("En raison de sa flore.")


def test_a_near_subject_without_the_very_thing_asked_for_stays_low() -> None:
    hits = hits_of(stored_sentences())
    right = Coverage(read_question("Quelle part de pleine terre est maintenue en zone UB ?"), hits)
    near = Coverage(read_question("Quelle température de couleur les luminaires de zone UB ont-ils ?"), hits)
    sentence = "En zone UB, au moins 40 % de la superficie de l’unité foncière est maintenue en pleine terre."
    assert right.of(sentence) > 0.9
    assert near.of(sentence) < 0.5  # from there a sentence answers without any model
    assert Coverage(read_question("Qui a gagné la coupe du monde de football ?"), hits).anywhere(hits) < 0.2


def test_a_follow_up_takes_the_last_full_question_with_it() -> None:
    before = ["Quelle hauteur en zone UA ?", "Et en UB ?"]
    assert is_follow_up("Et dans le règlement ?")
    assert not is_follow_up("Quelle étendue ?")
    assert with_what_came_before("Et dans le règlement ?", before) == (
        "Quelle hauteur en zone UA, et dans le règlement ?"
    )
    assert with_what_came_before("Combien d'arbres ?", before) == "Combien d'arbres ?"
    assert with_what_came_before("Et là ?", []) == "Et là ?"


def test_words_that_ask_are_not_what_is_asked_about() -> None:
    asked = read_question("Combien d'habitants le territoire comptait-il ?")
    assert asked.words == {"habitant"}
    assert Coverage(asked, hits_of(stored_sentences())).of("13 486 habitants.") == 1.0


def test_the_name_of_a_zone_is_said_with_or_without_the_word_zone() -> None:
    asked = read_question("Quelle hauteur est permise en secteur UAv ?")
    coverage = Coverage(asked, hits_of(stored_sentences()))
    assert coverage.of("9 mètres en UAv.") == coverage.of("9 mètres en secteur UAv.") - coverage.of("secteur")


def test_an_act_is_named_by_its_verb_or_its_noun_and_a_doubled_letter_is_no_other_word() -> None:
    from french.question_analysis import same_words

    assert same_words("construir", frozenset()) & {"construction"}
    assert "stationn" in same_words("station", frozenset({"stationn"}))
