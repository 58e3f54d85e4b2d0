from __future__ import annotations

import threading
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from use_cases.concurrency import ConcurrencyLimiter


@settings(max_examples=30, deadline=None)
@given(st.integers(1, 4), st.lists(st.integers(0, 3), max_size=12))
def test_results_come_in_order_however_long_each_takes(at_once: int, milliseconds: list[int]) -> None:
    def work(item: tuple[int, int]) -> int:
        time.sleep(item[1] / 1000)
        return item[0]

    with ConcurrencyLimiter(at_once).side_by_side(work, list(enumerate(milliseconds))) as made:
        assert list(made) == list(range(len(milliseconds)))


def test_no_more_than_its_turns_work_together_over_all_who_ask() -> None:
    turns, busy, most, counting = ConcurrencyLimiter(2), [0], [0], threading.Lock()

    def work(_: int) -> None:
        with counting:
            busy[0] += 1
            most[0] = max(most[0], busy[0])
        time.sleep(0.005)
        with counting:
            busy[0] -= 1

    def job() -> None:
        with turns.side_by_side(work, range(6)) as made:
            list(made)

    jobs = [threading.Thread(target=job) for _ in range(3)]
    for one in jobs:
        one.start()
    for one in jobs:
        one.join()
    assert most[0] == 2


@pytest.mark.parametrize("at_once", [1, 3])
def test_what_was_not_begun_when_the_block_is_left_is_not_done(at_once: int) -> None:
    done: list[int] = []

    def work(item: int) -> int:
        time.sleep(0.01)
        done.append(item)
        return item

    with ConcurrencyLimiter(at_once).side_by_side(work, range(100)) as made:
        next(made)
    assert 0 < len(done) < 20


def test_an_error_comes_in_its_place_and_gives_its_turn_back() -> None:
    turns = ConcurrencyLimiter(2)

    def work(item: int) -> int:
        if item == 1:
            raise ValueError("le serveur est perdu")
        return item

    with turns.side_by_side(work, range(3)) as made:
        assert next(made) == 0
        with pytest.raises(ValueError, match="perdu"):
            next(made)
    with turns, turns:  # both are free
        pass
