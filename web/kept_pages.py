"""Pages that nothing has changed since they were drawn are not drawn again."""

from __future__ import annotations

import hashlib
import secrets
import time
from collections import OrderedDict
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any

from fastapi import Request, Response
from fastapi.routing import APIRoute

from api.dependencies import service_of
from corpus import Corpus
from web.person import person_of

MOST = 100
"""Pages kept, some 40 kB each."""
_NOT_IN_LISTS = ("clock",)
"""Tables of which lists of documents and plans show nothing."""
LIFETIME = 20.0
"""Seconds that a page is kept at most: a clock that runs on it is never further behind."""


@dataclass(frozen=True, slots=True)
class _KeptPage:
    body: bytes
    headers: tuple[tuple[str, str], ...]
    until: float


class KeptPages:
    """The pages drawn last, by all that they were drawn from.

    The key of a page of a document counts what was written of this document and of its versions, and what may be of any
    document; that of a list counts all that lists show.
    """

    def __init__(self, now: Callable[[], float] = time.monotonic):
        self._now = now
        self._kept: OrderedDict[str, _KeptPage] = OrderedDict()
        self._start = secrets.token_bytes(8)  # another version of the program draws other pages

    def tag(self, request: Request) -> str:
        """The ETag of a page as it would be drawn now (RFC 9110, 8.8.3)."""
        service = service_of(request)
        drawn_from = (
            request.url.path,
            request.url.query,
            person_of(request),
            service.warm_up.preparing,
            _written(service.application.corpus, request.path_params.get("slug")),
        )
        return f'"{hashlib.sha256(self._start + repr(drawn_from).encode()).hexdigest()[:32]}"'

    def get(self, tag: str) -> Response | None:
        """The page of a tag; None where it was not drawn or is too old."""
        found = self._kept.get(tag)
        if found is None or found.until < self._now():
            return None
        self._kept.move_to_end(tag)
        return Response(found.body, headers=dict(found.headers))

    def put(self, tag: str, page: Response) -> None:
        """Keep a page."""
        headers = (("content-type", page.headers["content-type"]), ("cache-control", page.headers["cache-control"]))
        self._kept[tag] = _KeptPage(bytes(page.body), (*headers, ("etag", tag)), self._now() + LIFETIME)
        while len(self._kept) > MOST:
            self._kept.popitem(last=False)


def _written(corpus: Corpus, slug: str | None) -> int:
    """How often what a page shows was written: that of a document, or that of a list where no document is named."""
    if slug is None:
        return corpus.revisions.apart_from(*_NOT_IN_LISTS)
    return corpus.revisions.touching((slug, *corpus.documents.versions(slug)))


class KeptRoute(APIRoute):
    """A page that is drawn from the corpus, the address and the person alone."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Answers with the page that is kept, on the event loop; else draws it."""
        draw = super().get_route_handler()

        async def handler(request: Request) -> Response:
            kept = request.app.state.kept_pages
            if not isinstance(kept, KeptPages):
                raise TypeError("the application has no pages")
            tag = kept.tag(request)  # before the page is drawn: a write meanwhile makes another tag
            page = kept.get(tag)
            if page is None:
                page = await draw(request)
                if page.status_code != 200:
                    return page
                page.headers["ETag"] = tag
                kept.put(tag, page)
            if tag in request.headers.get("if-none-match", ""):
                return Response(status_code=304, headers={"ETag": tag, "Cache-Control": page.headers["cache-control"]})
            return page

        return handler
