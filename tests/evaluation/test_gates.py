from __future__ import annotations

import pytest

from domain.errors import UsageError
from evaluation import evaluate_answers
from evaluation.gates import always_held, broken_gates, parse_gates
from tests.evaluation.samples import answer, by_key, cell, gold_of, page_text


def figures(*answers):
    gold = gold_of(cell("oui", [(1, 3)], indicator="I01"), cell("oui", [(2, 3)], indicator="I02"))
    return evaluate_answers(gold, by_key(*answers), page_text, draws=10).overall.figures


def test_a_figure_at_its_threshold_holds_and_below_it_breaks():
    half = figures(answer("oui", [1], indicator="I01"))
    assert broken_gates(half, parse_gates(["verdict_accuracy=0.5", "page_recall_p3=0,5"])) == []
    (said,) = broken_gates(half, parse_gates(["verdict_accuracy=0.51", "coverage=0.5"]))
    assert said.startswith("verdict_accuracy : 0.5000")
    assert "n = 2" in said


def test_what_cannot_be_counted_holds_no_threshold():
    assert "n = 0" in broken_gates(figures(), parse_gates(["precision=0.1"]))[0]


def test_one_false_quote_breaks_the_run_and_no_quote_does_not():
    assert broken_gates(figures(answer("oui", [1], indicator="I01", quote="inventée")), always_held())
    assert broken_gates(figures(answer("oui", [1], indicator="I01")), always_held()) == []
    assert broken_gates(figures(), always_held()) == []


@pytest.mark.parametrize(
    ("asked", "said"),
    [("verdict_acuracy=0.5", "verdict_accuracy"), ("kappa", "indicateur=seuil"), ("kappa=haut", "indicateur=seuil"),
     ("kappa=nan", "indicateur=seuil"), ("", "n'est pas un indicateur")],
)  # fmt: skip
def test_a_threshold_that_says_nothing_is_refused(asked, said):
    with pytest.raises(UsageError, match=said):
        parse_gates([asked])
