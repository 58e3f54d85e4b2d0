from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from domain import PieceKind, Query, Side
from languages.entries.french_language import LANGUAGE as FRENCH
from retrieval import Filter, Retriever
from retrieval.many_documents import READ_AT_ONCE, best_passages
from tests.retrieval.test_retriever import House, Shelf
from tests.vectorstore.helpers import passage

SCORED = st.lists(st.tuples(st.integers(0, 20), st.booleans(), st.booleans()), min_size=1, max_size=3 * READ_AT_ONCE)


@given(SCORED, st.integers(1, 5), st.sampled_from([0.0, 0.5, 3.0]))
def test_the_best_passages_are_those_of_reading_them_all(
    scored: list[tuple[int, bool, bool]], k: int, gain: float
) -> None:
    kinds = {True: PieceKind.DOO, False: PieceKind.ANNEXE}
    shelf = Shelf(
        [
            passage("Une haie.", id=f"{number:04d}", kind=kinds[liked], piece="doo" if kept else "annexe")
            for number, (_, liked, kept) in enumerate(scored)
        ]
    )
    scores = {f"{number:04d}": float(score) for number, (score, _, _) in enumerate(scored)}
    only = Filter(pieces=("doo",))
    every = sorted(
        (-(scores[id_] + gain * (one.piece_kind is PieceKind.DOO)), id_)
        for id_, one in shelf.kept.items()
        if one.piece == "doo"
    )
    found = best_passages(shelf, scores, k, {PieceKind.DOO}, gain, only)
    assert [(-score, one.id) for score, one in found] == every[:k]


def test_few_passages_are_read_of_many() -> None:
    shelf = Shelf([passage("Une haie.", id=f"{number:04d}") for number in range(10 * READ_AT_ONCE)])
    asked: list[str] = []
    shelf.passages_by_id = lambda ids: asked.extend(ids) or {id_: shelf.kept[id_] for id_ in ids}  # type: ignore[method-assign,func-returns-value]
    best_passages(shelf, {id_: -float(id_) for id_ in shelf.kept}, 20, set(), 0.1, Filter())
    assert len(asked) == READ_AT_ONCE


def test_meaning_is_asked_of_many_documents_by_all_texts_together(tmp_path: Path) -> None:
    house = House(
        tmp_path,
        [
            passage("Haies protégées", id="haies", document="plui-a"),
            passage("Mares protégées", id="mares", document="plui-b"),
            passage("Haies protégées mares protégées", id="both", document="plui-c"),
            passage("Le stationnement est payant.", id="other", document="plui-d"),
        ],
    )
    retriever = Retriever(house.shelf, house.embedder, house.dense, house.lexical, FRENCH)
    queries = [Query("Haies protégées", Side.DENSE), Query("Mares protégées", Side.DENSE)]
    hits = retriever.retrieve(queries, documents=[], k=4)
    assert hits[0].passage.id == "both"
    assert {hit.passage.id for hit in hits[1:3]} == {"haies", "mares"}
    (trace,) = hits[0].trace
    assert (trace.side, trace.rank) == (Side.DENSE, 1)
    assert queries[0].text in trace.query
    house.dense.close()


def test_as_many_passages_come_as_are_asked_for(tmp_path: Path) -> None:
    many = [
        passage(f"Les haies du secteur {number}.", id=f"{number:03d}", document=f"plui-{number % 3}", position=number)
        for number in range(340)
    ]
    house = House(tmp_path, many)
    retriever = Retriever(house.shelf, house.embedder, house.dense, house.lexical, FRENCH)
    assert len(retriever.retrieve([Query("haies", Side.LEXICAL)], documents=[], k=330)) == 330
    house.dense.close()
