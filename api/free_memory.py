"""Memory that the service no longer uses is given back to the system."""

from __future__ import annotations

import ctypes
import sys
import threading
from collections.abc import Callable

#: Seconds between two times.
EVERY = 30.0


def trimmer() -> Callable[[], None] | None:
    """What gives back the free parts of all heaps (malloc_trim(3) of glibc); None where there is no such thing.

    glibc itself gives back the end of a heap only: what an export or an upload freed below what is still used stays
    with the process, and twenty exports later it held a hundred megabytes that nobody used.
    """
    if not sys.platform.startswith("linux"):
        return None
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # musl has none
    return None if trim is None else lambda: trim(0)


class FreeMemory:
    """Gives memory back at intervals, in a thread of its own; other threads compute meanwhile."""

    def __init__(self, give_back: Callable[[], None] | None = None, every: float = EVERY):
        self._give_back = give_back or trimmer()
        self._every = every
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin, where the system has a way."""
        if self._give_back is not None:
            self._thread = threading.Thread(target=self._loop, name="biollm-memory", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """End; waits for the thread."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join()

    def _loop(self) -> None:
        while not self._stop.wait(self._every):
            if self._give_back is not None:
                self._give_back()
