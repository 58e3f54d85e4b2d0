"""A sentence on two pages, as the two citations of it."""

from __future__ import annotations

from domain import Citation, CitedPart

FIRST = "Les haies repérées au plan de zonage sont conservées sur une largeur de"
SECOND = "5 mètres au moins de part et d'autre de leur axe."
WHOLE = f"{FIRST} [p. 13] {SECOND}"
BEGUN = Citation(
    "reglement", 12, "8", FIRST, 12, 700, 700 + len(FIRST), after=CitedPart(13, "9", SECOND, 13, 0, len(SECOND))
)
ENDED = Citation(
    "reglement", 13, "9", SECOND, 13, 0, len(SECOND),
    before=CitedPart(12, "8", FIRST, 12, 700, 700 + len(FIRST)),
)  # fmt: skip
