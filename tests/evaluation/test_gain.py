from __future__ import annotations

import pytest

from evaluation.gain import time_gained
from evaluation.summary import time_sentence
from tests.evaluation.samples import cell, gold_of


def gold(minutes, document="d"):
    return [cell("non", document=document, indicator=f"I{at}", minutes=value) for at, value in enumerate(minutes)]


def test_gain_worked_out_by_hand():
    # By hand 20, 10, 40; assisted 5, 12, 10: gains .75, -.2, .75; median .75; whole 1 - 27/70.
    found = time_gained(
        gold_of(*gold([20, 10, 40, 30])), {("d", "I0"): 5, ("d", "I1"): 12, ("d", "I2"): 10}, {}, 900, draws=200
    )
    assert [round(pair.gain, 9) for pair in found.pairs] == [0.75, -0.2, 0.75]
    assert found.median == pytest.approx(0.75)
    assert found.whole == pytest.approx(1 - 27 / 70)
    assert (found.longer, found.only_by_hand, found.only_assisted) == (1, 1, 0)
    assert found.interval.low <= 0.75 <= found.interval.high


def test_machine_time_never_enters_the_gain():
    slow, quick = (
        time_gained(gold_of(*gold([20, 10])), {("d", "I0"): 5, ("d", "I1"): 5}, {}, machine, draws=50)
        for machine in (5000, 0)
    )
    assert (slow.median, slow.whole) == (quick.median, quick.whole)
    assert "n'est le temps de personne" in time_sentence(slow)


def test_without_pairs_nothing_is_gained_and_it_is_said():
    found = time_gained(gold_of(*gold([20, 10])), {("d", "I9"): 3}, {}, 12)
    assert (found.median, found.interval, found.whole) == (None, None, None)
    assert (found.only_by_hand, found.only_assisted) == (2, 1)
    assert "non mesuré" in time_sentence(found)


def test_a_slower_review_is_a_loss_in_plain_words():
    found = time_gained(gold_of(*gold([10, 10])), {("d", "I0"): 15, ("d", "I1"): 15}, {}, 1, draws=50)
    assert found.median == pytest.approx(-0.5)
    assert "de temps en plus" in time_sentence(found)


def test_minutes_on_the_first_row_alone_are_those_of_the_document():
    # 60 minutes for the whole of three cells: compared with the whole review, or with nothing.
    cells = gold_of(*gold([60, None, None]))
    part = time_gained(cells, {("d", "I0"): 5, ("d", "I1"): 5}, {}, 0)
    assert part.pairs == ()
    whole = time_gained(cells, {("d", "I0"): 5, ("d", "I1"): 5, ("d", "I2"): 5}, {}, 0)
    ((pair),) = whole.pairs
    assert (pair.indicator, pair.by_hand, pair.assisted) == (None, 60, 15)
    assert whole.median == pytest.approx(0.75)


def test_the_clock_gives_minutes_by_hand_where_the_gold_has_none():
    cells = gold_of(*gold([None, 30]), *gold([8, 8], document="e"))
    found = time_gained(
        cells, {("d", "I0"): 5, ("d", "I1"): 15}, {("d", "I0"): 20, ("e", "I0"): 99}, 0, draws=50
    )  # fmt: skip
    assert {(pair.indicator, pair.by_hand) for pair in found.pairs} == {("I0", 20)} | {("I1", 30)}


def test_documents_are_drawn_whole():
    # Two documents: every gain .9 in one, .1 in the other. The median of a draw is .9, .1 or .5.
    cells = gold_of(*gold([10] * 20, document="a"), *gold([10] * 20, document="b"))
    assisted = {("a", f"I{at}"): 1 for at in range(20)} | {("b", f"I{at}"): 9 for at in range(20)}
    interval = time_gained(cells, assisted, {}, 0, draws=400).interval
    assert (interval.low, interval.high) == (pytest.approx(0.1), pytest.approx(0.9))
