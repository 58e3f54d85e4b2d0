"""What a reader must know before the figures."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

PageLink = Callable[[str, str, int | None], str | None]
"""(document, piece, physical page) -> address where the page can be read, None where there is none."""


@dataclass(frozen=True, slots=True)
class About:
    """What the report says of itself.

    ``gold`` says honestly how the reference was made (by whom, on what, what it is worth); ``notes`` are
    further limits, one sentence each; ``run`` names what produced the answers; ``identifier`` and
    ``parameters`` are those of the run kept in the corpus; ``names`` gives indicators' names by code.
    """

    title: str
    gold: str
    run: str = ""
    notes: Sequence[str] = ()
    made: datetime | None = None
    identifier: str = ""
    parameters: Mapping[str, Any] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)

    def to_json(self, made: datetime) -> dict[str, Any]:
        """As the JSON report gives it."""
        return {
            "title": self.title,
            "gold": self.gold,
            "run": self.run,
            "identifier": self.identifier,
            "notes": list(self.notes),
            "parameters": dict(self.parameters),
            "made": made.isoformat(timespec="seconds"),
        }
