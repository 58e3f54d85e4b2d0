from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from domain import Citation, Value
from domain.evidence_rows import evidence_rows, holds


def citation(text: str, page: int = 1, start: int = 0) -> Citation:
    return Citation("reglement", page, "p" + str(page), text, page, start, start + len(text), "plui-a")


def value(number: float, quote: str | None, page: int = 1, start: int | None = None) -> Value:
    end = None if start is None or quote is None else start + len(quote)
    return Value(number, "%", None, "reglement", page, "plui-a", quote, page, start, end)


def test_each_value_is_beside_the_citation_it_stands_in() -> None:
    first, second = citation("10 % en UA."), citation("30 % en UB.", start=50)
    rows = evidence_rows([first, second], [value(30, second.quote), value(10, first.quote)])
    assert [[one.value for one in row.values] for row in rows] == [[10], [30]]


def test_a_sentence_of_a_longer_citation_is_in_it() -> None:
    run = citation("Les haies sont protégées. 30 % en UB.")
    assert holds(run, value(30, "30 % en UB."))
    assert not holds(run, value(30, "30 % en UB.", page=2))


def test_a_value_is_not_beside_a_quote_that_stood_where_its_own_stands_now() -> None:
    gone, found = citation("20 % en zone UA."), citation("40 % en zone UB.")
    rows = evidence_rows([gone, found], [value(20, gone.quote, start=0), value(40, found.quote, start=0)])
    assert [[one.value for one in row.values] for row in rows] == [[20], [40]]


def test_the_sentence_of_a_value_that_nobody_cites_has_its_own_row_and_label() -> None:
    rows = evidence_rows([citation("Les haies sont protégées.")], [value(5, "Une bande de 5 % au plus.")])
    assert [(row.cited, row.citation.quote if row.citation else None) for row in rows] == [
        (True, "Les haies sont protégées."),
        (False, "Une bande de 5 % au plus."),
    ]
    assert rows[1].citation is not None
    assert rows[1].citation.label == "p1"


def test_values_without_a_quote_come_last_and_beside_none() -> None:
    rows = evidence_rows([citation("30 % en UB.")], [value(30, None), value(12, None)])
    assert [(row.citation is None, len(row.values)) for row in rows] == [(False, 0), (True, 2)]


@given(
    st.lists(st.integers(1, 5), max_size=5),
    st.lists(st.tuples(st.integers(1, 5), st.sampled_from(["cited", "own", "none"])), max_size=8),
)
def test_nothing_is_lost_nor_said_twice(cited: list[int], noted: list[tuple[int, str]]) -> None:
    citations = [citation(f"Il faut {number} % au moins.", start=100 * at) for at, number in enumerate(cited)]
    quotes = {"cited": "Il faut {} % au moins.", "own": "Au plus {} % en zone A.", "none": None}
    values = [value(number, text.format(number) if (text := quotes[kind]) else None) for number, kind in noted]
    rows = evidence_rows(citations, values)
    assert [row.citation for row in rows if row.cited] == citations
    assert sorted(str(one) for row in rows for one in row.values) == sorted(map(str, values))
    for row in rows:
        for one in row.values:
            assert one.quote is None or (row.citation is not None and one.quote in row.citation.quote)
