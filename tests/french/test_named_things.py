"""Names of a question are told by their capitals; codes, pieces and the first word are none."""

from __future__ import annotations

import pytest

from french.named_things import named_things


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("Combien d'emplois offre la zone du Gravas ?", {"grava"}),
        ("Quelle hauteur en UAa et en N-3 ?", set()),
        ("Que dit le PADD du PLUi ?", set()),
        ("Combien de places PMR ?", set()),
        ("COMBIEN D'EMPLOIS AU GRAVAS ?", set()),
    ],
)
def test_names_have_capitals(question: str, names: set[str]) -> None:
    assert named_things(question) == names


def test_the_code_of_a_zone_is_no_name() -> None:
    assert named_things("Que peut-on faire en Nzh à Valmont ?", ("NZH",)) == {"valmont"}
