from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import StoredSentence
from french.inflection import CUE_RULES
from french.terms import FrenchAnalyser
from retrieval.lexical_scoring import DocumentWords
from tests.vectorstore.helpers import passage

ANALYSER = FrenchAnalyser()


def sentence(text: str, position: int, page: int) -> StoredSentence:
    return StoredSentence("a", "doo", page, page, None, position, 0, len(text), text)


def words_of(texts: list[tuple[str, int]], per_passage: int = 1) -> DocumentWords:
    """A document of sentences (text, page), so many to a passage."""
    sentences = [sentence(text, position, page) for position, (text, page) in enumerate(texts)]
    passages = []
    for start in range(0, len(texts), per_passage):
        part = sentences[start : start + per_passage]
        made = passage(" ".join(s.text for s in part), piece="doo", position=start)
        for name, value in (("first_position", start), ("last_position", part[-1].position)):
            object.__setattr__(made, name, value)
        passages.append(made)
    return DocumentWords(passages, {"doo": sentences}, ANALYSER, CUE_RULES)


def test_a_rare_word_weighs_more_than_a_frequent_one() -> None:
    words = words_of([("haie commune", 1), ("mare commune", 2), ("mur commun", 3), ("haie", 4)])
    scores = words.page_scores(ANALYSER.query_terms("mare commune"))
    assert int(scores.argmax()) == 1
    assert scores[0] > 0
    assert scores[3] == 0


def test_a_sentence_counts_for_its_own_page_only() -> None:
    words = words_of([("La haie.", 1), ("La mare.", 2)], per_passage=2)
    assert words.pages == (("doo", 1), ("doo", 2))
    assert words.pages_of(0) == [0, 1]
    scores = words.page_scores(ANALYSER.query_terms("mare"))
    assert scores[0] == 0
    assert scores[1] > 0


def test_values_pass_between_pages_and_passages() -> None:
    words = words_of([("un", 1), ("deux", 1), ("trois", 2), ("quatre", 3)], per_passage=1)
    assert words.best_of_passages(np.array([1.0, 5.0, 2.0, 3.0])).tolist() == [5.0, 2.0, 3.0]
    assert words.best_of_pages(np.array([1.0, 2.0, 3.0])).tolist() == [1.0, 1.0, 2.0, 3.0]


def test_an_empty_document_has_no_scores() -> None:
    words = words_of([])
    assert words.page_scores(["haie"]).shape == (0,)
    assert words.passage_scores(["haie"]).shape == (0,)


@given(st.lists(st.tuples(st.text(max_size=30), st.integers(1, 4)), max_size=12), st.text(max_size=30))
def test_any_text_is_scored_and_only_shared_words_count(texts: list[tuple[str, int]], query: str) -> None:
    ordered = sorted(texts, key=lambda item: item[1])
    words = words_of(ordered, per_passage=2)
    terms = set(ANALYSER.query_terms(query))
    scores = words.passage_scores(terms)
    assert np.isfinite(scores).all()
    for number, made in enumerate(words.passages):
        shared = terms & set(ANALYSER.content_terms(made.text))
        assert (scores[number] > 0) == bool(shared)


def test_the_words_that_some_pages_share_are_told_from_those_of_all_pages() -> None:
    words = words_of(
        [
            ("Règlement : les clôtures ajourées laissent passer la faune.", 1),
            ("Règlement : les clôtures ajourées ont dix mailles.", 2),
            ("Règlement : les stationnements sont au nord.", 3),
            ("Règlement : les toitures sont en tuiles.", 4),
        ]
    )
    telling = words.telling_terms(np.array([0, 1]), 2)
    assert set(telling) == set(ANALYSER.query_terms("clôtures ajourées"))
    assert sum(telling.values()) == pytest.approx(1)
    on_page, in_passage = words.weighted_scores(telling)
    assert np.flatnonzero(on_page).tolist() == [0, 1]
    assert np.flatnonzero(in_passage).tolist() == [0, 1]


def test_pages_without_a_word_in_common_tell_nothing() -> None:
    words = words_of([("Une haie.", 1), ("Une mare.", 2), ("Un mur.", 3)])
    assert words.telling_terms(np.array([0, 1]), 10) == {}
    assert words_of([]).telling_terms(np.array([], dtype=np.int64), 10) == {}
