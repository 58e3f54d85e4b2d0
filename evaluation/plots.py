"""Plots as SVG, each with a text that says the same to who cannot see it."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

from evaluation.causes import Causes
from evaluation.confidence import RiskCurve
from evaluation.figure_wording import between, percent
from evaluation.figures import Figures, Group
from evaluation.metric_registry import Place, metrics_at

_INK, _BLUE, _PALE, _ORANGE = "#1c2b33", "#1f6f8b", "#d5e3e8", "#b8621b"


@dataclass(frozen=True, slots=True)
class Plot:
    """``svg`` is ready to stand in a page, and carries ``text``, which says the same; ``caption`` stands under it."""

    title: str
    svg: str
    text: str
    caption: str


def headline_plot(figures: Figures) -> Plot:
    """Each share as a point with its interval."""
    rows = [(metric, figures.of(metric)) for metric in metrics_at(Place.REPORT_PLOT)]
    known = [(metric, one.value, one.interval, one.n) for metric, one in rows if one.value is not None]
    figure, axes = _axes(len(known) * 0.34 + 0.7)
    for place, (_, value, interval, _) in enumerate(reversed(known)):
        if interval is not None:
            axes.plot([interval.low, interval.high], [place, place], color=_PALE, linewidth=9, solid_capstyle="butt")
        axes.plot([value], [place], "o", color=_BLUE, markersize=7)
    axes.set_yticks(range(len(known)), [f"{metric.label} (sur {n})" for metric, _, _, n in reversed(known)])
    axes.set_ylim(-0.6, len(known) - 0.4)
    _percent_axis(axes)
    text = " ; ".join(
        f"{metric.label} {percent(value)}, intervalle {between(interval)}, sur {n}"
        for metric, value, interval, n in known
    )
    return _plot(
        figure,
        "Les chiffres et leur marge d'erreur",
        text,
        "Point : le résultat ; bande : là où il tomberait 95 fois sur 100 avec d'autres dossiers semblables.",
    )


def indicator_plot(groups: Mapping[str, Group], names: Mapping[str, str]) -> Plot:
    """Verdicts right by indicator, the weakest last, with the number of documents."""
    known = [(code, group.figures["verdict_accuracy"], group.figures.cells) for code, group in groups.items()]
    known.sort(key=lambda row: (row[1] if row[1] is not None else 2, row[0]))
    figure, axes = _axes(len(known) * 0.3 + 0.7)
    for place, (_, value, _) in enumerate(known):
        axes.barh([place], [1.0], color=_PALE, height=0.62)
        axes.barh([place], [value or 0.0], color=_BLUE, height=0.62)
    axes.set_yticks(range(len(known)), [f"{code} {_short(names.get(code, ''))} (sur {n})" for code, _, n in known])
    axes.set_ylim(-0.6, len(known) - 0.4)
    _percent_axis(axes)
    text = " ; ".join(f"{code} {percent(value)} sur {n}" for code, value, n in reversed(known))
    return _plot(
        figure, "Verdicts justes, indicateur par indicateur", text, "Entre parenthèses : le nombre de documents."
    )


def risk_plot(curve: RiskCurve) -> Plot:
    """The share of wrong answers against the share of cells answered, surest first."""
    figure, axes = _axes(2.8)
    xs = [point.coverage for point in curve.points]
    ys = [point.risk for point in curve.points]
    axes.step(xs, ys, where="post", color=_BLUE, linewidth=2)
    axes.plot(xs, ys, "o", color=_BLUE, markersize=4)
    axes.axhline(curve.risk_of_all, color=_ORANGE, linewidth=1.2, linestyle="--")
    axes.text(0.01, curve.risk_of_all + 0.02, "toutes les réponses", color=_ORANGE, fontsize=8)
    axes.set_xlabel("part des cases où l'on garde la réponse, les plus sûres d'abord", fontsize=8)
    axes.set_ylabel("part de réponses fausses", fontsize=8)
    axes.set_ylim(-0.02, 1.02)
    axes.set_yticks([0, 0.25, 0.5, 0.75, 1], ["0 %", "25 %", "50 %", "75 %", "100 %"])
    axes.grid(visible=True, axis="y", color="#e4eaed", linewidth=0.7)
    _percent_axis(axes)
    half = next(point for point in curve.points if point.answered >= curve.n / 2)
    text = (
        f"En gardant les {half.answered} réponses les plus sûres sur {curve.n}, {percent(half.risk)} sont fausses ; "
        f"en gardant tout, {percent(curve.risk_of_all)}. Risque moyen le long de la courbe (aire) "
        f"{percent(curve.area)}{_interval(curve)} : égal au précédent si la confiance ne vaut rien, plus bas si elle "
        "vaut quelque chose."
    )
    return _plot(figure, "Se fier aux seules réponses les plus sûres ?", text, text)


def cause_plot(causes: Causes) -> Plot:
    """Wrong cells by cause."""
    rows = sorted(causes.counts.items(), key=lambda row: row[1])
    figure, axes = _axes(len(rows) * 0.34 + 0.5)
    axes.barh(range(len(rows)), [count for _, count in rows], color=_BLUE, height=0.62)
    for place, (_, count) in enumerate(rows):
        axes.text(count, place, f" {count}", va="center", fontsize=9, color=_INK)
    axes.set_yticks(range(len(rows)), [cause.label for cause, _ in rows])
    axes.set_xticks([])
    axes.spines["bottom"].set_visible(False)
    axes.set_xlim(0, max((count for _, count in rows), default=1) * 1.1)
    text = " ; ".join(f"{cause.label} : {count}" for cause, count in reversed(rows))
    return _plot(figure, "Ce qui a manqué, par case fausse", text, "Une cause par case fausse.")


def _axes(height: float) -> tuple[Any, Any]:
    from matplotlib.figure import Figure

    figure = Figure(figsize=(7.4, height), layout="constrained")
    axes = figure.add_subplot()
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.tick_params(axis="both", labelsize=9, colors=_INK, length=0)
    return figure, axes


def _percent_axis(axes: Any) -> None:
    axes.set_xlim(-0.01, 1.01)
    axes.set_xticks([0, 0.25, 0.5, 0.75, 1], ["0 %", "25 %", "50 %", "75 %", "100 %"])
    axes.grid(visible=True, axis="x", color="#e4eaed", linewidth=0.7)
    axes.set_axisbelow(True)


def _plot(figure: Any, title: str, text: str, caption: str) -> Plot:
    """Text stays text (readable, searchable, small), and the same figures give the same bytes."""
    import matplotlib

    buffer = io.StringIO()
    with matplotlib.rc_context({"svg.fonttype": "none", "svg.hashsalt": "biollm", "font.family": "sans-serif"}):
        figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None}, transparent=True)
    drawn = buffer.getvalue()
    drawn = drawn[drawn.index("<svg") :]
    start = drawn.index(">") + 1
    head = drawn[:start].replace("<svg", f'<svg role="img" aria-label="{escape(title)} : {escape(text)}"', 1)
    return Plot(title, f"{head}<title>{escape(title)}</title>{_without_metadata(drawn[start:])}", text, caption)


def _without_metadata(svg: str) -> str:
    start, end = svg.find("<metadata>"), svg.find("</metadata>")
    return svg if start < 0 else svg[:start] + svg[end + len("</metadata>") :]


def _short(text: str, most: int = 34) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def _interval(curve: RiskCurve) -> str:
    return f" ({between(curve.interval)})" if curve.interval else ""
