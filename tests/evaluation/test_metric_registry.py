"""A metric is one entry: whatever is declared there is shown, with its label, wherever figures are."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from importlib import import_module

import pytest
from openpyxl import load_workbook
from rich.console import Console

from api.evaluation_schemas import EvaluationView
from commands.evaluating import show_comparison, show_evaluation
from domain.errors import UsageError
from evaluation import About, Evaluation, answers_book, evaluate_answers, report_html
from evaluation.causes import find_causes
from evaluation.figures_json import EvaluationJson
from evaluation.gates import broken_gates, parse_gates
from evaluation.metric_registry import Better, Metric, Place, Ratio, metric_named, metrics, metrics_at
from evaluation.plots import headline_plot
from evaluation.report import no_gain
from evaluation.run_comparison import compare_runs
from tests.evaluation.samples import answer, by_key, cell, gold_of, page_text
from web.evaluation_view import difference_lines, headline, method

QUALITY = {"key": "long_rationale", "label": "Raisons longues", "meaning": "cases dont la raison dépasse huit lettres"}
#: What a contributor may add: a family of the package gets one entry more, and nothing else changes.
ADDED = Metric(
    **QUALITY,
    counted=Ratio(lambda one: (int(len(one.rationale) > 8), 1)),
    better=Better.LOWER,
    places=frozenset(Place),
)


def evaluation() -> Evaluation:
    gold = gold_of(
        cell("oui", [(1, 3)], values=[(12, "%")]),
        cell("non", indicator="I02"),
        cell("partiel", [(2, 2)], document="e"),
    )
    said = by_key(
        answer("oui", [1], values=[(12, "%")]), answer("non", indicator="I02"), answer("oui", [2], document="e")
    )
    return evaluate_answers(gold, said, page_text, draws=20)


@pytest.fixture
def with_one_more(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    family = import_module("evaluation.metrics.verdict_metrics")
    monkeypatch.setattr(family, "FAMILY", replace(family.FAMILY, metrics=(*family.FAMILY.metrics, ADDED)))
    metrics.cache_clear()
    yield
    monkeypatch.undo()
    metrics.cache_clear()


def shown_on_the_command_line(found: Evaluation) -> str:
    out = io.StringIO()
    console = Console(file=out, width=200)
    show_evaluation(console, found)
    show_comparison(console, compare_runs(found.cells, found.cells, draws=20))
    return out.getvalue()


def sheets_of(found: Evaluation) -> dict[str, set[object]]:
    about = About("Essai", "Référence inventée.")
    content = answers_book(found, find_causes(found.cells, {}, {}), no_gain(found), about)
    book = load_workbook(io.BytesIO(content), read_only=True)
    return {
        name: {value for row in book[name].iter_rows(values_only=True) for value in row}
        for name in ("Chiffres", "Par indicateur", "Par document", "Méthode")
    }


def test_a_metric_added_in_one_place_is_shown_in_all_with_its_label(with_one_more: None) -> None:
    """Those that are there, and one more."""
    assert ADDED in metrics()
    found = evaluation()
    sheets = sheets_of(found)
    causes = find_causes(found.cells, {}, {})
    page = unescape(report_html(found, About("Essai", "Référence inventée."), causes, no_gain(found)))
    command = shown_on_the_command_line(found)
    content = EvaluationJson.of(found).model_dump(mode="json")["overall"]
    described = EvaluationView.model_json_schema()["$defs"]["FiguresJson"]["properties"]
    for metric in metrics():
        for name, words in sheets.items():
            assert metric.label in words, (metric.key, name)
        assert {metric.meaning} <= sheets["Méthode"] & sheets["Chiffres"], metric.key
        assert page.count(f">{metric.label}<") >= 1, metric.key
        assert metric.meaning in page, metric.key
        assert metric.label in command, metric.key
        at_top = Place.JSON_TOP in metric.places
        assert metric.key in (content if at_top else content["more"]), metric.key
        assert metric.key in content["n"], metric.key
        assert metric.key in content["intervals"], metric.key
        of_the_api = described if at_top else described["more"]["properties"]
        assert metric.label in of_the_api[metric.key]["description"], metric.key
        assert metric.meaning in of_the_api[metric.key]["description"], metric.key
    chosen = {
        Place.REPORT_PLOT: headline_plot(found.overall.figures).text,
        Place.REPORT_CARD: page.partition("Document par document")[0],
        Place.REPORT_GROUPS: page.partition("Par indicateur</h2>")[2],
        Place.PAGE_CARD: " ".join(line.label for line in headline(found)),
    }
    for place, words in chosen.items():
        assert [metric.key for metric in metrics_at(place) if metric.label not in words] == [], place
    assert {line.label for line in method(found)} == {metric.label for metric in metrics() if metric.folded}
    compared = {line.label for line in difference_lines(compare_runs(found.cells, found.cells, draws=20))}
    assert compared <= {metric.label for metric in metrics()}
    assert found.overall.figures["long_rationale"] == 1.0  # « parce que » has nine letters
    (said,) = broken_gates(found.overall.figures, parse_gates(["long_rationale=0.5"]))
    assert "au-dessus" in said  # the lower, the better


@pytest.mark.parametrize("missing", QUALITY)
def test_a_metric_without_a_label_cannot_be_made(missing: str) -> None:
    counted = Ratio(lambda _: (0, 1))
    with pytest.raises(TypeError):
        Metric(**{name: text for name, text in QUALITY.items() if name != missing}, counted=counted)
    for text in ("", "  ", "Fini."):
        with pytest.raises(ValueError, match="metric"):
            Metric(**{**QUALITY, missing: text}, counted=counted)


def test_two_metrics_of_one_name_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    family = import_module("evaluation.metrics.verdict_metrics")
    twice = replace(family.FAMILY, metrics=(*family.FAMILY.metrics, replace(family.FAMILY.metrics[0], label="Autre")))
    monkeypatch.setattr(family, "FAMILY", twice)
    metrics.cache_clear()
    try:
        with pytest.raises(ValueError, match="verdict_accuracy"):
            metrics()
    finally:
        monkeypatch.undo()
        metrics.cache_clear()


def test_a_metric_is_found_by_the_name_that_it_had() -> None:
    assert metric_named("exhaustivite") is metric_named("completeness")
    with pytest.raises(UsageError, match="vouliez-vous dire « kappa »"):
        metric_named("kapa")
