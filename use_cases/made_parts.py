"""What every part is made with: the settings, a place to keep it, the lock of the data directory."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from corpus.lock import DataDirLock, ServiceAddress
from domain.once import MadeOnce

if TYPE_CHECKING:
    from settings import Settings

T = TypeVar("T")


def quiet(line: str) -> None:
    """Say nothing."""


class MadeParts:
    """Parts made when they are first asked for, once only; no lock is held over the others while one is made.

    ``say`` receives the rare lines that a user should see while a model is being prepared.
    """

    def __init__(self, settings: Settings, say: Callable[[str], None] = quiet):
        self.settings = settings
        self._say = say
        self._parts: MadeOnce[str, Any] = MadeOnce()
        self._lock = DataDirLock(settings.data_dir)

    @contextmanager
    def opened(self, *, owner: bool = True, service: ServiceAddress | None = None) -> Iterator[Self]:
        """Hold the data directory for the time of the block, and close every part at its end.

        ``owner=False`` is for commands that only read the corpus: they may run beside the owner. ``service`` is
        where the owner answers the others.

        Raises:
            DataDirLocked: another process owns the directory.
        """
        if owner:
            self._lock.acquire(service)
        try:
            yield self
        finally:
            self.close()
            self._lock.release()

    def close(self) -> None:
        """Close what was opened, last made first."""
        for part in self._parts.take_all():
            close = getattr(part, "close", None)
            if close is not None:
                close()

    def _once(self, name: str, make: Callable[[], T]) -> T:
        """A part by its name: a model that loads keeps nobody from the corpus."""
        return cast(T, self._parts.get(name, make))
