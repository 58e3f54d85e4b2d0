"""What a yes-or-no question asks, and which sentences decide it."""

from __future__ import annotations

import pytest

from domain import QuestionKind
from french.permission import Permission, read_permission, reply_of
from french.question_understanding import understand
from french.yes_no_questions import (
    asks_of_all,
    asks_whether_there_is,
    decides,
    is_of_another_act,
    lets_some_off,
    says_there_is_none,
    side_of,
)


@pytest.mark.parametrize(
    ("question", "there_is"),
    [
        ("Le plan prévoit-il des mares ?", True),
        ("Y a-t-il une règle sur les mares ?", True),
        ("A-t-on fait des relevés dans les mares ?", True),
        ("est ce que le scot fixe un seuil", True),
        ("Peut-on combler une mare ?", False),
    ],
)
def test_a_question_asks_whether_there_is_something_or_for_leave(question: str, there_is: bool) -> None:
    assert asks_whether_there_is(question) is there_is


def test_what_there_is_not_is_said_in_several_ways() -> None:
    assert says_there_is_none("Il n'est pas exigé de place de stationnement.")
    assert says_there_is_none("Le schéma ne fixe ni seuil ni périmètre.")
    assert says_there_is_none("Sur les mares : aucune suite n'est donnée.")
    assert not says_there_is_none("Les mares sont conservées.")


def test_what_takes_a_stand_decides_and_what_only_speaks_of_it_does_not() -> None:
    asked = "Peut-on combler une mare ?"
    assert decides(asked, "Le comblement des mares est interdit.")
    assert decides(asked, "Les mares de plus de 10 m² ne reçoivent aucun remblai.")
    assert not decides(asked, "Le diagnostic décrit les mares de la vallée.")
    assert not decides("Le plan protège-t-il, prévoit-il des mares ?", "Les mares peuvent être anciennes.")


def test_all_is_denied_by_who_is_let_off() -> None:
    assert asks_of_all("Toutes les zones imposent-elles une part ?")
    assert lets_some_off("Cette exigence est écartée pour les unités de moins de 150 m².")
    opening = reply_of("Toutes les zones ?", "Une part est exigée, sauf en UR.", denied=False, not_all=True)
    assert opening.startswith("Non")


def test_what_a_law_lays_down_is_not_what_the_plan_does() -> None:
    assert is_of_another_act("L'arrêté du 27 décembre 2018 plafonne la température de couleur.")
    assert is_of_another_act("« Les mesures visent une absence de perte nette » (article L. 163-1 du code).")
    assert not is_of_another_act("Le règlement plafonne la température de couleur.")


def test_what_is_not_forbidden_is_allowed() -> None:
    assert read_permission("La prescription n'interdit pas de bâtir.") is Permission.ALLOWED
    assert read_permission("Les clôtures ne sont pas interdites.") is Permission.ALLOWED
    assert read_permission("Les clôtures sont interdites.") is Permission.FORBIDDEN


def test_a_conditional_asks_yes_or_no() -> None:
    assert understand("Une halle pourrait-elle s'ouvrir près du bourg ?").kind is QuestionKind.YES_NO


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("Les serres sont admises.", True),
        ("Les haies doivent être replantées.", True),
        ("Les serres sont interdites.", False),
        ("Aucune compensation n'est prévue.", False),
        ("Les documents locaux ne créent pas de zone nouvelle.", False),
        ("Les serres couvrent deux hectares.", None),
    ],
)
def test_a_sentence_takes_the_side_of_yes_or_of_no(text: str, side: bool | None) -> None:
    assert side_of(text) is side


def test_a_verb_turned_before_its_subject_asks_a_yes_or_no() -> None:
    for question in ("Le plan conclut-il à l'absence d'incidence ?", "Une seule place suffit-elle en zone UZ ?"):
        assert understand(question).kind is QuestionKind.YES_NO
    assert understand("Quelle hauteur admet-on en zone UB ?").kind is not QuestionKind.YES_NO
