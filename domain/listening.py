"""What whoever waits for an answer is told while it is made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


def _nobody(_: str) -> None:
    """Nobody listens."""


@dataclass(frozen=True, slots=True)
class Listener:
    """Hears the stages of an answer as French lines, and its wording as far as it is written.

    ``draft`` receives all that a model has worded so far: nothing of it is checked yet, and the answer may say less.
    """

    stage: Callable[[str], None] = _nobody
    draft: Callable[[str], None] = _nobody


NOBODY = Listener()
"""Where nobody waits."""
