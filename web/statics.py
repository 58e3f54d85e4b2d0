"""Style sheets and scripts: served by this process, named by their content so that a browser may keep them."""

from __future__ import annotations

import hashlib
from functools import cached_property
from pathlib import Path

from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

FOLDER = Path(__file__).parent / "static"
_FOREVER = "public, max-age=31536000, immutable"


class Statics(StaticFiles):
    """The folder ``static``. ``/static/<version>/app.css``: the version is part of the path, not of a query.

    ES modules import one another by relative path, so they must share the version of whoever loads them.
    """

    def __init__(self) -> None:
        super().__init__(directory=FOLDER)

    @cached_property
    def version(self) -> str:
        """A hash of all files of the folder."""
        digest = hashlib.sha256()
        for path in sorted(FOLDER.rglob("*")):
            if path.is_file():
                digest.update(path.name.encode() + b"\0" + path.read_bytes())
        return digest.hexdigest()[:12]

    def url(self, name: str) -> str:
        """Where a file of the folder is served."""
        return f"/static/{self.version}/{name}"

    async def get_response(self, path: str, scope: Scope) -> Response:
        """The file behind a versioned path; an older version gets today's file, and may not keep it."""
        version, _, name = Path(path).as_posix().partition("/")
        response = await super().get_response(name, scope)
        response.headers["Cache-Control"] = _FOREVER if version == self.version else "no-cache"
        return response
