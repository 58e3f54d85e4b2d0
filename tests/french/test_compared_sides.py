"""The sides that a question sets beside each other, and the question asked of each alone."""

from __future__ import annotations

import pytest

from domain import PieceKind, QuestionKind
from french.asked_of_one import asked_of_one
from french.compared_sides import compared_sides, own_words, second_of_sides
from french.question_scope import kinds_of_piece
from french.question_understanding import understand


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("Quelle différence entre les haies et les bosquets ?", ["haies", "bosquets"]),
        ("Comment la densité varie-t-elle entre le bourg, les hameaux et les villages ?",
         ["bourg", "hameaux", "villages"]),
        ("Entre l’Aubier et la Combe, quel secteur est le plus vaste ?", ["Aubier", "Combe"]),
        ("Entre 2011 et 2020, quelle surface a été consommée ?", []),
        ("Compare la largeur des corridors boisés et celle des corridors de cours d’eau.",
         ["corridors boisés", "corridors de cours d'eau"]),
        ("Compare l'objectif foncier 2021-2030 et celui de 2031-2040.", ["2021-2030", "2031-2040"]),
        ("Les landes sont-elles plus étendues que les prairies ?", ["landes", "prairies"]),
        ("La pleine terre est-elle plus forte en UB qu'en UA ?", ["UB", "UA"]),
        ("La bande est-elle plus large dans la liaison L3 ou dans la liaison L7 ?", ["liaison L3", "liaison L7"]),
        ("Combes ou Ternay : laquelle a le plus consommé ?", ["Combes", "Ternay"]),
        ("Station de Combes ou du Val, laquelle est la plus chargée ?", ["Combes", "Val"]),
        ("Quel linéaire de haies selon le rapport et selon le règlement ?", ["rapport", "règlement"]),
        ("Le plafond est-il le même au DOO et dans le résumé non technique ?", ["DOO", "résumé non technique"]),
        ("Compare l'état de la Mare du Bourg et de la Mare des Prés.", ["Mare du Bourg", "Mare des Prés"]),
        ("Le PADD et le tome 2 du rapport donnent-ils le même objectif ?", ["PADD", "tome 2 du rapport"]),
        ("Qu'est-ce qui distingue les gisements bruts des gisements nets ?", ["gisements bruts", "gisements nets"]),
        ("différence entre la bande des lagunes en général et dans les espaces urbanisés",
         ["général", "espaces urbanisés"]),
        ("Le prix est-il le même à Port-le-Haut et à Mont-sur-Combe ?", ["Port-le-Haut", "Mont-sur-Combe"]),
        ("Quelle hauteur pour les clôtures en zone N ?", []),
    ],
)  # fmt: skip
def test_sides_are_read_from_the_wording(question: str, names: list[str]) -> None:
    assert [one.name for one in compared_sides(question)] == names


@pytest.mark.parametrize(
    ("question", "alone"),
    [
        ("Compare la hauteur en UA et en UB.", "Quelle est la hauteur en UA."),
        ("Le recul est-il le même dans le rapport et dans l'OAP ?", "Quel est le recul dans le rapport ?"),
        ("Quelle différence de hauteur entre le bourg et les hameaux ?", "Quelle hauteur pour le bourg ?"),
        ("Le PADD et le rapport donnent-ils la même part de haies ?", "Quel part de haies selon Le PADD ?"),
    ],
)
def test_each_side_is_asked_as_if_it_stood_alone(question: str, alone: str) -> None:
    assert compared_sides(question)[0].question == alone


def test_two_plans_are_asked_what_one_is() -> None:
    assert asked_of_one("Compare la surface des landes dans les deux SCoT.") == "Quelle est la surface des landes ."
    assert asked_of_one("Quelle hauteur en UA ?") == "Quelle hauteur en UA ?"


def test_a_second_question_is_asked_of_the_sides_of_the_first() -> None:
    first = "Combien de haies selon le diagnostic et selon l'état initial"
    sides = second_of_sides(compared_sides(f"{first}, et combien de mares selon chacune de ces deux pièces ?"))
    assert [one.question for one in sides] == [
        "combien de mares selon diagnostic ?", "combien de mares selon état initial ?",
    ]  # fmt: skip
    assert second_of_sides(compared_sides(f"{first} ?")) == ()


def test_words_that_all_sides_have_tell_none_of_them() -> None:
    sides = compared_sides("Compare la largeur des corridors boisés et celle des corridors ouverts.")
    assert own_words(sides) == (frozenset({"bois"}), frozenset({"ouvert"}))


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Les landes sont-elles plus étendues que les prairies ?", QuestionKind.COMPARISON),
        ("Les friches offrent-elles plus de logements que les dents creuses ?", QuestionKind.COMPARISON),
        ("Combien de haies selon le diagnostic et selon l'état initial ?", QuestionKind.COMPARISON),
        ("Quelle densité chacun des deux SCoT demande-t-il ?", QuestionKind.COMPARISON),
        ("Faut-il plus de 20 places lorsque le terrain est grand ?", QuestionKind.YES_NO),
    ],
)
def test_what_sets_two_things_beside_each_other_is_a_comparison(question: str, kind: QuestionKind) -> None:
    assert understand(question).kind is kind


def test_who_speaks_stands_for_what_it_wrote() -> None:
    assert kinds_of_piece("autorite environnementale") == (PieceKind.AVIS,)
    assert kinds_of_piece("resume non technique de l'evaluation environnementale") == (PieceKind.RESUME_NON_TECHNIQUE,)
    assert PieceKind.AVIS not in kinds_of_piece("collectivite")
    assert kinds_of_piece("haies du bourg") == ()


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("Vacance : bourg-centre contre communes rurales", ("bourg-centre", "communes rurales")),
        ("commerces : règle du pôle vs règle du village", ("règle du pôle", "règle du village")),
        ("Revenus médians : notre EPCI face au département", ("notre EPCI", "département")),
        ("La densité des pôles est-elle supérieure à celle des bourgs ?", ("densité des pôles", "bourgs")),
        ("Le secteur du Lac est-il mieux doté en haies que celui des Prés ?", ("secteur du Lac", "Prés")),
    ],
)
def test_words_that_set_one_against_the_other_tell_the_sides(question: str, names: tuple[str, str]) -> None:
    assert tuple(one.name for one in compared_sides(question)) == names


def test_protection_against_something_sets_nothing_beside_it() -> None:
    asked = compared_sides("Compare la protection contre les crues à Valmont et à Belpech")
    assert [one.name for one in asked] == ["Valmont", "Belpech"]
