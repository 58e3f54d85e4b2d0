"""Sentences that alter the rule before them, rules of a place, items of one list."""

from __future__ import annotations

import pytest

from french.altered_rules import alters_the_rule_before, is_another_item, is_rule_of_a_place


@pytest.mark.parametrize(
    ("text", "alters"),
    [
        ("Le long des fossés, cette distance est ramenée à quatre mètres.", True),
        ("En traversée d’un bourg, ces largeurs peuvent être réduites de moitié.", True),
        ("Au moins 30 % est en pleine terre ; cette part est ramenée à 20 % pour les commerces.", False),
        ("Cette bande est plantée.", False),
    ],
)
def test_what_alters_the_rule_of_another_sentence(text: str, alters: bool) -> None:
    assert alters_the_rule_before(text) is alters


def test_a_place_named_first_has_a_rule_of_its_own() -> None:
    rule = "Les opérations nouvelles infiltrent la pluie décennale."
    assert is_rule_of_a_place("Dans la Plaine de Nulle, la pluie de référence est la pluie quinquennale.", rule)
    assert is_rule_of_a_place("Aux Hauts de Nulle, elles infiltrent la pluie annuelle.", rule)
    assert not is_rule_of_a_place("Dans la Plaine de Nulle, le blé domine.", rule)
    assert not is_rule_of_a_place("Dans ces secteurs, la pluie est recueillie.", rule)


def test_another_item_of_a_list_is_no_condition_of_an_item() -> None:
    item = "– L’extension des habitations, dans la limite de 50 m²."
    assert is_another_item("– Les installations de réseaux, lorsqu’elles sont enterrées.", item)
    assert not is_another_item("– sauf en zone inondable.", item)
    assert not is_another_item("Toutefois, les abris sont exclus.", item)
