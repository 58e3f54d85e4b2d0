"""The shipped weights: fitted again on what they were fitted on, they are the same."""

from __future__ import annotations

import numpy as np

from answering.scoring.scorer_training import SentenceRows, fit_documents
from answering.scoring.scorer_weights import Linear, shipped_weights
from benchmarks.scorer import TABLE
from indicator_queries import load_grid


def test_fitted_again_the_regressions_are_those_that_are_shipped() -> None:
    shipped = shipped_weights()
    with np.load(TABLE) as kept:
        rows = SentenceRows(kept["thousandths"], kept["outcomes"].astype(np.int64), kept["weights"].astype(np.float64))
        sets, established = kept["sets"], kept["established"]
    _same(rows.fit(), shipped.sentence)
    _same(fit_documents(sets, established.tolist()), shipped.document)


def test_criteria_of_the_bundled_grid_have_labelled_examples() -> None:
    grid = load_grid()
    known = shipped_weights().of_grid(grid).heads
    asked = {f"{one.code}/{criterion.key}" for one in grid.indicators for criterion in one.rubric.criteria}
    assert set(known) == asked


def _same(made: Linear, shipped: Linear) -> None:
    assert made.features == shipped.features
    assert np.allclose(made.coefficients, shipped.coefficients, atol=5e-3)
    assert np.allclose(made.intercepts, shipped.intercepts, atol=5e-3)
