"""A text that asks twice: both questions are heard, and the second keeps what the first names."""

from __future__ import annotations

import pytest

from domain import QuestionKind
from french.asked_who import asks_who, names_someone
from french.document_facts import facts_asked, is_made_by_others
from french.question_understanding import understand
from french.questions_of_text import questions_in
from french.second_questions import leans_on_the_first, subject_of, with_subject, with_subjects


@pytest.mark.parametrize(
    ("first", "second", "whole"),
    [
        ("Combien coûtera l'atlas", "quel prestataire le réalisera ?", "quel prestataire le réalisera (l'atlas) ?"),
        ("Quel est le budget de l'étude", "qui l'a réalisée ?", "qui l'a réalisée (l'étude) ?"),
        ("Quelles haies sont plantées", "quel cabinet les a choisies ?", "quel cabinet les a choisies (haies) ?"),
        ("Quand l'inventaire sera-t-il revu", "qui en est l'auteur ?", "qui en est l'auteur (l'inventaire) ?"),
        ("Où passe le corridor", "quelle est sa largeur ?", "quelle est sa largeur (le corridor) ?"),
        ("Combien y a-t-il de mares", "quand ont-elles été recensées ?", "quand ont-elles été recensées (mares) ?"),
        ("Le plan prévoit-il une station", "à quel coût ?", "à quel coût (une station) ?"),
        ("Qui a rédigé ce document", "quand ?", "quand (ce document) ?"),
    ],
)
def test_a_second_question_keeps_what_the_first_names(first: str, second: str, whole: str) -> None:
    assert questions_in(f"{first} et {second}") == (f"{first} ?", second)
    assert leans_on_the_first(second)
    assert with_subject(second, first) == whole


@pytest.mark.parametrize(
    "second",
    [
        "combien d'observations l'enquête a-t-elle reçues ?",
        "quelle densité est exigée ?",
        "combien y a-t-il de logements ?",
        "qui était le commissaire enquêteur ?",
    ],
)
def test_a_question_with_its_own_subject_leans_on_nothing(second: str) -> None:
    assert not leans_on_the_first(second)


@pytest.mark.parametrize(
    "whole",
    [
        "Dans quelle pièce et à quelle page est fixée la hauteur ?",
        "À quelle hauteur et à quelle distance peut-on construire ?",
        "Quels sont les sites humides et qui sont protégés ?",
        "Quand ce plan a-t-il été approuvé, et après quelle enquête publique ?",
    ],
)
def test_what_is_one_question_stays_one(whole: str) -> None:
    assert questions_in(whole) == (whole,)


def test_what_a_question_names_no_further_has_no_subject() -> None:
    assert subject_of("Pourquoi ?") == ""
    assert with_subject("qui l'a dit ?", "Pourquoi ?") == "qui l'a dit ?"


@pytest.mark.parametrize(
    "question",
    [
        "quel prestataire le réalisera (l'atlas de la biodiversité) ?",
        "Quel bureau d'études a réalisé l'inventaire des zones humides ?",
        "QUI A REALISE L'ETUDE DE BRUIT".replace("ETUDE", "ENQUETE"),
        "Par quelle agence la passerelle sera-t-elle réalisée ?",
    ],
)
def test_who_makes_another_thing_is_no_question_about_the_document(question: str) -> None:
    assert is_made_by_others(question)
    assert understand(question).kind is not QuestionKind.DOCUMENT


@pytest.mark.parametrize(
    "question",
    [
        "Qui a rédigé ce règlement ?",
        "Quel bureau d'études a rédigé l'évaluation environnementale ?",
        "qui l'a rédigé (ce plan) ?",
    ],
)
def test_who_wrote_a_piece_is_one(question: str) -> None:
    assert understand(question).kind is QuestionKind.DOCUMENT


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("Quelles sont les pièces du dossier, et laquelle n'est pas une pièce du plan lui-même ?", {"pieces"}),
        ("De quoi se compose le dossier ?", {"pieces"}),
        ("quels documents n'en font pas partie (le dossier) ?", {"pieces"}),
        ("Quelles pièces ne sont pas dans ce dossier ?", {"manquantes"}),
        ("Quelles pièces manquent au dossier ?", {"manquantes"}),
        ("Le dossier est-il complet ?", {"manquantes"}),
        ("Quelles sont les pièces du dossier et lesquelles manquent ?", {"pieces", "manquantes"}),
    ],
)
def test_pieces_are_missing_only_where_that_is_asked(question: str, wanted: set[str]) -> None:
    assert understand(question).kind is QuestionKind.DOCUMENT
    assert facts_asked(question) & {"pieces", "manquantes"} == wanted


def test_who_is_answered_by_a_sentence_that_names_someone() -> None:
    assert all(
        asks_who(one) for one in ("Qui la paiera (la passerelle) ?", "quel prestataire le réalisera ?", "par qui ?")
    )
    assert not asks_who("Quelles haies sont de celles qui restent ?")
    assert names_someone("L'inventaire est confié au conservatoire botanique.")
    assert not names_someone("Tableau 6 – Actions d'accompagnement")
    assert not names_someone("Une passerelle accolée est étudiée.")


def test_the_parts_of_a_text_keep_the_subject_of_the_first() -> None:
    parts = (
        "Combien coûtera l'atlas ?",
        "qui le réalisera ?",
        "quand ?",
        "Quelle hauteur en UB ?",
        "combien y sont prévus ?",
    )
    assert with_subjects(parts) == (
        "Combien coûtera l'atlas ?",
        "qui le réalisera (l'atlas) ?",
        "quand (l'atlas) ?",
        "Quelle hauteur en UB ?",
        "combien y sont prévus ?",
    )
