"""Browsers that gave the key once: each holds a token of its own in a cookie, for a working day."""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Callable

from pydantic import SecretStr

from api.key_tries import KeyTries

COOKIE = "biollm_session"
LIFETIME = 12 * 3600.0  # seconds


class Sessions:
    """Tokens handed out since the service started; a restart asks for the key again."""

    def __init__(self, key: SecretStr | None, now: Callable[[], float] = time.monotonic):
        """``key``: the service's; None where it asks for none."""
        self.tries = KeyTries(key.get_secret_value(), now) if key else None
        self._now = now
        self._ends: dict[str, float] = {}
        self._changing = threading.Lock()

    @property
    def needed(self) -> bool:
        """Whether the service asks for a key at all."""
        return self.tries is not None

    def open(self, given: str, address: str) -> str | None:
        """A token for whoever gives the right key, else None.

        Raises:
            TooManyTries: Wrong keys came too often from this address; this one was not looked at.
        """
        if self.tries is None or not self.tries.right(given, address):
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
