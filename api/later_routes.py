"""Routes that the first page does not need are added after it, or as soon as one of them is asked for."""

from __future__ import annotations

import threading
from collections.abc import Callable

from anyio import CapacityLimiter, to_thread
from starlette.routing import BaseRoute, Match
from starlette.types import ASGIApp, Receive, Scope, Send

from api.command_form import COMMAND_PATH


class LaterRoutes(BaseRoute):
    """Stands for routes until they are there: what may be theirs waits for them, then goes on.

    To import what a hundred operations need takes longer than all the rest of a start.
    """

    def __init__(
        self, router: ASGIApp, add: Callable[[], None], may_serve: Callable[[str], bool], adding: threading.Lock
    ):
        """``router`` answers once ``add`` has added the routes; it stands on ``router`` itself.

        ``may_serve`` says of a path whether one of them may be for it. No path is of two groups of later routes, and
        all groups hold the same lock while they are ``adding``: two threads that import modules which import each
        other may see half of one.
        """
        self._router = router
        self._add = add
        self._may_serve = may_serve
        self._adding = adding
        self._added = False
        # One thread at a time: those who wait for the one that imports must not hold the threads of the first page.
        self._one: CapacityLimiter | None = None

    def complete(self) -> None:
        """Add them now, once; whoever comes meanwhile waits."""
        with self._adding:
            if not self._added:
                self._add()
                self._added = True

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Every request that may be for one of the routes, while they are missing."""
        missing = not self._added and scope["type"] == "http" and self._may_serve(scope["path"])
        return (Match.FULL if missing else Match.NONE), {}

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Wait for the routes, then look for the one of this request among all."""
        if self._one is None:  # made here, where there is an event loop
            self._one = CapacityLimiter(1)
        await to_thread.run_sync(self.complete, limiter=self._one)
        await self._router(scope, receive, send)


def is_page(path: str) -> bool:
    """Whether a path is for people, not of the API nor that by which commands come."""
    return not path.startswith("/api/") and path != COMMAND_PATH
