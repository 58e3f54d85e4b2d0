"""What a letter asks: its questions are found whatever it tells around them."""

from __future__ import annotations

import pytest

from domain.understood_questions import QuestionKind
from french.question_understanding import understand
from french.questions_of_text import questions_in

STORY = (
    "Bonjour, je reprends le suivi d'un dossier que ma collègue avait ouvert avant son départ. Il s'agit d'une maison "
    "dont le propriétaire veut agrandir le garage, et le terrain est bordé par un ruisseau. J'ai déjà lu le rapport et "
    "les plans, sans trouver ce que je cherche, et le maire souhaite une réponse écrite avant la fin de la semaine. "
)


@pytest.mark.parametrize(
    ("end", "asked"),
    [
        (
            "Vous me demandez quelle distance doit être respectée au bord du ruisseau. Merci d'avance.",
            "Quelle distance doit être respectée au bord du ruisseau ?",
        ),
        (
            "J'aimerais savoir si les affouillements sont admis. Bien à vous.",
            "Est-ce que les affouillements sont admis ?",
        ),
        (
            "Le voisin demande s'il peut construire une piscine. Merci de votre aide.",
            "Est-ce qu'il peut construire une piscine ?",
        ),
        (
            "Je dois savoir ce que le plan impose pour les eaux pluviales. Cordialement.",
            "Qu'est-ce que le plan impose pour les eaux pluviales ?",
        ),
        (
            "Il me faudrait la liste des emplacements réservés. Cordialement.",
            "Il me faudrait la liste des emplacements réservés.",
        ),
        (
            "Je ne trouve pas la règle sur les toitures. Où est-elle ? Bien à vous.",
            "Je ne trouve pas la règle sur les toitures. Où est-elle ?",
        ),
        (
            "Est-ce possible ? Le règlement interdit-il d'abattre les arbres ? N'hésitez pas à me rappeler.",
            "Le règlement interdit-il d'abattre les arbres ?",
        ),
        ("Pouvez-vous m'aider ? Merci de me dire quelle hauteur est admise.", "Quelle hauteur est admise ?"),
    ],
)
def test_a_letter_is_read_down_to_what_it_asks(end: str, asked: str) -> None:
    assert questions_in(STORY + end) == (asked,)


def test_an_indirect_question_has_the_kind_and_theme_of_a_direct_one() -> None:
    (asked,) = questions_in(f"{STORY}J'aimerais savoir si les affouillements sont admis en zone humide.")
    understood = understand(asked)
    assert understood.kind is QuestionKind.YES_NO
    assert "affouill" in understood.theme
    assert "savoir" not in understood.theme
