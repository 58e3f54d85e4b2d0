"""How long work tells its caller where it is."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[str, int, int], None]
"""Called with a stage in French (« lecture de reglement.pdf »), units done, and units in all."""


def silent(stage: str, done: int, total: int) -> None:
    """Progress that nobody looks at."""


def within(progress: Progress, stage: str) -> Callable[[int, int], None]:
    """The progress of one stage, for a package that knows nothing of stages."""

    def report(done: int, total: int) -> None:
        progress(stage, done, total)

    return report
