"""Commands whose module is imported when they are called: listing them imports nothing of the project."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperCommand

#: Name of a command -> (module and function, the line that stands in the list of commands).
Table = Mapping[str, tuple[str, str]]


def add_commands(app: typer.Typer, table: Table) -> None:
    """Put commands into an application without importing them.

    Args:
        app: The application, or a group of it.
        table: What to put in, in the order of the list; a line is the first of the function's docstring.
    """
    for name, (where, line) in table.items():
        app.command(name, help=line, cls=_lazy(where))(_nothing)


def _nothing() -> None:
    """Stands where the function of the command will stand."""


def _lazy(where: str) -> type[TyperCommand]:
    return type("LazyCommand", (_LazyCommand,), {"where": where})


class _LazyCommand(TyperCommand):
    """Gives way to the real command when a context is made for it, which is when it is called or asked for help."""

    where: str

    @cached_property
    def real(self) -> Any:
        """The command that typer makes of the function."""
        module, _, function = self.where.partition(":")
        alone = typer.Typer(add_completion=False, rich_markup_mode=None)
        alone.command(self.name)(getattr(import_module(module), function))
        return typer.main.get_command(alone)

    def make_context(self, info_name: str | None, args: list[str], parent: Any = None, **more: Any) -> Any:
        if parent is not None and parent.obj is not None:
            parent.obj.typed = (info_name or "", tuple(args))  # a service may be asked the same
        return self.real.make_context(info_name, args, parent=parent, **more)
