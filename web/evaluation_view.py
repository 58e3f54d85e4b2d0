"""What the pages of evaluations show: figures with their intervals, wrong cells with their causes, in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from api import links
from corpus import Corpus
from domain import Verdict
from evaluation.agreement import Agreement, agreement
from evaluation.causes import Causes
from evaluation.evaluate import Evaluation
from evaluation.figure_wording import between, shown
from evaluation.metric_registry import Metric, Place, metrics, metrics_at, metrics_by_key
from evaluation.run_comparison import Comparison
from use_cases.run_evaluation import KeptEvaluation


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

    run: KeptEvaluation
    model: str

    @property
    def title(self) -> str:
        """What the evaluation is called."""
        return self.run.inputs.title


def headline(evaluation: Evaluation) -> list[FigureLine]:
    """The few figures that tell most."""
    return _figure_lines(evaluation, metrics_at(Place.PAGE_CARD))


def method(evaluation: Evaluation) -> list[FigureLine]:
    """The figures for who knows statistics: a page keeps them folded."""
    return _figure_lines(evaluation, [metric for metric in metrics() if metric.folded])


def _figure_lines(evaluation: Evaluation, chosen: Iterable[Metric]) -> list[FigureLine]:
    figures = evaluation.overall.figures
    return [
        FigureLine(
            metric.label,
            metric.meaning,
            shown(metric, figures.of(metric).value),
            between(figures.of(metric).interval, share=metric.is_share),
            figures.of(metric).n,
        )
        for metric in chosen
    ]


def wrong_lines(corpus: Corpus, evaluation: Evaluation, causes: Causes, names: dict[str, str]) -> list[WrongLine]:
    """The wrong cells: clearly wrong first, then one step away, then left open."""
    titles = {info.slug: info.title for info in corpus.documents.all()}
    order = (Agreement.WRONG, Agreement.NEAR, Agreement.TO_CHECK, Agreement.NO_ANSWER)
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
                near=agreement(cell) is Agreement.NEAR,
                cause=wrong.cause.label if wrong else "",
                explanation=wrong.explanation if wrong else "",
                href=links.cell(cell.document, cell.indicator) if cell.document in titles else None,
            )
        )
    return lines


def run_lines(runs: Iterable[KeptEvaluation]) -> list[RunLine]:
    """The evaluations kept, as the list shows them."""
    return [RunLine(run, _models(run) or "modèle inconnu") for run in runs]


def _models(run: KeptEvaluation) -> str:
    return ", ".join("sans modèle" if one == "none" else one for one in run.inputs.made_from.model)


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
    by_key = metrics_by_key()
    for key, found in comparison.figures.items():
        if found.difference is None:
            continue
        metric = by_key[key]
        points = found.difference * 100 if metric.is_share else found.difference
        unit = "points" if metric.is_share else ""
        lines.append(
            DifferenceLine(
                label=metric.label,
                meaning=metric.meaning,
                first=shown(metric, found.first),
                second=shown(metric, found.second),
                difference=f"{points:+.0f} {unit}".strip() if metric.is_share else f"{points:+.2f}".replace(".", ","),
                interval=_points(found.interval.low, found.interval.high) if found.interval else "—",
                method=metric.folded,
                clear=found.interval is not None and (found.interval.low > 0 or found.interval.high < 0),
            )
        )
    return lines


def _points(low: float, high: float) -> str:
    return f"{low * 100:+.0f} à {high * 100:+.0f} points"
