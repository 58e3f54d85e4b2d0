from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from domain import Hit
from retrieval import pages
from tests.vectorstore.helpers import passage


def hit(score: float, piece: str, span: tuple[int, int] | None) -> Hit:
    return Hit(passage("texte", piece=piece, pages=span), score)


def test_a_passage_over_two_pages_counts_for_both() -> None:
    ranked = pages([hit(0.9, "doo", (4, 5)), hit(0.5, "doo", (9, 9))], 10)
    assert [(piece, page) for piece, page, _ in ranked] == [("doo", 4), ("doo", 5), ("doo", 9)]


def test_a_file_without_pages_is_one_page() -> None:
    assert [page for _, page, _ in pages([hit(0.9, "resume", None), hit(0.8, "resume", None)], 10)] == [None]


@given(
    st.lists(
        st.tuples(st.floats(0, 1), st.sampled_from(["a", "b"]), st.integers(1, 9)).map(
            lambda t: hit(t[0], t[1], (t[2], t[2]))
        ),
        max_size=20,
    ),
    st.integers(0, 12),
)
def test_pages_are_ranked_once_each_within_the_budget(hits: list[Hit], budget: int) -> None:
    ranked = pages(hits, budget)
    places = [(piece, page) for piece, page, _ in ranked]
    assert len(places) == len(set(places)) == min(budget, len({(h.passage.piece, h.passage.first_page) for h in hits}))
    scores = [score for _, _, score in ranked]
    assert scores == sorted(scores, reverse=True)
    assert pages(list(reversed(hits)), budget) == ranked
