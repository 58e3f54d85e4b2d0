from __future__ import annotations

from math import comb

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.errors import UsageError
from evaluation import evaluate_answers
from evaluation.cell_results import compare
from evaluation.evaluate import TOLERANCE
from evaluation.run_comparison import compare_runs, holm
from tests.evaluation.samples import answer, by_key, cell, gold_of, page_text


def cells(rights, *, documents=1, gold_verdict="oui", indicators=None):
    """One cell a boolean, spread over documents; wrong means « partiel »."""
    where = [
        {"document": f"d{at % documents}", "indicator": indicators[at] if indicators else f"I{at:02}"}
        for at in range(len(rights))
    ]
    gold = gold_of(*(cell(gold_verdict, [(1, 3)], **place) for place in where))
    said = by_key(
        *(answer("oui" if right else "partiel", [1], **place) for right, place in zip(rights, where, strict=True))
    )
    return [compare(one, said.get((one.document, one.indicator)), page_text, TOLERANCE) for one in gold.cells]


def test_mcnemar_worked_out_by_hand():
    # Ten cells: 1 right in the first run only, 6 in the second only, 3 right in both. Under no difference the 7
    # discordant cells are fair coins: p = 2 * (C(7,0) + C(7,1)) / 2^7 = 2 * 8 / 128 = .125.
    first = [True] + [False] * 6 + [True] * 3
    second = [False] + [True] * 6 + [True] * 3
    found = compare_runs(cells(first), cells(second), draws=10)
    assert (found.overall.first_only, found.overall.second_only, found.overall.n) == (1, 6, 10)
    assert found.overall.p == pytest.approx(0.125)
    assert found.figures["verdict_accuracy"].first == pytest.approx(0.4)
    assert found.figures["verdict_accuracy"].second == pytest.approx(0.9)
    assert found.figures["verdict_accuracy"].difference == pytest.approx(0.5)


@settings(max_examples=20, deadline=None)
@given(st.lists(st.tuples(st.booleans(), st.booleans()), min_size=1, max_size=25))
def test_mcnemar_is_the_exact_test_of_the_discordant_cells(pairs):
    found = compare_runs(cells([a for a, _ in pairs]), cells([b for _, b in pairs]), draws=2).overall
    b, c = sum(one and not other for one, other in pairs), sum(other and not one for one, other in pairs)
    tail = sum(comb(b + c, k) for k in range(min(b, c) + 1)) / 2 ** (b + c)
    assert found.p == pytest.approx(min(1.0, 2 * tail))


def test_holm_worked_out_by_hand():
    # Sorted .01, .02, .04: times 3, 2, 1 gives .03, .04, .04, kept from going down.
    assert holm([0.04, 0.01, 0.02]) == pytest.approx([0.04, 0.03, 0.04])
    assert holm([]) == []
    assert holm([0.5, 0.6]) == pytest.approx([1.0, 1.0])


@settings(max_examples=6, deadline=None)  # it collects garbage at each call
@given(st.lists(st.floats(0, 1), max_size=9))
def test_holm_is_that_of_statsmodels(ps):
    from statsmodels.stats.multitest import multipletests

    assert holm(ps) == pytest.approx(list(multipletests(ps, method="holm")[1]) if ps else [])


def test_each_indicator_has_its_test_and_its_corrected_p():
    indicators = ["I01"] * 6 + ["I02"] * 6
    first = cells([False] * 6 + [True] * 6, documents=12, indicators=indicators)
    second = cells([True] * 6 + [True] * 6, documents=12, indicators=indicators)
    found = compare_runs(first, second, draws=10).indicators
    assert found["I01"].p == pytest.approx(2 / 64)
    assert found["I01"].p_holm == pytest.approx(4 / 64)
    assert (found["I02"].p, found["I02"].p_holm) == (1.0, 1.0)


def test_a_paired_interval_forgets_what_both_runs_share():
    # Twenty documents, easy or hard for both runs alike, and one more right in each for the second: each draw
    # gives exactly the same gain, however wide the interval of either run alone is.
    first, second = [], []
    for at in range(20):
        first += [at < 10, False]
        second += [at < 10, True]
    indicators = [f"I{at % 2:02}" for at in range(40)]
    documents = [f"d{at // 2}" for at in range(40)]

    def run(rights):
        places = [{"document": d, "indicator": i} for d, i in zip(documents, indicators, strict=True)]
        gold = gold_of(*(cell("oui", [(1, 3)], **place) for place in places))
        said = by_key(
            *(answer("oui" if right else "partiel", [1], **p) for right, p in zip(rights, places, strict=True))
        )
        return evaluate_answers(gold, said, page_text, draws=500)

    one, other = run(first), run(second)
    alone = one.overall.figures.interval("verdict_accuracy")
    assert alone.high - alone.low > 0.15
    gain = compare_runs(one.cells, other.cells, draws=500).figures["verdict_accuracy"]
    assert gain.difference == pytest.approx(0.5)
    assert (gain.interval.low, gain.interval.high) == (pytest.approx(0.5), pytest.approx(0.5))


def test_a_run_against_itself_shows_no_difference():
    same = cells([True, False, True, True], documents=2)
    found = compare_runs(same, same, draws=50)
    assert found.overall.p == 1.0
    assert all(difference.difference in (0, None) for difference in found.figures.values())
    assert found.figures["verdict_accuracy"].interval.low == found.figures["verdict_accuracy"].interval.high == 0


def test_only_common_cells_count_and_another_gold_is_refused():
    found = compare_runs(cells([True, False, True]), cells([True, False]), draws=10)
    assert (found.cells, found.first_alone, found.second_alone) == (2, 1, 0)
    with pytest.raises(UsageError, match="référence a changé"):
        compare_runs(cells([True]), cells([True], gold_verdict="partiel"))
    with pytest.raises(UsageError, match="aucune case en commun"):
        compare_runs(cells([True]), cells([True], indicators=["I99"]))


def test_draws_of_the_paired_bootstrap_follow_the_theory():
    # One hundred one-cell documents; the second run gains on 20, loses on 10. The change of a draw has mean .1 and
    # standard deviation sqrt((.3 - .01) / 100) = .0539: 95 % within about .1 ± .106.
    first = [True] * 10 + [False] * 20 + [True] * 70
    second = [False] * 10 + [True] * 20 + [True] * 70
    found = compare_runs(cells(first, documents=100), cells(second, documents=100), draws=4000)
    interval = found.figures["verdict_accuracy"].interval
    assert interval.low == pytest.approx(0.1 - 1.96 * np.sqrt(0.29 / 100), abs=0.02)
    assert interval.high == pytest.approx(0.1 + 1.96 * np.sqrt(0.29 / 100), abs=0.02)
