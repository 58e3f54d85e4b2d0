"""What every command shares: the settings of this call, the consoles, and how the application opens."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal

import typer

from settings import Settings, load_settings

if TYPE_CHECKING:
    from rich.console import Console

    from use_cases.container import Application
    from use_cases.progress import Progress as ProgressCallback


@dataclass(slots=True)
class State:
    """Made once by the root command; ``consoles`` are given where they are not those of the process."""

    settings: Settings
    flags: Mapping[str, object] = field(default_factory=dict)
    consoles: dict[Literal["out", "err"], Console] = field(default_factory=dict)
    #: Name and arguments of the command, as they were typed.
    typed: tuple[str, tuple[str, ...]] = ("", ())
    #: In a service: lends the parts of it for other settings than its own.
    lend: Callable[[Settings], AbstractContextManager[Application]] | None = None

    @property
    def out(self) -> Console:
        """Where results are printed."""
        return self._console("out")

    @property
    def err(self) -> Console:
        """Where everything else is printed."""
        return self._console("err")

    def _console(self, which: Literal["out", "err"]) -> Console:
        # Made when something is printed by it: rich is some fifty modules, and to serve or to list as JSON needs none.
        if which not in self.consoles:
            from rich.console import Console

            self.consoles[which] = Console(stderr=which == "err", emoji=False)
        return self.consoles[which]

    @classmethod
    def from_flags(cls, **flags: Any) -> State:
        """Build the settings of a call; flags that are None count as not given."""
        return cls(load_settings(**flags), flags)

    def with_settings(self, **flags: Any) -> State:
        """The same state with the settings that a command's own flags change."""
        return replace(self, settings=load_settings(**{**self.flags, **flags}))

    @contextmanager
    def application(self, *, owner: bool = True) -> Iterator[Application]:
        """Open the application; an owner holds the data directory, a reader only looks at the corpus.

        Raises:
            DataDirLocked: Another process holds it, and it is no service that could answer this command.
            typer.Exit: A service holds it, and has answered.
        """
        from domain.errors import DataDirLocked
        from use_cases.container import Application

        if self.lend is not None:
            with self.lend(self.settings) as lent:
                yield lent
            return
        application = Application(self.settings, say=lambda line: self.err.print(line, style="dim", highlight=False))
        with ExitStack() as stack:
            try:
                stack.enter_context(application.opened(owner=owner))
            except DataDirLocked:
                from commands.ask_service import answered_by_service

                code = answered_by_service(self)
                if code is None:
                    raise
                raise typer.Exit(code) from None
            yield application

    @contextmanager
    def progress(self) -> Iterator[ProgressCallback]:
        """Show stages on the error console, so that results can be piped: bars, or lines where none can move."""
        if not self.err.is_terminal:
            yield self._lines()
            return
        from rich.progress import (
            BarColumn,
            MofNCompleteColumn,
            Progress,
            SpinnerColumn,
            TextColumn,
            TimeRemainingColumn,
        )

        columns = (
            SpinnerColumn(),
            TextColumn("{task.description}", markup=False),
            BarColumn(bar_width=24),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
        )
        with Progress(*columns, console=self.err) as bars:
            tasks: dict[str, Any] = {}

            def report(stage: str, done: int, total: int) -> None:
                if stage not in tasks:
                    tasks[stage] = bars.add_task(stage, total=total)
                bars.update(tasks[stage], completed=done, total=total)

            yield report

    def _lines(self) -> ProgressCallback:
        """One line when a stage begins, then one each quarter of it with the time left: enough for a log."""
        said: dict[str, int] = {}
        begun: dict[str, float] = {}

        def report(stage: str, done: int, total: int) -> None:
            quarter = 4 * done // total if total else 4
            start = begun.setdefault(stage, time.monotonic())
            if said.get(stage) != quarter:
                said[stage] = quarter
                left = (time.monotonic() - start) * (total - done) / done if done else 0.0
                rest = f" (encore {left:.0f} s environ)" if left >= 1 else ""
                self.err.print(f"{stage} : {done} / {total}{rest}", highlight=False, markup=False)

        return report

    def print_json(self, value: object) -> None:
        """Print one JSON value on standard output, nothing else."""
        typer.echo(
            json.dumps(value, ensure_ascii=False, indent=2),
            file=self.consoles["out"].file if "out" in self.consoles else None,
        )


def state_of(context: typer.Context) -> State:
    """The state that the root command made."""
    state = context.find_object(State)
    if state is None:
        raise RuntimeError("a command was called without the root command")
    return state
