"""What a free question asks for, and what can answer it."""

from __future__ import annotations

import pytest

from answering.asked import Coverage, is_follow_up, read_question, with_what_came_before
from tests.answering.fakes import hits_of, stored_sentences


@pytest.mark.parametrize(
    ("question", "answers", "does_not"),
    [
        ("Quelle largeur de bande est imposée ?", "Une bande de 15 mètres.", "Une bande de 15 hectares."),
        ("Quelle surface couvrent les bois ?", "Ils couvrent deux cents hectares.", "Ils longent 3 km de route."),
        ("Combien de corridors ?", "Onze corridors sont délimités.", "Des corridors sont délimités."),
        ("Quel budget est prévu ?", "La commune prévoit 12 000 euros.", "La commune prévoit 12 arbres."),
        ("Quand l'inventaire a-t-il été fait ?", "Il date de 2016.", "Il est complet."),
    ],
)
def test_a_sentence_must_have_the_kind_of_thing_asked_for(question: str, answers: str, does_not: str) -> None:
    asked = read_question(question)
    assert asked.can_be_answered_by(answers)
    assert not asked.can_be_answered_by(does_not)


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
