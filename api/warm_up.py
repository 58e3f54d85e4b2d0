"""What the first page does not need is loaded after it: the other routes, then what a first search needs."""

from __future__ import annotations

import logging
import os
import signal
import threading
from collections.abc import Callable

from domain.errors import BiollmError
from use_cases.container import Application

logger = logging.getLogger(__name__)
#: Seconds after the start in which nothing is loaded: whoever waits for the first page has the processor.
QUIET = 1.0
_PREPARING = (
    "Le service prépare la recherche (modèle de plongement et index). Les pages répondent déjà ; une recherche ou une "
    "question posée maintenant attend la fin, quelques secondes."
)


def _end() -> None:
    """As somebody who stops the service would: what is under way is finished, what is open is closed."""
    os.kill(os.getpid(), signal.SIGTERM)


class WarmUp:
    """Loads parts in a thread of its own, once."""

    def __init__(self, application: Application, complete: Callable[[], None], fatal: Callable[[], None] = _end):
        """``complete`` adds the routes that are left; where that cannot be done ``fatal`` ends the service."""
        self._application = application
        self._complete = complete
        self._fatal = fatal
        self._stop = threading.Event()
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._load, name="biollm-warm-up", daemon=True)

    def start(self) -> None:
        """Begin; what is asked meanwhile waits for the same parts, never loads them twice."""
        self._thread.start()

    def stop(self) -> None:
        """Wait for the part that is being loaded: what is open must not be closed under it."""
        self._stop.set()
        if self._thread.ident is not None:
            self._thread.join()

    @property
    def preparing(self) -> str | None:
        """What is being prepared, in French; None before and after."""
        return _PREPARING if self._thread.is_alive() and not self._done.is_set() else None

    def _load(self) -> None:
        application = self._application
        if self._stop.wait(QUIET):
            return
        try:
            self._complete()
        except Exception:  # the program itself is not whole: told as at a start that imports everything
            logger.critical("The service is not complete and stops.", exc_info=True)
            self._fatal()
            return
        if self._stop.wait(QUIET):  # whoever waited for one of those routes has its page first
            return
        try:
            # In the order of a search: the heaviest first. An index that is not there yet is made when it is wanted.
            for load in (lambda: application.embedder, lambda: application.lexical, lambda: application.retriever):
                if self._stop.is_set():
                    return
                load()
        except BiollmError as error:
            logger.warning("The service was not warmed up; whoever asks first is told: %s", error)
        finally:
            self._done.set()
