"""Commands of this machine that find the data directory taken are run by the service that has it.

Whoever asks shows the token of the owner's file, which only the person whose data these are may read. No part of the
API: what may be asked is what the command line has.
"""

from __future__ import annotations

import json
import queue
import secrets
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from fastapi import APIRouter, Request
from fastapi.responses import StreamingResponse

from api.command_form import COMMAND_PATH, TOKEN_HEADER, LocalCommand
from api.dependencies import ServiceDep
from api.exposure import is_loopback
from api.problems import AccessDenied
from api.waiting import handed_on
from use_cases.container import Application

Tell = Callable[[Literal["out", "err"], str], None]


#: Runs a command with the parts of the service, tells what it prints and returns its exit code.
RunCommand = Callable[[Application, LocalCommand, Tell], int]


@dataclass(frozen=True, slots=True)
class LocalCommands:
    """The token that is asked for, and what runs a command."""

    token: str
    run: RunCommand


def router_for(commands: LocalCommands) -> APIRouter:
    """The route by which commands come."""
    router = APIRouter(include_in_schema=False)

    @router.post(COMMAND_PATH)
    def command(asked: LocalCommand, request: Request, service: ServiceDep) -> StreamingResponse:
        given = request.headers.get(TOKEN_HEADER, "")
        here = request.client is not None and is_loopback(request.client.host)
        if not here or not secrets.compare_digest(given.encode(), commands.token.encode()):
            raise AccessDenied("Cette adresse ne sert qu'aux commandes de cette machine.")
        lines = _lines(lambda tell: commands.run(service.application, asked, tell))
        return StreamingResponse(handed_on(lines, service.waiting), media_type="application/x-ndjson")

    return router


def _lines(run: Callable[[Tell], int]) -> Iterator[str]:
    """What a command prints, as it prints it, then its exit code: one JSON object a line."""
    said: queue.SimpleQueue[Mapping[str, str | int]] = queue.SimpleQueue()

    def work() -> None:
        code = 1  # what is no error of ours is in the log of the service
        try:
            code = run(lambda where, text: said.put({where: text}))
        finally:
            said.put({"code": code})

    threading.Thread(target=work, name="command", daemon=True).start()
    while True:
        line = said.get()
        yield json.dumps(line, ensure_ascii=False) + "\n"
        if "code" in line:
            return
