from __future__ import annotations

import json
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation import evaluate_retrieval
from evaluation.retrieval_json import RetrievalJson
from tests.evaluation.samples import cell, gold_of


def json_of(evaluation):
    return RetrievalJson.of(evaluation).model_dump(mode="json")


def ranked(*pages: int) -> list[tuple[str, int | None]]:
    return [("r", page) for page in pages]


def test_recall_ndcg_and_rank_worked_out_by_hand():
    gold = gold_of(
        cell("oui", [(1, 3), (2, 2), (3, 2), (4, 1)], indicator="I01"),
        cell("oui", [(50, 3)], indicator="I02"),
        cell("non", indicator="I03"),
    )
    others = range(100, 110)
    pages = {
        ("d", "I01"): ranked(99, 1, 1, 98, 2, *others, 3),  # distinct: page 3 comes at rank 15
        ("d", "I02"): ranked(*range(100, 130), 50),  # rank 31
        ("d", "I03"): ranked(1),
    }
    found = json_of(evaluate_retrieval(gold, pages, draws=100))["overall"]
    # wanted for pertinence 2 and above: 1, 2, 3 and 50
    assert found["page_recall_at"] == {"5": 0.5, "10": 0.5, "20": 0.75, "40": 1.0, "50": 1.0}
    assert found["page_recall_p3_at"] == {"5": 0.5, "10": 0.5, "20": 0.5, "40": 1.0, "50": 1.0}
    assert found["n"] == {"page_recall_at": 4, "page_recall_p3_at": 2}
    # first useful page at rank 2 and 31; the « non » has none and does not count
    assert found["more"]["mrr"] == pytest.approx((1 / 2 + 1 / 31) / 2)
    # I01: gains 3 at rank 2 and 2 at rank 4; best order 3, 2, 2, 1. I02: nothing in the first ten.
    gained = 3 / math.log2(3) + 2 / math.log2(5)
    best = 3 + 2 / math.log2(3) + 2 / 2 + 1 / math.log2(5)
    assert found["more"]["ndcg_at_10"] == pytest.approx(gained / best / 2)


def test_a_cell_without_ranking_found_nothing():
    found = json_of(evaluate_retrieval(gold_of(cell("oui", [(1, 3)])), {}, draws=10))
    assert found["overall"]["page_recall_at"] == dict.fromkeys(("5", "10", "20", "40", "50"), 0.0)
    assert set(found["documents"]) == {"d"}


def test_without_gold_pages_recall_is_undefined():
    found = json_of(evaluate_retrieval(gold_of(cell("non")), {("d", "I01"): ranked(1)}, draws=10))
    assert found["overall"]["page_recall_at"] == dict.fromkeys(("5", "10", "20", "40", "50"))
    json.dumps(found, allow_nan=False)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.integers(1, 60), st.integers(1, 3)), max_size=8, unique_by=lambda item: item[0]),
    st.lists(st.integers(1, 60), max_size=80),
)
def test_recall_grows_with_depth_and_stays_a_share(pages, found_pages):
    gold = gold_of(cell("oui", pages))
    figures = json_of(evaluate_retrieval(gold, {("d", "I01"): ranked(*found_pages)}, draws=10))["overall"]
    for at in (figures["page_recall_at"], figures["page_recall_p3_at"]):
        shares = [at[depth] for depth in ("10", "20", "40")]
        if None in shares:
            assert shares == [None] * 3
        else:
            assert 0 <= shares[0] <= shares[1] <= shares[2] <= 1
    for figure in figures["more"].values():
        assert figure is None or 0 <= figure <= 1 + 1e-12
