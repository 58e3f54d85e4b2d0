from __future__ import annotations

import pytest

from domain import Side
from domain.errors import UsageError
from indicator_queries import find, load_grid, queries_for, queries_for_question

GRID = load_grid()


@pytest.mark.parametrize("code", [indicator.code for indicator in GRID.indicators])
def test_an_indicator_is_looked_for_by_meaning_and_by_words(code):
    indicator = find(GRID, code)
    queries = queries_for(indicator)
    dense = [query.text for query in queries if query.side in (Side.DENSE, Side.BOTH)]
    lexical = " ".join(query.text for query in queries if query.side in (Side.LEXICAL, Side.BOTH))
    assert indicator.question in dense
    assert set(indicator.queries) <= set(dense)
    assert all(term in lexical for term in indicator.vocabulary)
    assert all(value.label in lexical for value in indicator.values)
    assert not any(term == text for text in dense for term in indicator.vocabulary)
    assert queries == queries_for(indicator)


def test_a_bare_indicator_still_has_queries():
    indicator = find(GRID, "I01")
    bare = indicator.model_copy(
        update={
            "sub_questions": (),
            "definition": None,
            "queries": (),
            "values": (),
            "rubric": indicator.rubric.model_copy(update={"criteria": (), "rule": None}),
        }
    )
    assert [query.origin for query in queries_for(bare)] == ["question", "vocabulaire"]


def test_acronyms_are_looked_for_with_their_expansion():
    words = next(query.text for query in queries_for(find(GRID, "I08")) if query.origin == "vocabulaire")
    assert "ZAN" in words
    assert "zéro artificialisation nette" in words


def test_a_free_question_is_looked_for_as_it_is_asked():
    (query,) = queries_for_question("  Quelle part\nde pleine terre ? ")
    assert (query.text, query.side) == ("Quelle part de pleine terre ?", Side.BOTH)
    _, words = queries_for_question("Quelle part ?", ["pleine terre", " ", "CBS", "CBS"])
    assert (words.text, words.side, words.origin) == ("pleine terre ; CBS", Side.LEXICAL, "vocabulaire")


def test_a_blank_question_is_refused():
    with pytest.raises(UsageError, match="vide"):
        queries_for_question(" \n ")


def test_each_sub_question_is_looked_for_with_its_own_words() -> None:
    indicator = find(GRID, "I05")
    asked = [query for query in queries_for(indicator) if query.origin == "sous-question"]
    assert [query.text.split(" ; ")[0] for query in asked] == [part.question for part in indicator.sub_questions]
    assert all(query.side is Side.LEXICAL for query in asked)


def test_every_indicator_of_the_bundled_grid_has_sub_questions() -> None:
    assert all(len(indicator.sub_questions) >= 3 for indicator in GRID.indicators)


def test_what_would_decide_the_verdict_is_looked_for_too() -> None:
    indicator = find(GRID, "I05")
    asked = [query for query in queries_for(indicator) if query.side is Side.CUES]
    assert [(query.text, query.groups, query.unless) for query in asked] == [
        (criterion.name, criterion.cue_phrases, criterion.unless) for criterion in indicator.rubric.criteria
    ]
