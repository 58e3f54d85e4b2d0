"""How figures are said in French: percentages, coefficients, intervals, durations, pages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from evaluation.agreement import Agreement
from evaluation.gold_cells import PageKey
from evaluation.intervals import Interval
from evaluation.metric_registry import Metric


@dataclass(frozen=True, slots=True)
class AgreementLook:
    """How an agreement is shown: its name, a symbol for a narrow cell, a style class, a colour of a workbook (RGB)."""

    label: str
    symbol: str
    css: str
    colour: str


AGREEMENTS = {
    Agreement.RIGHT: AgreementLook("juste", "=", "juste", "C6E0B4"),
    Agreement.NEAR: AgreementLook("voisin", "≈", "voisin", "FFE699"),
    Agreement.WRONG: AgreementLook("faux", "≠", "faux", "F4B183"),
    Agreement.TO_CHECK: AgreementLook("à vérifier", "?", "averifier", "BDD7EE"),
    Agreement.NO_ANSWER: AgreementLook("sans réponse", "∅", "sansreponse", "E3E3E3"),
}


def percent(figure: float | None, digits: int = 0) -> str:
    """0.256 -> « 26 % »; what is not quite 0 or 100 % never reads so; None is « — »."""
    if figure is None:
        return "—"
    shown = f"{figure * 100:.{digits}f}"
    if 0 < figure < 1 and float(shown) in (0, 100):
        shown = f"{figure * 100:.{digits + 1}f}"  # 99,6 % of quotes is not 100 %
    return f"{shown} %".replace(".", ",")


def decimal(figure: float | None, digits: int = 2) -> str:
    """0.256 -> « 0,26 »; None is « — »."""
    return "—" if figure is None else f"{figure:.{digits}f}".replace(".", ",")


def shown(metric: Metric, figure: float | None) -> str:
    """A figure as its metric is shown."""
    return percent(figure) if metric.is_share else decimal(figure)


def between(interval: Interval | None, *, share: bool = True) -> str:
    """« 12 à 34 % », or « 0,12 à 0,34 »."""
    if interval is None:
        return "—"
    if share:
        return f"{interval.low * 100:.0f} à {interval.high * 100:.0f} %"
    return f"{decimal(interval.low)} à {decimal(interval.high)}"


def more_or_less(gain: float) -> str:
    """A gain of time as people say it: 0.4 -> « 40 % en moins », -0.98 -> « 98 % en plus »."""
    return f"{percent(abs(gain))} en {'moins' if gain >= 0 else 'plus'}"


def gain_between(interval: Interval | None) -> str:
    """« entre 13 et 145 % en plus », « entre 20 % en plus et 40 % en moins »; nothing without an interval."""
    if interval is None:
        return ""
    low, high = interval.low, interval.high
    if low < 0 < high:
        return f"entre {more_or_less(low)} et {more_or_less(high)}"
    near, far = sorted((abs(low), abs(high)))
    return f"entre {near * 100:.0f} et {far * 100:.0f} % en {'moins' if low >= 0 else 'plus'}"


def minutes(value: float) -> str:
    """75.5 -> « 1 h 16 », 4.2 -> « 4 min », 0.4 -> « 24 s »."""
    if value < 1:
        return f"{value * 60:.0f} s"
    if value < 60:
        return f"{value:.0f} min"
    return f"{int(value // 60)} h {round(value % 60):02d}"


def plural(count: int, word: str) -> str:
    """« 1 document », « 3 documents »."""
    return f"{count} {word}{'s' if count > 1 else ''}"


def page_name(page: PageKey) -> str:
    """« doo p. 3 », or the piece alone where it has no pages."""
    return page[0] if page[1] is None else f"{page[0]} p. {page[1]}"


def in_order(pages: Iterable[PageKey]) -> list[PageKey]:
    """Pages by piece, then by number."""
    return sorted(pages, key=lambda page: (page[0], page[1] or 0))


def pages_text(pages: Iterable[PageKey]) -> str:
    """« doo p. 3, doo p. 12 »."""
    return ", ".join(page_name(page) for page in in_order(pages))
