"""Keys that are tried, at the login page or with a request: wrong ones slow down the address that they come from."""

from __future__ import annotations

import ipaddress
import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from fastapi import Request

from domain.errors import BiollmError

#: Wrong keys of an address that are answered at once; after them one try every ``PAUSE`` seconds is looked at.
WRONG, PAUSE = 5, 5.0
#: Addresses that are remembered, those of the last wrong keys.
MOST = 1_000
#: Bits of an IPv6 address that are told apart: whoever has one address has the others of its network.
_NETWORK = 64


class TooManyTries(BiollmError):
    """Wrong keys came too often."""

    code = "too-many-tries"


@dataclass(slots=True)
class _Wrong:
    """Wrong keys of an address since its last right one, and when the next try is looked at."""

    count: int = 0
    again_at: float = 0.0


class KeyTries:
    """Compares keys.

    A right key cannot be told from a guess before it is compared, so what slows down guesses is by address: whoever
    tries from elsewhere keeps nobody out. In a pause the right key is not looked at either, or guesses would cost
    nothing.
    """

    def __init__(self, key: str, now: Callable[[], float] = time.monotonic):
        self._key = key.encode()
        self._now = now
        self._wrong: OrderedDict[str, _Wrong] = OrderedDict()
        self._changing = threading.Lock()

    def right(self, given: str, address: str) -> bool:
        """Whether it is the key.

        Raises:
            TooManyTries: Wrong keys came too often from this address; this one was not looked at.
        """
        source = _source(address)
        with self._changing:
            now = self._now()
            wrong = self._wrong.get(source)
            if wrong is not None and wrong.count >= WRONG and now < wrong.again_at:
                raise TooManyTries(
                    "Trop de clés fausses ont été essayées.", remedy=f"Attendez {PAUSE:.0f} secondes, puis recommencez."
                )
            if secrets.compare_digest(given.encode(), self._key):
                self._wrong.pop(source, None)
                return True
            wrong = self._wrong.setdefault(source, _Wrong())
            self._wrong.move_to_end(source)
            wrong.count += 1
            wrong.again_at = now + PAUSE
            while len(self._wrong) > MOST:
                self._wrong.popitem(last=False)
            return False


def address_of(request: Request) -> str:
    """Where a request comes from; behind a proxy on this machine, what the proxy says."""
    return request.client.host if request.client else ""


def _source(address: str) -> str:
    try:
        known = ipaddress.ip_address(address)
    except ValueError:  # no address: a socket of this machine, a test
        return address
    if isinstance(known, ipaddress.IPv6Address) and known.ipv4_mapped is None:
        return str(ipaddress.ip_network((known, _NETWORK), strict=False))
    return str(known)
