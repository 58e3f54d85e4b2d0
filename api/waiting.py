"""Requests that wait (for a model, a child process, an index) have threads of their own: pages never wait for them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from functools import partial, wraps
from typing import ParamSpec, TypeVar

from anyio import CapacityLimiter, to_thread

from api.dependencies import Service

P = ParamSpec("P")
T = TypeVar("T")


def waits(route: Callable[P, T]) -> Callable[P, Awaitable[T]]:
    """A route that may wait long takes a thread of those for waiting, not one that draws pages.

    The route has a parameter ``service``.
    """

    @wraps(route)
    async def waiting(*args: P.args, **kwargs: P.kwargs) -> T:
        service = kwargs["service"]
        if not isinstance(service, Service):
            raise TypeError("a route that waits takes the service")
        return await to_thread.run_sync(partial(route, *args, **kwargs), limiter=service.waiting)

    return waiting


async def handed_on(lines: Iterator[str], limiter: CapacityLimiter) -> AsyncIterator[str]:
    """Lines that come slowly, each waited for in a thread of ``limiter``."""
    while (line := await to_thread.run_sync(partial(next, lines, None), limiter=limiter)) is not None:
        yield line
