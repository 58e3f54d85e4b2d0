"""Chances of verdicts by the grid's rule, and from which chance a verdict is given."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answering.scoring.scorer_training import fit_trust, trusted
from answering.scoring.thresholds import HeldOutVerdict, sure_from
from answering.scoring.verdict_chances import verdict_chances
from answering.scoring.verdict_trust import trust_in
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
    right = [(0.9 - 0.01 * n, True) for n in range(7)]
    wrong = [(trust, False) for trust in (0.4, 0.3, 0.2)]
    assert sure_from([*right, *wrong]) == pytest.approx(0.84)
    assert sure_from([*right, *wrong], alone=True) > sure_from([*right, *wrong])


def test_seven_cells_in_ten_are_answered_even_where_fewer_would_be_right() -> None:
    wrong = [(0.9 - 0.01 * n, False) for n in range(10)]
    assert sure_from(wrong) == pytest.approx(0.84)


def test_trust_falls_where_verdicts_of_that_kind_or_against_the_words_were_wrong() -> None:
    def of(document: str, verdict: Verdict, words: Verdict, right: bool) -> HeldOutVerdict:
        return HeldOutVerdict(document, verdict, 0.8, words, verdict if right else Verdict.SANS_OBJET)

    outcomes = [
        one
        for document in ("a", "b", "c")
        for one in (
            *(of(document, Verdict.OUI, Verdict.OUI, True) for _ in range(6)),
            *(of(document, Verdict.OUI, Verdict.NON, number > 2) for number in range(4)),
            *(of(document, Verdict.PARTIEL, Verdict.PARTIEL, number > 2) for number in range(6)),
        )
    ]
    trust = fit_trust(outcomes)
    sure = trust_in(trust, Verdict.OUI, 0.8, Verdict.OUI)
    assert sure > trust_in(trust, Verdict.OUI, 0.8, Verdict.NON)
    assert sure > trust_in(trust, Verdict.PARTIEL, 0.8, Verdict.PARTIEL)
    assert len(trusted(outcomes)) == len(outcomes)
