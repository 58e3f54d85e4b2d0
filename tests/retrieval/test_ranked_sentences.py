from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import CRITERION, PieceKind, Query, ScoredSentence, Side
from retrieval.said_twice import same_sayings
from retrieval.sentence_order import kept_whole, spread_order
from tests.retrieval.test_retriever import House
from tests.vectorstore.helpers import passage

HEDGES = "Les haies sont protégées et leur arrachage est interdit."
FIGURE = "En zone UB la part de pleine terre est d'au moins 40 %."
OPINION = "L'autorité regrette que les haies ne soient pas protégées et que leur arrachage ne soit pas interdit."

QUERIES = [
    Query("Les haies sont-elles protégées ?"),
    Query("Haies", Side.CUES, CRITERION, groups=(("haie",), ("interdit*",)), key="haies", asks="Arracher, interdit ?"),
    Query("Pleine terre", Side.CUES, CRITERION, groups=(("pleine terre",), ("%",)), key="terre", asks="Quelle part ?"),
]


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    texts = ["Chaque logement dispose de deux places.", HEDGES, "Les accès sont adaptés au trafic.", FIGURE]
    passages = [
        passage(text, id=f"r{i}", position=i, pages=(i + 1, i + 1), section=("Titre II", f"Article {i}"))
        for i, text in enumerate(texts)
    ]
    passages.append(passage("LES HAIES sont protégées, et leur arrachage est interdit !", id="p", piece="padd"))
    passages.append(passage(OPINION, id="a", piece="avis-mrae", kind=PieceKind.AVIS))
    built = House(tmp_path, passages)
    yield built
    built.dense.close()


def texts(ranked: Sequence[ScoredSentence]) -> list[str]:
    return [one.sentence.text for one in ranked]


def test_each_criterion_gives_its_best_sentence_first(house: House) -> None:
    ranked = house.retriever().ranked_sentences("plui-a", QUERIES)
    assert {text.casefold()[:9] for text in texts(ranked[:2])} == {"les haies", "en zone u"}
    assert {key for one in ranked[:2] for key in one.criteria} == {"haies", "terre"}


def test_asked_at_once_the_ranking_and_the_table_are_those_asked_apart(house: House) -> None:
    retriever = house.retriever()
    ranked, table = retriever.ranked_with_table("plui-a", QUERIES)
    alone = retriever.sentence_table("plui-a", QUERIES)
    assert ranked == retriever.ranked_sentences("plui-a", QUERIES)
    assert table.sentences == alone.sentences
    assert np.array_equal(table.total, alone.total)
    assert np.array_equal(table.near, alone.near)


def test_what_is_said_twice_comes_once_with_its_other_place(house: House) -> None:
    ranked = house.retriever().ranked_sentences("plui-a", QUERIES)
    hedges = [one for one in ranked if "arrachage" in one.sentence.text]
    assert len(hedges) == 1
    assert {hedges[0].sentence.piece, *(other.piece for other in hedges[0].also)} == {"reglement", "padd"}


def test_an_opinion_is_no_evidence_of_the_plan_unless_asked_for(house: House) -> None:
    assert OPINION not in texts(house.retriever().ranked_sentences("plui-a", QUERIES))
    asked = house.retriever().ranked_sentences("plui-a", QUERIES, without=())
    assert OPINION in texts(asked)


def test_a_sentence_brings_its_headings_and_the_kind_of_its_piece(house: House) -> None:
    ranked = house.retriever().ranked_sentences("plui-a", QUERIES)
    figure = next(one for one in ranked if one.sentence.text == FIGURE)
    assert figure.heading == ("Titre II", "Article 3")
    assert figure.kind is PieceKind.REGLEMENT


def test_queries_without_criteria_rank_all_sentences_too(house: House) -> None:
    ranked = house.retriever().ranked_sentences("plui-a", [Query("arrachage des haies")])
    assert "arrachage" in ranked[0].sentence.text
    assert len(ranked) == 4
    assert len(house.retriever().ranked_sentences("plui-a", [Query("haies", Side.LEXICAL)])) == 4


def test_a_list_may_be_bounded(house: House) -> None:
    retriever = house.retriever()
    assert texts(retriever.ranked_sentences("plui-a", QUERIES, most=2)) == texts(
        retriever.ranked_sentences("plui-a", QUERIES)[:2]
    )


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Les haies sont protégées.", "• LES HAIES sont protegees", True),
        ("Au moins 40 % de pleine terre.", "Au moins 50 % de pleine terre.", False),
        ("", "", False),
    ],
)
def test_two_texts_say_the_same_when_words_and_numbers_do(one: str, other: str, same: bool) -> None:
    assert (same_sayings([one, other])[0] == (0, 1)) is same


@given(
    st.lists(st.tuples(st.floats(-5, 5), st.integers(0, 3), st.sampled_from("abcd"), st.booleans()), max_size=20),
    st.integers(0, 3),
    st.floats(0, 2),
)
def test_every_saying_that_may_come_comes_exactly_once(
    sentences: list[tuple[float, int, str, bool]], rounds: int, repeat: float
) -> None:
    total = np.array([score for score, *_ in sentences])
    twins = same_sayings([text for _, _, text, _ in sentences])
    allowed = np.array([may for *_, may in sentences], dtype=bool)
    order = list(
        spread_order(
            total,
            np.array([total, -total]).reshape(2, -1),
            [page for _, page, _, _ in sentences],
            twins,
            allowed,
            rounds=rounds,
            repeat=repeat,
        )
    )
    assert all(allowed[number] for number in order)
    assert len({twins[number] for number in order}) == len(order)
    assert {sentences[number][2] for number in order} == {text for _, _, text, may in sentences if may}


def test_a_short_provision_comes_whole_and_nothing_twice() -> None:
    twins = [(0,), (1, 4), (2,), (3,), (1, 4)]
    assert list(kept_whole([3, 2, 4, 0], {2: (1, 2), 1: (1, 2)}, twins)) == [3, 2, 1, 0]


def test_a_table_holds_every_sentence_with_its_scores(house: House) -> None:
    table = house.retriever().sentence_table("plui-a", QUERIES)
    said = [one.text for one in table.sentences]
    assert OPINION in said  # who is no part of the plan is for the scorer to say
    assert table.keys == ("haies", "terre")
    count = len(said)
    assert table.facets.shape == table.shares.shape == (2, count)
    assert len(table.vectors) == len(table.kinds) == len(table.headings) == len(table.twins) == count
    assert said[int(table.shares[1].argmax())] == FIGURE
    assert table.kinds[said.index(OPINION)] is PieceKind.AVIS
