"""Memory that nobody uses is given back, again and again, until the service stops."""

from __future__ import annotations

import threading

import psutil
import pytest

from api.free_memory import FreeMemory, trimmer


def _resident() -> float:
    return float(psutil.Process().memory_info().rss) / 1e6


def test_what_was_freed_below_what_is_used_is_given_back() -> None:
    give_back = trimmer()
    if give_back is None:
        pytest.skip("no malloc_trim here")
    blocks = [bytes(100_000) for _ in range(2000)]  # each below what malloc asks the system for by itself
    kept = blocks[::50]
    held = _resident()
    del blocks
    give_back()
    assert _resident() < held - 100
    assert len(kept) == 40


def test_it_is_done_at_intervals_until_the_service_stops() -> None:
    done = threading.Semaphore(0)
    before = set(threading.enumerate())  # a service of other tests may have one of its own
    memory = FreeMemory(done.release, every=0.001)
    memory.start()
    (own,) = (thread for thread in threading.enumerate() if thread.name == "biollm-memory" and thread not in before)
    assert all(done.acquire(timeout=20) for _ in range(3))
    memory.stop()
    assert not own.is_alive()
