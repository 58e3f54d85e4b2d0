from __future__ import annotations

import json
import random

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from scipy.stats import binomtest

from domain.proportions import wilson
from evaluation import evaluate_answers
from evaluation.cell_results import compare
from evaluation.coefficients import kappas
from evaluation.evaluate import TOLERANCE
from evaluation.figures import Counted
from evaluation.figures_json import EvaluationJson, GroupJson
from evaluation.intervals import SEED, Draws
from tests.evaluation.samples import answer, by_key, cell, gold_of, page_text

SHAPE = {
    "cells", "verdict_accuracy", "kappa_weighted", "page_recall_p2", "page_recall_p3", "page_precision", "verbatim",
    "value_exact", "abstention_precision", "abstention_recall", "seconds",
}  # fmt: skip


def evaluate(gold, answers, **options):
    return evaluate_answers(gold, answers, page_text, draws=200, **options)


def json_of(evaluation) -> dict:
    return EvaluationJson.of(evaluation).model_dump(mode="json")


def overall(gold, answers, **options) -> dict:
    return json_of(evaluate(gold, answers, **options))["overall"]


def overall_alone(gold, answers) -> dict:
    """As :func:`overall`, without the figures by document and by indicator: for tests of many examples."""
    cells = [compare(one, answers.get((one.document, one.indicator)), page_text, TOLERANCE) for one in gold.cells]
    group = Counted(cells, 200, SEED).group(range(len(cells)))
    return GroupJson.of_group(group).model_dump(mode="json")


# The example of the tests below, worked out by hand:
#   cell  gold     gold pages (pertinence)  answer      cited    right
#   I01   oui      1 (3), 2 (2), 9 (1)      oui         1, 9     yes
#   I02   partiel  4 (3)                    oui         4, 5     no
#   I03   non      -                        non         -        yes
#   I04   oui      7 (3), 8 (3)             a_verifier  -        abstention
#   I05   non      -                        oui         3        no
#   I06   oui      6 (2)                    no answer            no
GOLD = gold_of(
    cell("oui", [(1, 3), (2, 2), (9, 1)], indicator="I01"),
    cell("partiel", [(4, 3)], indicator="I02"),
    cell("non", indicator="I03"),
    cell("oui", [(7, 3), (8, 3)], indicator="I04"),
    cell("non", indicator="I05"),
    cell("oui", [(6, 2)], indicator="I06", doubtful=True),
)
ANSWERS = by_key(
    answer("oui", [1, 9], indicator="I01"),
    answer("oui", [4, 5], indicator="I02"),
    answer("non", indicator="I03"),
    answer("a_verifier", indicator="I04"),
    answer("oui", [3], indicator="I05", quote="phrase inventée"),
)


def test_figures_worked_out_by_hand():
    found = overall(GOLD, ANSWERS)
    assert found == overall_alone(GOLD, ANSWERS)
    assert found["cells"] == 6
    assert found["verdict_accuracy"] == pytest.approx(2 / 6)  # I01, I03
    assert found["page_recall_p2"] == pytest.approx(2 / 6)  # found 1, 4; wanted 1, 2, 4, 7, 8, 6
    assert found["page_recall_p3"] == pytest.approx(2 / 4)  # found 1, 4; wanted 1, 4, 7, 8
    assert found["page_precision"] == pytest.approx(2 / 5)  # right 1, 4; cited 1, 9, 4, 5, 3
    assert found["verbatim"] == pytest.approx(4 / 5)  # all but the invented one
    assert found["value_exact"] is None  # the gold gives no value
    assert found["abstention_precision"] == pytest.approx(1.0)  # said non: I03
    assert found["abstention_recall"] == pytest.approx(1 / 2)  # gold non: I03, I05
    assert found["seconds"] == pytest.approx(10.0)
    more = found["more"]
    assert more["precision"] == pytest.approx(2 / 4)  # answered: I01, I02, I03, I05
    assert more["coverage"] == pytest.approx(4 / 6)
    assert more["completeness"] == pytest.approx(1 / 4)  # I01 of I01, I02, I04, I06
    assert more["page_precision_p1"] == pytest.approx(3 / 5)  # page 9 of I01 is related
    assert more["page_recall_p2_near"] == pytest.approx(3 / 6)  # page 2 of I01 neighbours page 1
    assert more["balanced_accuracy"] == pytest.approx((1 / 3 + 0 + 1 / 2) / 3)  # oui, partiel, non
    # Kappa, on I01 (oui, oui), I02 (partiel, oui), I03 (non, non), I05 (non, oui); weights |i - j| with
    # non 0, partiel 1, oui 2. Observed: 0 + 1 + 0 + 2 = 3, mean 3/4. Gold: 2 non, 1 partiel, 1 oui;
    # answers: 1 non, 3 oui. Expected: (2*(1*0 + 3*2) + 1*(1*1 + 3*1) + 1*(1*2 + 3*0)) / 16 = 18/16.
    assert found["kappa_weighted"] == pytest.approx(1 - (3 / 4) / (18 / 16))
    assert found["n"]["kappa_weighted"] == 4
    assert found["confusion"] == {
        "non": {"non": 1, "oui": 1},
        "oui": {"a_verifier": 1, "oui": 1, "sans_reponse": 1},
        "partiel": {"oui": 1},
    }
    assert found["without_doubtful"]["cells"] == 5
    assert found["without_doubtful"]["page_recall_p2"] == pytest.approx(2 / 5)


def test_json_has_the_agreed_shape_overall_and_by_document():
    found = json_of(evaluate(GOLD, ANSWERS))
    assert set(found) >= {"overall", "documents"}
    for figures in (found["overall"], found["documents"]["d"]):
        assert set(figures) >= SHAPE | {"n", "intervals", "without_doubtful"}
    json.dumps(found, allow_nan=False)


def test_values_are_compared_after_conversion_and_dumping_numbers_costs_precision():
    gold = gold_of(cell("oui", [(1, 3)], values=[(1.5, "ha"), (60, "%"), (60, "%"), (7, "arbres")]))
    # distinct gold quantities: 1.5 ha, 60 %, 7 arbres; found: 15 000 m² and 0.6 as a ratio
    given_values = [(15000, "m²"), (0.6, "ratio"), (8, "arbres"), (1, "%")]
    found = overall(gold, by_key(answer("oui", [1], values=given_values)))
    assert found["value_exact"] == pytest.approx(2 / 3)
    assert found["more"]["value_precision"] == pytest.approx(2 / 4)
    assert overall(gold, {})["value_exact"] == 0.0


def test_right_verdict_on_the_wrong_page_gets_no_page():
    gold = gold_of(cell("oui", [(1, 3)]))
    found = overall(gold, by_key(answer("oui", [50])))
    assert found["verdict_accuracy"] == 1.0
    assert found["page_recall_p2"] == 0.0
    assert found["page_recall_p3"] == 0.0
    assert found["page_precision"] == 0.0
    assert found["more"]["page_recall_p2_near"] == 0.0


def test_same_page_number_of_another_piece_is_another_page():
    gold = gold_of(cell("oui", [(1, 3)]))
    wrong = answer("oui", [1])
    moved = tuple(type(c)("autre", c.page, c.label, c.quote, c.ordinal, c.start, c.end) for c in wrong.citations)
    found = overall(
        gold, by_key(type(wrong)(**{**{f: getattr(wrong, f) for f in wrong.__slots__}, "citations": moved}))
    )
    assert found["page_recall_p2"] == 0.0


def test_always_oui_earns_its_share_and_no_agreement():
    verdicts = ["oui"] * 6 + ["partiel"] * 2 + ["non"] * 2
    gold = gold_of(*(cell(v, [(1, 3)] if v != "non" else [], indicator=f"I{i:02}") for i, v in enumerate(verdicts)))
    answers = by_key(*(answer("oui", [60], indicator=f"I{i:02}") for i in range(10)))
    found = overall(gold, answers)
    assert found["verdict_accuracy"] == pytest.approx(0.6)
    assert found["kappa_weighted"] == pytest.approx(0.0)
    assert found["more"]["balanced_accuracy"] == pytest.approx(1 / 3)
    assert found["abstention_precision"] is None
    assert found["abstention_recall"] == 0.0
    assert found["page_recall_p2"] == 0.0


def test_always_abstaining_is_never_right():
    answers = by_key(*(answer("a_verifier", indicator=cell.indicator) for cell in GOLD.cells))
    found = overall(GOLD, answers)
    assert found["verdict_accuracy"] == 0.0
    assert found["more"]["coverage"] == 0.0
    assert found["more"]["precision"] is None
    assert found["kappa_weighted"] is None


def test_invented_quotes_are_not_verbatim():
    gold = gold_of(cell("oui", [(1, 3)]))
    assert overall(gold, by_key(answer("oui", [1], quote="Les  haies\nsont conservées.")))["verbatim"] == 1.0
    for quote in ("les haies sont conservées.", "Les haies sont maintenues.", " "):
        assert overall(gold, by_key(answer("oui", [1], quote=quote)))["verbatim"] == 0.0
    assert overall(gold, by_key(answer("oui", [150])))["verbatim"] == 0.0  # there is no such page


def test_nothing_to_count_is_none_and_not_zero():
    found = overall(gold_of(), {})
    assert found["cells"] == 0
    assert all(found[name] is None for name in SHAPE - {"cells", "seconds"})
    json.dumps(found, allow_nan=False)


def test_answers_outside_the_gold_count_nowhere():
    gold = gold_of(cell("oui", [(1, 3)]))
    extra = by_key(answer("oui", [1]), answer("non", indicator="I02"), answer("oui", [2], document="autre"))
    found = json_of(evaluate(gold, extra))
    assert found["answers_without_gold"] == 2
    assert found["overall"] == overall(gold, by_key(answer("oui", [1])))


VERDICTS = st.sampled_from(["oui", "partiel", "non", "sans_objet", "a_verifier"])
PAGES = st.lists(st.integers(1, 12), max_size=5, unique=True)
CASES = st.lists(
    st.tuples(
        st.sampled_from(["oui", "partiel", "non", "sans_objet"]),
        st.lists(st.tuples(st.integers(1, 12), st.integers(1, 3)), max_size=4, unique_by=lambda item: item[0]),
        st.none() | st.tuples(VERDICTS, PAGES),
        st.booleans(),
    ),
    max_size=12,
)


def build(cases):
    cells, answers = [], []
    for position, (verdict, pages, given_answer, doubtful) in enumerate(cases):
        where = {"document": f"d{position % 3}", "indicator": f"I{position:02}"}
        cells.append(cell(verdict, [] if verdict == "non" else pages, doubtful=doubtful, **where))
        if given_answer:
            answers.append(answer(*given_answer, **where))
    return cells, answers


@settings(max_examples=60, deadline=None)
@given(CASES)
def test_shares_stay_between_0_and_1_and_inside_their_intervals(cases):
    cells, answers = build(cases)
    found = overall_alone(gold_of(*cells), by_key(*answers))
    figures = {**{name: found[name] for name in SHAPE - {"cells", "seconds", "kappa_weighted"}}, **found["more"]}
    coefficients = {name: figures.pop(name) for name in ("kappa", "ac1")}
    assert all(figure is None or -1 <= figure <= 1 for figure in coefficients.values())
    for name, figure in figures.items():
        if figure is None:
            assert found["n"][name] == 0
            continue
        assert 0 <= figure <= 1
        interval = found["intervals"][name]
        if interval is not None:
            assert 0 <= interval["low"] <= interval["high"] <= 1
    if found["kappa_weighted"] is not None:
        assert -1 <= found["kappa_weighted"] <= 1
    assert (found["page_recall_p3"] or 0) <= 1


@settings(max_examples=40, deadline=None)
@given(CASES, st.randoms(use_true_random=False))
def test_the_order_of_cells_and_answers_changes_nothing(cases, shuffler: random.Random):
    cells, answers = build(cases)
    before = overall_alone(gold_of(*cells), by_key(*answers))
    shuffler.shuffle(cells)
    shuffler.shuffle(answers)
    assert overall_alone(gold_of(*cells), by_key(*answers)) == before


@settings(max_examples=60, deadline=None)
@given(CASES)
@example([("oui", [], ("oui", []), False)])  # one verdict everywhere: scikit-learn's confusion table warns of it
def test_figures_agree_with_scikit_learn(cases):
    from sklearn.metrics import accuracy_score, cohen_kappa_score, recall_score

    cells, answers = build(cases)
    given_answers = by_key(*answers)
    found = overall_alone(gold_of(*cells), given_answers)
    if not cells:
        return
    gold = [item.verdict.value for item in cells]
    said = [
        given_answers[key].verdict.value if (key := (item.document, item.indicator)) in given_answers else "rien"
        for item in cells
    ]
    assert found["verdict_accuracy"] == pytest.approx(accuracy_score(gold, said))
    # Balanced accuracy is the mean recall over the verdicts of the gold, those of the answers alone left aside.
    balanced = recall_score(gold, said, labels=sorted(set(gold)), average="macro")
    assert found["more"]["balanced_accuracy"] == pytest.approx(balanced)
    scale = ["non", "partiel", "oui"]
    pairs = [(a, b) for a, b in zip(gold, said, strict=True) if a in scale and b in scale]
    if len({verdict for pair in pairs for verdict in pair}) > 1:
        expected = cohen_kappa_score(*zip(*pairs, strict=True), labels=scale, weights="linear")
        assert found["kappa_weighted"] == pytest.approx(expected)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.integers(0, 5), min_size=9, max_size=9), min_size=1, max_size=5))
def test_kappa_of_the_draws_is_that_of_scikit_learn(flat):
    from sklearn.metrics import cohen_kappa_score

    tables = np.array(flat, dtype=float).reshape(-1, 3, 3)
    for table, ours in zip(tables.astype(int), kappas(tables), strict=True):
        pairs = [(i, j) for i in range(3) for j in range(3) for _ in range(table[i, j])]
        if len({rank for pair in pairs for rank in pair}) < 2:
            assert np.isnan(ours)
        else:
            expected = cohen_kappa_score(*zip(*pairs, strict=True), labels=[0, 1, 2], weights="linear")
            assert ours == pytest.approx(expected)


def test_wilson_interval_worked_out_by_hand():
    # 8 of 10, z = 1.96: centre (0.8 + 1.92/10) / (1 + 3.84/10) = 0.7167, half width 0.2266.
    low, high = wilson(8, 10)
    assert (low, high) == (pytest.approx(0.490, abs=1e-3), pytest.approx(0.943, abs=1e-3))
    assert wilson(0, 0) is None


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 60), st.integers(1, 60))
def test_wilson_is_that_of_scipy_and_statsmodels(top, bottom):
    from statsmodels.stats.proportion import proportion_confint

    top = min(top, bottom)
    theirs = binomtest(top, bottom).proportion_ci(confidence_level=0.95, method="wilson")
    assert wilson(top, bottom) == (pytest.approx(theirs.low, abs=1e-12), pytest.approx(theirs.high, abs=1e-12))
    low, high = proportion_confint(top, bottom, method="wilson")
    assert wilson(top, bottom) == (pytest.approx(low, abs=1e-12), pytest.approx(high, abs=1e-12))


def test_bootstrap_draws_whole_documents():
    # Two documents, all right and all wrong: a sample of two holds 0, 1 or 2 right ones (1/4, 1/2, 1/4),
    # so the 95 % interval is the whole range, however many cells each document has.
    right = [cell("oui", [(1, 3)], document="a", indicator=f"I{i:02}") for i in range(30)]
    wrong = [cell("non", document="b", indicator=f"I{i:02}") for i in range(30)]
    answers = by_key(*(answer("oui", [1], document=d, indicator=f"I{i:02}") for d in "ab" for i in range(30)))
    interval = overall(gold_of(*right, *wrong), answers)["intervals"]["verdict_accuracy"]
    assert interval == {"low": 0.0, "high": 1.0, "method": "bootstrap par document", "documents": 2}


def test_bootstrap_spread_is_that_of_the_theory():
    # 100 documents of one cell each, half right: the share of a draw is binomial(100, 1/2) / 100,
    # whose 95 % range is 0.40 to 0.60.
    interval = Draws(100, 10_000, seed=1).ratio([1.0] * 50 + [0.0] * 50, [1.0] * 100)
    assert interval is not None
    assert interval.low == pytest.approx(0.40, abs=0.015)
    assert interval.high == pytest.approx(0.60, abs=0.015)


def test_documents_that_all_agree_do_not_pretend_to_certainty():
    cells = [cell("oui", [(1, 3)], document=d) for d in "abc"]
    answers = by_key(*(answer("oui", [1], document=d) for d in "abc"))
    interval = overall(gold_of(*cells), answers)["intervals"]["verdict_accuracy"]
    expected = binomtest(3, 3).proportion_ci(confidence_level=0.95, method="wilson")
    assert interval["method"] == "Wilson"
    assert interval["low"] == pytest.approx(expected.low)
