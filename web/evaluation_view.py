"""What the pages of evaluations show: figures with their intervals, wrong cells with their causes, in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from api import links
from corpus import Corpus
from domain import Run, Verdict
from evaluation.agreement import Agreement, agreement
from evaluation.causes import Causes
from evaluation.evaluate import Evaluation
from evaluation.figure_wording import BY_NAME, METRICS, between, shown
from evaluation.run_comparison import Comparison

_HEADLINE = ("verdict_accuracy", "exhaustivite", "page_recall_p3", "page_precision", "verbatim", "value_exact")


@dataclass(frozen=True, slots=True)
class FigureLine:
    """A figure: its name, what it means, its value, its interval and over how many things it is counted."""

    label: str
    meaning: str
    value: str
    interval: str
    n: int


@dataclass(frozen=True, slots=True)
class WrongLine:
    """A wrong cell: both verdicts, the cause, and where to look at it."""

    document: str
    title: str
    code: str
    name: str
    expected: Verdict
    given: Verdict | None
    near: bool
    cause: str
    explanation: str
    href: str | None


@dataclass(frozen=True, slots=True)
class RunLine:
    """An evaluation in the list."""

    run: Run
    title: str
    model: str
    documents: int
    cells: int
    accuracy: float | None


def headline(evaluation: Evaluation) -> list[FigureLine]:
    """The six figures that tell most."""
    return _figure_lines(evaluation, _HEADLINE)


def method(evaluation: Evaluation) -> list[FigureLine]:
    """The figures for who knows statistics: a page keeps them folded."""
    return _figure_lines(evaluation, [metric.name for metric in METRICS if metric.method])


def _figure_lines(evaluation: Evaluation, names: Iterable[str]) -> list[FigureLine]:
    figures = evaluation.overall.figures
    return [
        FigureLine(
            BY_NAME[name].label,
            BY_NAME[name].meaning,
            shown(BY_NAME[name], figures[name]),
            between(figures.intervals.get(name), share=BY_NAME[name].share),
            figures.n[name],
        )
        for name in names
    ]


def wrong_lines(corpus: Corpus, evaluation: Evaluation, causes: Causes, names: dict[str, str]) -> list[WrongLine]:
    """The wrong cells: clearly wrong first, then one step away, then left open."""
    titles = {info.slug: info.title for info in corpus.documents.all()}
    order = (Agreement.FAUX, Agreement.VOISIN, Agreement.A_VERIFIER, Agreement.SANS_REPONSE)
    found = {(wrong.cell.document, wrong.cell.indicator): wrong for wrong in causes.found}
    cells = [cell for cell in evaluation.cells if agreement(cell) in order]
    lines = []
    for cell in sorted(cells, key=lambda cell: (order.index(agreement(cell)), cell.document, cell.indicator)):
        wrong = found.get((cell.document, cell.indicator))
        lines.append(
            WrongLine(
                document=cell.document,
                title=titles.get(cell.document, cell.document),
                code=cell.indicator,
                name=names.get(cell.indicator, ""),
                expected=cell.gold,
                given=cell.answer,
                near=agreement(cell) is Agreement.VOISIN,
                cause=wrong.cause.value if wrong else "",
                explanation=wrong.explanation if wrong else "",
                href=links.cell(cell.document, cell.indicator) if cell.document in titles else None,
            )
        )
    return lines


def run_lines(runs: Iterable[Run]) -> list[RunLine]:
    """The evaluations kept, as the list shows them."""
    lines = []
    for run in runs:
        overall = (run.figures or {}).get("overall", {})
        made_from = run.parameters.get("made_from", {})
        lines.append(
            RunLine(
                run=run,
                title=str(run.parameters.get("title", "")),
                model=", ".join("sans modèle" if one == "none" else one for one in made_from.get("model", ()))
                or "modèle inconnu",
                documents=len(run.parameters.get("documents", ())),
                cells=overall.get("cells", 0),
                accuracy=overall.get("verdict_accuracy"),
            )
        )
    return lines


@dataclass(frozen=True, slots=True)
class DifferenceLine:
    """A figure in both evaluations; ``clear`` when the interval of the difference leaves zero out."""

    label: str
    meaning: str
    first: str
    second: str
    difference: str
    interval: str
    clear: bool
    method: bool


def difference_lines(comparison: Comparison) -> list[DifferenceLine]:
    """All figures that both evaluations have, in the order of the report."""
    lines = []
    for metric in METRICS:
        found = comparison.figures.get(metric.name)
        if found is None or found.difference is None:
            continue
        points = found.difference * 100 if metric.share else found.difference
        unit = "points" if metric.share else ""
        lines.append(
            DifferenceLine(
                label=metric.label,
                meaning=metric.meaning,
                first=shown(metric, found.first),
                second=shown(metric, found.second),
                difference=f"{points:+.0f} {unit}".strip() if metric.share else f"{points:+.2f}".replace(".", ","),
                interval=_points(found.interval.low, found.interval.high) if found.interval else "—",
                method=metric.method,
                clear=found.interval is not None and (found.interval.low > 0 or found.interval.high < 0),
            )
        )
    return lines


def _points(low: float, high: float) -> str:
    return f"{low * 100:+.0f} à {high * 100:+.0f} points"
