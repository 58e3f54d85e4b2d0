from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus import Corpus
from domain import ClockMode, ClockState
from domain.errors import ClockStopped, UnknownClock


class Time:
    """A clock on the wall that a test moves."""

    def __init__(self) -> None:
        self.at = datetime(2026, 3, 2, 9, 0)

    def __call__(self) -> datetime:
        return self.at

    def pass_(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)


@pytest.fixture
def wall(corpus: Corpus) -> Time:
    time = Time()
    corpus.clocks.now = time
    return time


def start(corpus: Corpus, indicator: str = "I01", person: str = "Ana", mode: ClockMode = ClockMode.ASSISTE) -> str:
    return corpus.clocks.start("plui-a", indicator, person, mode).id


def test_time_between_heartbeats_is_counted_and_pauses_are_not(corpus: Corpus, wall: Time) -> None:
    clock = start(corpus)
    wall.pass_(60)
    assert corpus.clocks.heartbeat(clock).seconds == 60
    wall.pass_(30)
    assert corpus.clocks.pause(clock).seconds == 90
    wall.pass_(3600)
    corpus.clocks.heartbeat(clock)
    wall.pass_(10)
    stopped = corpus.clocks.stop(clock)
    assert (stopped.seconds, stopped.state, stopped.idle_stops) == (100, ClockState.ARRETE, 0)


def test_two_idle_minutes_stop_the_clock_even_when_the_page_is_dead(corpus: Corpus, wall: Time) -> None:
    clock = start(corpus)
    wall.pass_(119)
    assert corpus.clocks.get(clock).state is ClockState.EN_MARCHE
    wall.pass_(2)
    now = corpus.clocks.get(clock)
    assert (now.state, now.seconds) == (ClockState.EN_PAUSE, 120)
    wall.pass_(8 * 3600)
    assert corpus.clocks.get(clock).seconds == 120  # a night does not count
    assert corpus.clocks.heartbeat(clock).state is ClockState.EN_MARCHE
    wall.pass_(15)
    stopped = corpus.clocks.stop(clock)
    assert (stopped.seconds, stopped.idle_stops) == (135, 1)


def test_a_person_works_on_one_cell_at_a_time(corpus: Corpus, wall: Time) -> None:
    first = start(corpus)
    wall.pass_(40)
    second = start(corpus, "I02")
    assert (corpus.clocks.get(first).state, corpus.clocks.get(first).seconds) == (ClockState.EN_PAUSE, 40)
    wall.pass_(50)
    other = start(corpus, "I02", person="Bo")
    assert corpus.clocks.get(second).state is ClockState.EN_MARCHE  # somebody else's
    assert start(corpus) == first  # back on the first cell: the same clock goes on
    wall.pass_(5)
    assert corpus.clocks.stop(first).seconds == 45
    assert corpus.clocks.stop(second).seconds == 50
    assert corpus.clocks.get(other).seconds == 5


def test_work_by_hand_and_assisted_are_timed_apart(corpus: Corpus, wall: Time) -> None:
    by_hand = start(corpus, mode=ClockMode.MAIN)
    wall.pass_(100)
    corpus.clocks.stop(by_hand)
    assisted = start(corpus)
    wall.pass_(20)
    corpus.clocks.stop(assisted)
    assert [(clock.mode, clock.seconds) for clock in corpus.clocks.all("plui-a")] == [
        (ClockMode.MAIN, 100), (ClockMode.ASSISTE, 20),
    ]  # fmt: skip


def test_a_stopped_clock_stays_stopped(corpus: Corpus, wall: Time) -> None:
    clock = start(corpus)
    wall.pass_(10)
    corpus.clocks.stop(clock)
    wall.pass_(10)
    assert corpus.clocks.stop(clock).seconds == 10
    with pytest.raises(ClockStopped):
        corpus.clocks.heartbeat(clock)
    assert start(corpus) != clock
    with pytest.raises(UnknownClock):
        corpus.clocks.get("rien")


def test_a_server_clock_set_back_takes_no_time_away(corpus: Corpus, wall: Time) -> None:
    clock = start(corpus)
    wall.pass_(60)
    corpus.clocks.heartbeat(clock)
    wall.pass_(-3600)
    assert corpus.clocks.heartbeat(clock).seconds == 60


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(["heartbeat", "pause"]), st.floats(0, 400)), max_size=12))
def test_counted_time_never_exceeds_the_time_that_passed(
    corpus: Corpus, wall: Time, events: list[tuple[str, float]]
) -> None:
    clock = corpus.clocks.start("plui-a", "I01", f"{wall.at}", ClockMode.ASSISTE)
    begun, counted = wall.at, 0.0
    for event, seconds in events:
        wall.pass_(seconds)
        now = getattr(corpus.clocks, event)(clock.id)
        assert counted <= now.seconds <= counted + 120.001
        counted = now.seconds
    assert counted <= (wall.at - begun).total_seconds() + 0.01
    corpus.clocks.stop(clock.id)
