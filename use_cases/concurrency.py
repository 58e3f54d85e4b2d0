"""How many requests a language model is given at a time, over all jobs and users of one process."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from types import TracebackType
from typing import TypeVar

Item = TypeVar("Item")
Made = TypeVar("Made")


class ConcurrencyLimiter:
    """Lets at most ``at_once`` requests through at a time; the others wait for theirs.

    An embedded model takes one. A server that batches (vLLM, llama.cpp and Ollama with parallel slots) answers several
    in little more time than one.

    Example:
        >>> turns = ConcurrencyLimiter(4)
        >>> with turns.side_by_side(ask, indicators) as answers:
        ...     for answer in answers:
        ...         print(answer)
    """

    def __init__(self, at_once: int = 1):
        self._at_once = at_once
        self._free = threading.BoundedSemaphore(at_once)

    def __enter__(self) -> None:
        """Wait for a turn and take it."""
        self._free.acquire()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Give the turn back."""
        self._free.release()

    @contextmanager
    def side_by_side(self, work: Callable[[Item], Made], items: Iterable[Item]) -> Iterator[Iterator[Made]]:
        """Do the work of each item in a slot of its own, as many together as there are slots.

        What is made comes in the order of the items; the error of an item is raised in its place. When the block is
        left, work that has begun is waited for and the rest is not begun: ``work`` keeps what it makes. With one turn
        an item is begun when its result is asked for, and no thread is used.
        """

        def in_turn(item: Item) -> Made:
            with self:
                return work(item)

        if self._at_once == 1:
            yield map(in_turn, items)
            return
        pool = ThreadPoolExecutor(self._at_once, thread_name_prefix="model")
        try:
            yield pool.map(in_turn, items)
        finally:
            pool.shutdown(cancel_futures=True)
