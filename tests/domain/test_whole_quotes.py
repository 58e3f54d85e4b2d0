"""A sentence that goes on over the end of its page is said whole, once, with both of its pages."""

from __future__ import annotations

from dataclasses import replace

from domain import Citation, CitedPart, Value
from domain.evidence_rows import evidence_rows, sentences_once
from domain.whole_quotes import each_once, labels_cited, numbers_once, pages_cited, whole_quote
from tests.exports.samples import TEN
from tests.exports.two_pages import BEGUN, ENDED, WHOLE


def test_a_quote_is_said_with_what_stands_on_the_other_page_and_where_that_begins() -> None:
    assert whole_quote(BEGUN) == whole_quote(ENDED) == WHOLE
    assert (pages_cited(BEGUN), labels_cited(ENDED)) == ("12-13", "8-9")
    assert (whole_quote(TEN), pages_cited(TEN), labels_cited(TEN)) == (TEN.quote, "12", "8")
    begun = replace(BEGUN, label=None)
    assert (labels_cited(begun), pages_cited(replace(TEN, page=None))) == ("", "")


def test_both_parts_are_listed_once_whichever_comes_first() -> None:
    assert each_once([BEGUN, TEN, ENDED]) == [BEGUN, TEN]
    assert each_once([ENDED, TEN, BEGUN]) == [ENDED, TEN]
    assert numbers_once([TEN, BEGUN, ENDED]) == [(TEN, (1,)), (BEGUN, (2, 3))]
    assert each_once([BEGUN, replace(ENDED, document="autre")]) == [BEGUN, replace(ENDED, document="autre")]


def test_the_quote_that_says_more_stays() -> None:
    more = replace(ENDED, quote=f"{ENDED.quote} Les mares le sont aussi.", end=90)
    assert each_once([BEGUN, more]) == [more]
    assert whole_quote(more) == f"{WHOLE} Les mares le sont aussi."


def test_a_run_of_sentences_may_begin_before_its_page_and_end_after_it() -> None:
    page = Citation("reglement", 13, "9", "fin. Tout. Début", 13, 0, 16)
    both = replace(
        page, before=CitedPart(12, "8", "Une", 12, 700, 703), after=CitedPart(14, "10", "et suite.", 14, 0, 9)
    )
    assert whole_quote(both) == "Une [p. 13] fin. Tout. Début [p. 14] et suite."
    assert (pages_cited(both), labels_cited(both)) == ("12-14", "8-10")


def test_the_values_of_both_parts_stand_beside_the_sentence() -> None:
    value = Value(5.0, "m", None, "reglement", 13, "", ENDED.quote, 13, 0, 20)
    (row,) = sentences_once(evidence_rows([BEGUN, ENDED], [value]))
    assert (row.citation, row.values, row.cited) == (BEGUN, (value,), True)
