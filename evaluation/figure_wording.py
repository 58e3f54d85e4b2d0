"""How figures are said in French: names and meanings of the metrics, percentages, intervals, pages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from evaluation.agreement import Agreement
from evaluation.gold_cells import PageKey
from evaluation.intervals import Interval

SIGNS = {
    Agreement.JUSTE: "=",
    Agreement.VOISIN: "≈",
    Agreement.FAUX: "≠",
    Agreement.A_VERIFIER: "?",
    Agreement.SANS_REPONSE: "∅",
}
CLASSES = {
    Agreement.JUSTE: "juste",
    Agreement.VOISIN: "voisin",
    Agreement.FAUX: "faux",
    Agreement.A_VERIFIER: "averifier",
    Agreement.SANS_REPONSE: "sansreponse",
}


@dataclass(frozen=True, slots=True)
class Metric:
    """A metric as the report names it; ``share`` says whether it is a percentage.

    ``method``: a figure for who knows statistics or the tool's inner steps; pages keep it folded.
    """

    name: str
    label: str
    meaning: str
    share: bool = True
    method: bool = False


METRICS = tuple(
    Metric(*parts)
    for parts in (
        ("verdict_accuracy", "Exactitude", "verdicts identiques à la référence, sur toutes les cases"),
        ("balanced_accuracy", "Exactitude équilibrée", "moyenne, sur les verdicts de la référence, de la part bien "
         "répondue : répondre toujours le verdict le plus fréquent n'y gagne rien"),
        ("precision", "Précision", "verdicts identiques, sur les cases où l'outil s'est prononcé"),
        ("coverage", "Couverture", "cases où l'outil s'est prononcé (« à vérifier » n'en est pas)"),
        ("exhaustivite", "Exhaustivité", "cases autres que « non » dans la référence, bien répondues"),
        ("page_recall_p3", "Pages décisives retrouvées", "pages décisives de la référence (pertinence 3) citées"),
        ("page_recall_p2", "Pages utiles retrouvées", "pages décisives ou d'appui (pertinence 2 ou 3) citées"),
        ("page_recall_p3_near", "Pages décisives, à une page près", "une page voisine citée compte aussi"),
        ("page_recall_p2_near", "Pages utiles, à une page près", "une page voisine citée compte aussi"),
        ("page_precision", "Pages citées à bon escient", "pages citées qui sont décisives ou d'appui"),
        ("page_precision_near", "Pages citées, à une page près", "une page voisine d'une page utile compte aussi"),
        ("page_precision_p1", "Pages citées, liées comprises", "une page seulement liée au sujet compte aussi"),
        ("verbatim", "Citations exactes", "citations présentes mot pour mot sur la page indiquée ; 100 % ou "
         "l'évaluation "
         "échoue"),
        ("quotes_before_checks", "Phrases désignées qui existent", "avant les contrôles : le chiffre du modèle seul",
         True, True),
        ("value_exact", "Valeurs retrouvées", "chiffres de la référence présents dans la réponse, unités converties"),
        ("value_precision", "Valeurs à bon escient", "chiffres de la réponse présents dans la référence"),
        ("values_before_checks", "Valeurs présentes dans leur phrase", "avant les contrôles : le chiffre du modèle "
         "seul", True, True),
        ("abstention_precision", "« Non » à raison", "cases répondues « non » qui le sont dans la référence"),
        ("abstention_recall", "« Non » retrouvés", "cases « non » de la référence répondues « non »"),
        ("kappa_weighted", "Kappa pondéré", "accord au-delà du hasard, non < partiel < oui (1 : parfait)", False, True),
        ("kappa", "Kappa", "le même sans ordre, « sans objet » compris", False, True),
        ("ac1", "AC1 de Gwet", "le même, qui ne s'effondre pas quand un verdict domine", False, True),
    )
)  # fmt: skip
BY_NAME = {metric.name: metric for metric in METRICS}


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
    return percent(figure) if metric.share else decimal(figure)


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
