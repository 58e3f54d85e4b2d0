"""An indicator by its code."""

from __future__ import annotations

from domain.errors import UnknownIndicator
from indicator_queries.schema import Grid, Indicator


def find(grid: Grid, code: str) -> Indicator:
    """The indicator of this code; case and surrounding spaces do not matter.

    Raises:
        UnknownIndicator: The grid has no such code; the remedy names those it has.
    """
    wanted = code.strip().casefold()
    for indicator in grid.indicators:
        if indicator.code.casefold() == wanted:
            return indicator
    codes = ", ".join(indicator.code for indicator in grid.indicators)
    raise UnknownIndicator(
        f"la grille {grid.name} n'a pas d'indicateur « {code} ».", remedy=f"Codes possibles : {codes}."
    )
