"""Thresholds that a run must hold: what makes a continuous integration fail when the tool gets worse."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from difflib import get_close_matches

from domain.errors import UsageError
from evaluation.figures import Figures
from evaluation.metrics import COEFFICIENTS, RATIOS

METRICS = (*RATIOS, *COEFFICIENTS)
ALWAYS = {"verbatim": 1.0}
"""Every quote must stand on the page it names: a run where one does not has failed, whatever is asked."""


def parse_gates(asked: Sequence[str]) -> dict[str, float]:
    """« metric=value » texts as thresholds; the decimal mark may be a comma.

    Raises:
        UsageError: A metric is unknown, or a value is no number.
    """
    gates: dict[str, float] = {}
    for text in asked:
        name, equals, value = (part.strip() for part in text.partition("="))
        if name not in METRICS:
            close = get_close_matches(name, METRICS, n=1)
            raise UsageError(
                f"« {name} » n'est pas un indicateur de qualité"
                + (f" ; vouliez-vous dire « {close[0]} » ?" if close else "."),
                where="--fail-below",
                remedy=f"Noms possibles : {', '.join(METRICS)}.",
            )
        try:
            gates[name] = float(value.replace(",", "."))
        except ValueError:
            gates[name] = math.nan
        if not equals or not math.isfinite(gates[name]):
            raise UsageError(
                f"« {text} » n'a pas la forme indicateur=seuil.",
                where="--fail-below",
                remedy="Par exemple --fail-below verdict_accuracy=0.6.",
            )
    return gates


def broken_gates(figures: Figures, gates: Mapping[str, float]) -> list[str]:
    """One sentence for each threshold that is not held; a figure that is undefined holds none."""
    broken = []
    for name, least in gates.items():
        value = figures[name]
        if value is None:
            if name in ALWAYS and least == ALWAYS[name]:
                continue  # no quote at all is no false quote
            broken.append(f"{name} : rien à compter (n = 0), seuil {least:g}")
        elif value < least:
            broken.append(f"{name} : {value:.4f} sous le seuil {least:g} (n = {figures.n[name]})")
    return broken
