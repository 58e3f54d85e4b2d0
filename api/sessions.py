"""Browsers that gave the key once: each holds a token of its own in a cookie, for a working day."""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Callable

from pydantic import SecretStr

from domain.errors import BiollmError

COOKIE = "biollm_session"
LIFETIME = 12 * 3600.0  # seconds
#: Wrong keys that are answered at once; after them one try every ``PAUSE`` seconds is looked at, whoever tries.
WRONG, PAUSE = 5, 5.0


class TooManyTries(BiollmError):
    """Wrong keys came too often."""

    code = "too-many-tries"


class Sessions:
    """Tokens handed out since the service started; a restart asks for the key again."""

    def __init__(self, key: SecretStr | None, now: Callable[[], float] = time.monotonic):
        """``key``: the service's; None where it asks for none."""
        self._key = key
        self._now = now
        self._ends: dict[str, float] = {}
        self._changing = threading.Lock()
        self._wrong = 0
        self._again_at = 0.0

    @property
    def needed(self) -> bool:
        """Whether the service asks for a key at all."""
        return self._key is not None

    def open(self, given: str) -> str | None:
        """A token for whoever gives the right key, else None.

        Raises:
            TooManyTries: Wrong keys came too often; this one was not looked at.
        """
        with self._changing:
            now = self._now()
            if self._wrong >= WRONG and now < self._again_at:
                raise TooManyTries(
                    "Trop de clés fausses ont été essayées.", remedy=f"Attendez {PAUSE:.0f} secondes, puis recommencez."
                )
            right = self._key is not None and secrets.compare_digest(
                given.encode(), self._key.get_secret_value().encode()
            )
            self._wrong = 0 if right else self._wrong + 1
            self._again_at = now + PAUSE
        if not right:
            return None
        token = secrets.token_urlsafe(32)
        with self._changing:
            now = self._now()
            self._ends = {known: end for known, end in self._ends.items() if end > now}
            self._ends[token] = now + LIFETIME
        return token

    def holds(self, token: str | None) -> bool:
        """Whether the token was handed out and has not ended."""
        return token is not None and self._ends.get(token, 0.0) > self._now()

    def close(self, token: str | None) -> None:
        """End a session."""
        with self._changing:
            if token is not None:
                self._ends.pop(token, None)
