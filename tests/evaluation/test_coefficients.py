from __future__ import annotations

import warnings

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation.coefficients import ac1s, alphas, coincidences, kappas

TABLES = st.lists(st.integers(0, 6), min_size=9, max_size=9).map(lambda flat: np.array(flat, float).reshape(3, 3))
RATINGS = st.lists(st.lists(st.integers(-1, 3), min_size=3, max_size=3), min_size=2, max_size=15)


def only(figures):
    (figure,) = figures
    return float(figure)


def pairs_of(table):
    return [(i, j) for i in range(3) for j in range(3) for _ in range(int(table[i, j]))]


def test_kappa_worked_out_by_hand():
    # Cohen's kappa of 50 grants read by two people: both yes 20, both no 15, yes/no 5, no/yes 10.
    # Observed (20 + 15) / 50 = .7; by chance .5 * .6 + .5 * .4 = .5; kappa = (.7 - .5) / (1 - .5) = .4.
    assert only(kappas(np.array([[[20.0, 5.0], [10.0, 15.0]]]), "none")) == pytest.approx(0.4)


def test_ac1_worked_out_by_hand():
    # 125 cells, 118 « yes » for both, 5 and 2 in disagreement, none « no » for both. Observed 118/125 = .944.
    # Mean share of yes (123 + 120) / 250 = .972, chance 2 * .972 * .028 / (2 - 1) = .054432.
    # AC1 = (.944 - .054432) / (1 - .054432) = .94078. Kappa calls the same table worse than chance.
    table = np.array([[[118.0, 5.0], [2.0, 0.0]]])
    assert only(ac1s(table)) == pytest.approx(0.94078, abs=1e-5)
    assert only(kappas(table, "none")) < 0


def test_alpha_of_the_published_example():
    # Four observers, twelve units, with gaps (Krippendorff, Computing Krippendorff's alpha-reliability, 2011,
    # section C, nominal data): alpha = .743; interval data of the same table: .849.
    observers = np.array(
        [
            [1, 2, 3, 3, 2, 1, 4, 1, 2, 0, 0, 0],
            [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, 0, 3],
            [0, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, 0],
            [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, 0],
        ]
    )
    table = coincidences(observers - 1, 5)[None]
    assert only(alphas(table)) == pytest.approx(0.743, abs=5e-4)
    assert only(alphas(table, "quadratic")) == pytest.approx(0.849, abs=5e-4)


@settings(max_examples=60, deadline=None)
@given(TABLES)
def test_kappas_are_those_of_scikit_learn(table):
    from sklearn.metrics import cohen_kappa_score

    pairs = pairs_of(table)
    if len({rank for pair in pairs for rank in pair}) < 2:
        assert np.isnan(only(kappas(table[None])))
        return
    for ours, theirs in (("none", None), ("linear", "linear"), ("quadratic", "quadratic")):
        expected = cohen_kappa_score(*zip(*pairs, strict=True), labels=[0, 1, 2], weights=theirs)
        assert only(kappas(table[None], ours)) == pytest.approx(expected)


@settings(max_examples=60, deadline=None)
@given(RATINGS)
def test_alphas_are_those_of_nltk(cells):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from nltk.metrics.agreement import AnnotationTask
        from nltk.metrics.distance import interval_distance

    ratings = np.array(cells).T
    table = coincidences(ratings, 4)[None]
    data = [
        (rater, unit, int(label)) for unit, row in enumerate(cells) for rater, label in enumerate(row) if label >= 0
    ]
    rated_twice = [unit for unit, row in enumerate(cells) if sum(label >= 0 for label in row) > 1]
    data = [item for item in data if item[1] in rated_twice]
    if len({label for _, _, label in data}) < 2:
        assert np.isnan(only(alphas(table)))
        return
    assert only(alphas(table)) == pytest.approx(AnnotationTask(data).alpha())
    expected = AnnotationTask(data, distance=interval_distance).alpha()
    assert only(alphas(table, "quadratic")) == pytest.approx(expected)


@settings(max_examples=60, deadline=None)
@given(TABLES)
def test_everybody_agreeing_is_1_and_tables_add_up(table):
    agreed = np.diag(np.diag(table))
    if np.count_nonzero(agreed) > 1:
        assert only(kappas(agreed[None])) == pytest.approx(1)
        assert only(ac1s(agreed[None])) == pytest.approx(1)
    both = np.stack([table, 2 * table])
    first, second = ac1s(both)
    assert first == pytest.approx(second, nan_ok=True)
