"""Made once, and nobody waits who asked for something else."""

from __future__ import annotations

import threading

import pytest

from domain.once import MadeOnce


def test_one_slow_making_makes_nobody_else_wait() -> None:
    made: MadeOnce[str, str] = MadeOnce()
    begun, go = threading.Event(), threading.Event()

    def slowly() -> str:
        begun.set()
        assert go.wait(20)
        return "modèle"

    slow = threading.Thread(target=lambda: made.get("modèle", slowly))
    slow.start()
    assert begun.wait(20)
    assert made.get("corpus", lambda: "corpus") == "corpus"  # would hang if the lock were held
    assert made.peek("modèle") is None
    go.set()
    slow.join(20)
    assert made.peek("modèle") == "modèle"


def test_what_several_ask_for_together_is_made_once() -> None:
    made: MadeOnce[str, object] = MadeOnce()
    calls: list[int] = []
    barrier = threading.Barrier(8)
    found: list[object] = []

    def make() -> object:
        calls.append(1)
        return object()

    def ask() -> None:
        barrier.wait(20)
        found.append(made.get("x", make))

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert len(calls) == 1
    assert len(set(map(id, found))) == 1


def test_a_making_that_fails_is_tried_again() -> None:
    made: MadeOnce[str, int] = MadeOnce()

    def fail() -> int:
        raise OSError("absent")

    with pytest.raises(OSError, match="absent"):
        made.get("x", fail)
    assert made.get("x", lambda: 3) == 3


def test_parts_are_handed_back_in_the_reverse_order_of_their_making() -> None:
    made: MadeOnce[str, str] = MadeOnce()
    made.get("indexer", lambda: made.get("corpus", lambda: "corpus") and "indexer")
    assert made.take_all() == ["indexer", "corpus"]
    assert made.peek("corpus") is None


def test_the_least_recently_asked_for_is_let_go() -> None:
    made: MadeOnce[int, int] = MadeOnce(most=2)
    for key in (1, 2, 1, 3):
        made.get(key, lambda key=key: key)
    assert [made.peek(key) for key in (1, 2, 3)] == [1, None, 3]


def test_heavy_entries_leave_less_room_and_the_heaviest_is_kept_alone() -> None:
    kept: MadeOnce[str, str] = MadeOnce(3, weigh=len, heaviest=5)
    for text in ("aa", "bb", "c"):
        kept.get(text, lambda text=text: text)  # type: ignore[misc]
    assert [kept.peek(text) for text in ("aa", "bb", "c")] == ["aa", "bb", "c"]
    kept.get("ddd", lambda: "ddd")
    assert [kept.peek(text) for text in ("aa", "bb", "c", "ddd")] == [None, None, "c", "ddd"]
    kept.get("eeeeeeee", lambda: "eeeeeeee")
    assert [kept.peek(text) for text in ("c", "ddd", "eeeeeeee")] == [None, None, "eeeeeeee"]
