"""Things made once by key, by whoever asks first: who asks for another key waits for nothing."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class _Making:
    """What is being made, with the threads that ask for it."""

    def __init__(self) -> None:
        self.lock = threading.RLock()
        self.askers = 0


class MadeOnce(Generic[K, V]):
    """A cache whose entries may be slow to make.

    A thread that asks for what another one is making waits for it; a thread that asks for anything else does not.
    Where making fails, the error is the asker's, and the next one who asks tries again. The making of one entry may
    ask for others, as long as they do not ask for it.

    Args:
        most: Entries kept, the least recently asked for is let go; None keeps all.
        weigh: The weight of an entry; every entry weighs nothing where it is not given.
        heaviest: What the entries kept may weigh together; one that weighs more alone is kept alone.

    Example:
        >>> parts: MadeOnce[str, int] = MadeOnce()
        >>> parts.get("answer", lambda: 42)
        42
    """

    def __init__(self, most: int | None = None, *, weigh: Callable[[V], int] | None = None, heaviest: int = 0):
        self._most = most
        self._weigh = weigh or (lambda _: 0)
        self._heaviest = heaviest
        self._made: OrderedDict[K, V] = OrderedDict()
        self._making: dict[K, _Making] = {}
        self._guard = threading.Lock()  # held for look-ups only, never while something is made

    def get(self, key: K, make: Callable[[], V]) -> V:
        """The entry of a key, made now if it is not there."""
        with self._guard:
            if key in self._made:
                self._made.move_to_end(key)
                return self._made[key]
            making = self._making.setdefault(key, _Making())
            making.askers += 1
        try:
            with making.lock:
                with self._guard:
                    if key in self._made:
                        return self._made[key]
                made = make()
                with self._guard:
                    self._made[key] = made
                    self._let_go()
                return made
        finally:
            with self._guard:
                making.askers -= 1
                if not making.askers:  # nothing stays of a key that could not be made
                    self._making.pop(key, None)

    def _let_go(self) -> None:
        """Let go of the entries that were asked for longest ago, until those kept are within the bounds."""
        weight = sum(map(self._weigh, self._made.values()))
        while len(self._made) > 1 and (
            (self._most is not None and len(self._made) > self._most) or weight > self._heaviest
        ):
            weight -= self._weigh(self._made.popitem(last=False)[1])

    def peek(self, key: K) -> V | None:
        """The entry of a key, None when it is not made."""
        with self._guard:
            return self._made.get(key)

    def forget(self, key: K) -> None:
        """Let go of the entry of a key: it is made anew when it is asked for again."""
        with self._guard:
            self._made.pop(key, None)

    def take_all(self) -> list[V]:
        """Empty the cache and hand over what was in it, last made first; what is being made is waited for."""
        with self._guard:
            making = list(self._making.values())
        for one in making:
            with one.lock:
                pass
        with self._guard:
            taken = list(reversed(self._made.values()))
            self._made.clear()
            return taken
