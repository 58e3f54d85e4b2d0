"""Chances of verdicts by the grid's rule, and from which chance a verdict is given."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answering.scoring.thresholds import HeldOutVerdict, sure_from
from answering.scoring.verdict_chances import verdict_chances
from domain import Verdict
from tests.answering.packet_fakes import INDICATOR

CHANCE = st.floats(min_value=0, max_value=1)


@given(CHANCE, CHANCE)
def test_chances_are_those_of_independent_criteria(inventory: float, rule: float) -> None:
    chances = verdict_chances(INDICATOR.rubric, {"inventaire": inventory, "regle": rule})
    assert sum(chances.values()) == pytest.approx(1)
    assert chances[Verdict.OUI] == pytest.approx(inventory * rule)
    assert chances[Verdict.NON] == pytest.approx((1 - inventory) * (1 - rule))


def test_a_verdict_is_given_as_long_as_those_left_out_were_right() -> None:
    right = [HeldOutVerdict(Verdict.OUI, 0.9 - 0.01 * n, Verdict.OUI) for n in range(7)]
    wrong = [HeldOutVerdict(Verdict.OUI, chance, Verdict.NON) for chance in (0.4, 0.3, 0.2)]
    sure = sure_from([*right, *wrong])
    assert sure.of(Verdict.OUI) == sure.of(Verdict.PARTIEL) == pytest.approx(0.84)
    assert sure.of(Verdict.OUI, known=False) > sure.of(Verdict.OUI)


def test_seven_cells_in_ten_are_answered_even_where_fewer_would_be_right() -> None:
    references = [Verdict.OUI] * 6 + [Verdict.NON] * 4
    outcomes = [HeldOutVerdict(Verdict.OUI, 0.9 - 0.01 * n, one) for n, one in enumerate(references)]
    assert sure_from(outcomes).of(Verdict.OUI) == pytest.approx(0.84)


def test_a_non_that_was_right_is_given_with_less_chance_than_a_oui() -> None:
    yes = [HeldOutVerdict(Verdict.OUI, 0.95 - 0.01 * n, Verdict.OUI) for n in range(10)]
    unsure = [HeldOutVerdict(Verdict.OUI, 0.6 - 0.01 * n, Verdict.PARTIEL) for n in range(6)]
    no = [HeldOutVerdict(Verdict.NON, 0.58 - 0.02 * n, Verdict.NON) for n in range(5)]
    sure = sure_from([*yes, *unsure, *no])
    assert sure.of(Verdict.NON) == pytest.approx(0.50)
    assert sure.of(Verdict.OUI) > 0.58, "the unsure « oui » that were wrong stay out"
