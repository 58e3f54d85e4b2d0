"""What a reader must know before the figures."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from evaluation.evaluation_inputs import EvaluationInputs

PageLink = Callable[[str, str, int | None], str | None]
"""(document, piece, physical page) -> address where the page can be read, None where there is none."""


@dataclass(frozen=True, slots=True)
class About:
    """What the report says of itself.

    ``gold`` says honestly how the reference was made (by whom, on what, what it is worth); ``notes`` are
    further limits, one sentence each; ``run`` names what produced the answers; ``identifier`` and
    ``inputs`` are those of the run kept in the corpus; ``names`` gives indicators' names by code.
    """

    title: str
    gold: str
    run: str = ""
    notes: Sequence[str] = ()
    made: datetime | None = None
    identifier: str = ""
    inputs: EvaluationInputs | None = None
    names: Mapping[str, str] = field(default_factory=dict)

    @property
    def left_out(self) -> int:
        """Cells of the gold that are not compared."""
        return self.inputs.left_out if self.inputs else 0

    def made_at(self) -> datetime:
        """When the evaluation was made; now, when that is not known."""
        return self.made or datetime.now().astimezone()
