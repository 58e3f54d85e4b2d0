from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import Query, Side
from retrieval.fusion import FusionConfig, normalised, standardised, weighted_sum


@given(st.lists(st.floats(-1e3, 1e3), min_size=1, max_size=30))
def test_normalised_scores_run_from_0_to_1_in_the_same_order(scores: list[float]) -> None:
    ranked = [(str(i), score) for i, score in enumerate(sorted(scores, reverse=True))]
    scaled = normalised(ranked)
    values = [scaled[id_] for id_, _ in ranked]
    assert values[0] == 1.0
    assert all(0.0 <= value <= 1.0 for value in values)
    assert values == sorted(values, reverse=True)


def test_no_result_is_no_score() -> None:
    assert normalised([]) == {}
    assert weighted_sum([]) == {}


def test_a_query_that_finds_nothing_still_weighs() -> None:
    assert weighted_sum([(1.0, {"x": 1.0}), (1.0, {})]) == {"x": pytest.approx(0.5)}


def test_meaning_weighs_as_much_as_words_for_a_bare_question_and_less_beside_a_vocabulary() -> None:
    config = FusionConfig()
    question = Query("Les haies sont-elles protégées ?")
    vocabulary = Query("haies ; alignements d'arbres", Side.LEXICAL, "vocabulaire")
    assert config.dense_weight([question], config.dense) == config.words
    assert 0 < config.dense_weight([question, vocabulary], config.dense) < config.dense_weight([question], config.dense)


@given(st.lists(st.floats(-1e3, 1e3), max_size=30))
def test_standardised_scores_are_finite_and_centred(scores: list[float]) -> None:
    scaled = standardised(np.array(scores))
    assert np.isfinite(scaled).all()
    assert len(scaled) == 0 or abs(scaled.mean()) < 1e-6
