"""Thresholds that a run must hold: what makes a continuous integration fail when the tool gets worse."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from domain.errors import UsageError
from evaluation.figures import Figures
from evaluation.metric_registry import metric_named, metrics, metrics_by_key


def always_held() -> dict[str, float]:
    """The thresholds that every run must hold, whatever is asked: a quote that is not on its page is a failure."""
    return {metric.key: metric.always for metric in metrics() if metric.always is not None}


def parse_gates(asked: Sequence[str]) -> dict[str, float]:
    """« metric=value » texts as thresholds; the decimal mark may be a comma.

    Raises:
        UsageError: A metric is unknown, or a value is no number.
    """
    gates: dict[str, float] = {}
    for text in asked:
        name, equals, value = (part.strip() for part in text.partition("="))
        try:
            key = metric_named(name).key
        except UsageError as error:
            raise UsageError(error.message, where="--fail-below", remedy=error.remedy) from error
        try:
            gates[key] = float(value.replace(",", "."))
        except ValueError:
            gates[key] = math.nan
        if not equals or not math.isfinite(gates[key]):
            raise UsageError(
                f"« {text} » n'a pas la forme indicateur=seuil.",
                where="--fail-below",
                remedy="Par exemple --fail-below verdict_accuracy=0.6.",
            )
    return gates


def broken_gates(figures: Figures, gates: Mapping[str, float]) -> list[str]:
    """One sentence for each threshold that is not held; a figure that is undefined holds none."""
    broken = []
    for key, threshold in gates.items():
        metric, figure = metrics_by_key()[key], figures.by_key[key]
        if figure.value is None:
            if threshold == metric.always:
                continue  # no quote at all is no false quote
            broken.append(f"{key} : rien à compter (n = 0), seuil {threshold:g}")
        elif not metric.holds(figure.value, threshold):
            side = "sous" if figure.value < threshold else "au-dessus de"
            broken.append(f"{key} : {figure.value:.4f} {side} le seuil {threshold:g} (n = {figure.n})")
    return broken
