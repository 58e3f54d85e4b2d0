"""A command that finds its data directory taken asks the service that has it, and prints what that says."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from commands.state import State

#: Commands that a service runs beside its own work: they change no piece and no index.
FORWARDED = {"search": "commands.answers:search", "ask": "commands.answers:ask", "run": "commands.answers:run"}
_CONNECT = 3.0  # seconds: it is on this machine


def answered_by_service(state: State) -> int | None:
    """Have a command run by the service that holds the data directory.

    Returns:
        Its exit code; None where nobody answers, or the command is not one that a service runs.
    """
    from corpus.lock import DataDirLock

    name, arguments = state.typed
    service = DataDirLock(state.settings.data_dir).service()
    if service is None or name not in FORWARDED:
        return None
    import httpx

    from api.command_form import COMMAND_PATH, TOKEN_HEADER, LocalCommand

    asked = LocalCommand(
        name=name,
        arguments=arguments,
        settings=state.settings.model_dump(mode="json", exclude={"api_key", "openai_api_key"}),
        width=max(20, state.out.width),
        terminal=state.out.is_terminal,
    )
    code: int | None = None
    try:
        # Never through a proxy of the environment.
        with (
            httpx.Client(trust_env=False, timeout=httpx.Timeout(None, connect=_CONNECT)) as client,
            client.stream(
                "POST",
                service.url + COMMAND_PATH,
                content=asked.model_dump_json(),
                headers={TOKEN_HEADER: service.token, "Content-Type": "application/json"},
            ) as response,
        ):
            if response.status_code != httpx.codes.OK:
                return None
            for line in response.iter_lines():
                said = json.loads(line)
                sys.stdout.write(said.get("out", ""))
                sys.stdout.flush()
                sys.stderr.write(said.get("err", ""))
                code = said.get("code", code)
    except httpx.ConnectError:
        return None
    return 1 if code is None else code  # the service stopped in the middle
