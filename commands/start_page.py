"""What is answered while a start takes long, as when a large base is brought up to date: that the service is coming."""

from __future__ import annotations

import json
import select
import socket
import threading
from contextlib import suppress
from types import TracebackType
from typing import Self

#: Seconds in which a start is nearly always done: whoever asks before waits for the page itself.
AFTER = 2.0
#: Seconds after which whoever was told asks again.
AGAIN = 2
_LOOK = 0.05  # seconds between two looks at whether the service is there
_PATIENCE = 0.5  # seconds for a request to come whole
_LONGEST = 65_536  # bytes of a request that are read
_TITLE = "Le service se prépare."
_DETAIL = "Il met sa base à jour ou charge ses pages. Cette page se recharge d'elle-même ; rien n'est à refaire."
_PAGE = f"""<!doctype html>
<html lang="fr"><head><meta charset="utf-8"><meta http-equiv="refresh" content="{AGAIN}"><title>{_TITLE}</title></head>
<body><main><h1>{_TITLE}</h1><p>{_DETAIL}</p></main></body></html>
"""
_PROBLEM = json.dumps(
    {"type": "urn:biollm:problem:starting", "title": _TITLE, "status": 503, "detail": _DETAIL}, ensure_ascii=False
)


class StartPage:
    """Answers on a listening socket from a thread of its own, until the block is left; it knows nothing of the data.

    Example:
        >>> with StartPage(listener):
        ...     app = create_app(settings)
    """

    def __init__(self, listener: socket.socket, after: float = AFTER):
        """``after``: seconds before the first answer."""
        self._listener = listener
        self._after = after
        self._there = threading.Event()
        self._thread = threading.Thread(target=self._answer, name="biollm-start-page", daemon=True)

    def __enter__(self) -> Self:
        self._listener.setblocking(False)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._there.set()
        self._thread.join()

    def _answer(self) -> None:
        if self._there.wait(self._after):
            return
        while not self._there.is_set():
            if not select.select([self._listener], [], [], _LOOK)[0]:
                continue
            with suppress(OSError):  # whoever asked is gone, or sends nothing
                caller, _ = self._listener.accept()
                with caller:
                    _say(caller)


def _say(caller: socket.socket) -> None:
    caller.settimeout(_PATIENCE)
    asked = b""
    while b"\r\n\r\n" not in asked and len(asked) < _LONGEST:
        part = caller.recv(_LONGEST)
        if not part:
            return
        asked += part
    by_program = b" /api/" in asked.partition(b"\r\n")[0]
    kind, text = ("application/problem+json", _PROBLEM) if by_program else ("text/html; charset=utf-8", _PAGE)
    body = text.encode()
    head = (
        f"HTTP/1.1 503 Service Unavailable\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n"
        f"Retry-After: {AGAIN}\r\nCache-Control: no-store\r\nContent-Security-Policy: default-src 'none'\r\n"
        "X-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n"
    )
    caller.sendall(head.encode() + (b"" if asked.startswith(b"HEAD ") else body))
