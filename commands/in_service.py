"""Runs a command within the service, with the service's own parts: models are loaded once, the corpus has one owner."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import TYPE_CHECKING, Literal

import typer

from commands.ask_service import FORWARDED
from commands.state import State
from domain.errors import BiollmError, UsageError
from settings import Settings, load_settings
from use_cases.lent_application import lent

if TYPE_CHECKING:
    from api.command_form import LocalCommand
    from api.local_commands import Tell
    from use_cases.container import Application


class _Told(io.StringIO):
    """A stream that hands on what is written to it."""

    def __init__(self, tell: Tell, where: Literal["out", "err"]):
        super().__init__()
        self._tell = tell
        self._where = where

    def write(self, text: str) -> int:
        self._tell(self._where, text)
        return len(text)


def run_command(application: Application, asked: LocalCommand, tell: Tell) -> int:
    """Run a command as a process of its own would; see ``api.local_commands.RunCommand``."""
    from rich.console import Console

    out, err = _Told(tell, "out"), _Told(tell, "err")
    try:
        if asked.name not in FORWARDED:
            raise UsageError("Le service n'exécute pas cette commande.", where=asked.name)
        flags = {name: value for name, value in asked.settings.items() if name in Settings.model_fields}

        @contextmanager
        def lend(settings: Settings) -> Iterator[Application]:
            with lent(application, settings) as parts:
                yield parts

        state = State(
            load_settings(**flags),
            flags,
            {
                "out": Console(file=out, width=asked.width, force_terminal=asked.terminal),
                "err": Console(file=err, width=asked.width, force_terminal=False),
            },
            (asked.name, asked.arguments),
            lend,
        )
        module, _, function = FORWARDED[asked.name].partition(":")
        alone = typer.Typer(add_completion=False, rich_markup_mode=None)
        alone.command(asked.name)(getattr(import_module(module), function))
        command = typer.main.get_command(alone)
        with command.make_context(asked.name, list(asked.arguments), obj=state) as context:
            command.invoke(context)
    except typer.Exit as ended:
        return ended.exit_code
    except BiollmError as error:
        err.write(f"Erreur. {error}\n")
        return error.exit_code
    return 0
