"""What a question compares by name."""

from __future__ import annotations

import pytest

from domain import QuestionKind
from french.compared_names import compared_names
from french.question_understanding import understand


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("Compare le nombre de logements dans la CCHV, la CCAC et la CCPR.", ("CCHV", "CCAC", "CCPR")),
        ("Lequel, Les Combettes ou Las Bordes, en accueille le plus ?", ("Les Combettes", "Las Bordes")),
        ("Quelle différence entre Montclar-sur-Save et Belpech-Save ?", ("Montclar-sur-Save", "Belpech-Save")),
        ("Quelle différence entre les haies et les bosquets ?", ()),
        ("Quelle hauteur à Montclar ?", ()),
        ("D'Aubrincourt ou de Saulvoivre, laquelle est la plus peuplée ?", ("Aubrincourt", "Saulvoivre")),
        ("COMPARE LA CCHV ET LA CCAC", ()),
    ],
)
def test_names_beside_each_other_are_compared(question: str, names: tuple[str, ...]) -> None:
    assert compared_names(question) == names


def test_they_are_the_sides_of_a_comparison_and_of_nothing_else() -> None:
    assert understand("Quelle différence entre Montclar et Belpech ?").sides == ("Montclar", "Belpech")
    listed = understand("Quels réseaux desservent Montclar et Belpech ?")
    assert listed.kind is QuestionKind.LIST
    assert listed.sides == ()


def test_a_second_question_may_lean_on_the_first() -> None:
    first = understand("Quelle est la surface du secteur Lamothe ?")
    second = understand("combien de logements y sont prévus ?", [first.text])
    assert first.theme & second.theme
    assert second.kind is QuestionKind.VALUE
    # « Il y a » leans on nothing.
    assert understand("Combien y a-t-il de logements ?", [first.text]).text == "Combien y a-t-il de logements ?"
