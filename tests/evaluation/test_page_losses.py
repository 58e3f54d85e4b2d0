from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from evaluation import evaluate_answers
from evaluation.page_losses import DECISIVE, USEFUL, PageStage, Reached, find_losses, losses_table
from tests.evaluation.samples import answer, by_key, cell, gold_of, page_text

READABLE = {"d": frozenset(("r", page) for page in range(1, 50))}
KEY = ("d", "I01")


def pages(*numbers: int) -> frozenset[tuple[str, int | None]]:
    return frozenset(("r", number) for number in numbers)


def losses(gold_cell, said, reached: Reached | None = None, readable=READABLE):
    result = evaluate_answers(gold_of(gold_cell), by_key(said) if said else {}, page_text, draws=2)
    return find_losses(result.cells, {KEY: reached} if reached else {}, readable)


def stage_of(found, page: int) -> PageStage:
    (cell_losses,) = found.cells
    (stage,) = [one.stage for one in cell_losses.pages if one.page == page]
    return stage


def test_each_page_stops_at_the_stage_that_lost_it():
    gold = cell("oui", [(3, 3), (5, 3), (7, 2), (9, 2), (11, 3), (60, 2)])
    reached = Reached(candidates=pages(3, 7, 9, 11), read=pages(3, 9, 11), decided=pages(3, 11))
    found = losses(gold, answer("oui", [3]), reached)
    assert {page: stage_of(found, page) for page in (3, 5, 7, 9, 11, 60)} == {
        3: PageStage.CITED,
        5: PageStage.NOT_A_CANDIDATE,
        7: PageStage.OVER_BUDGET,
        9: PageStage.UNDECIDED,
        11: PageStage.NOT_CITED,
        60: PageStage.UNREAD,
    }
    assert found.stages(DECISIVE) == {PageStage.CITED: 1, PageStage.NOT_A_CANDIDATE: 1, PageStage.NOT_CITED: 1}
    assert found.stages(USEFUL).total() == 6


def test_pages_cited_outside_the_gold_are_counted_with_what_they_are_near_to():
    gold = cell("oui", [(3, 3), (20, 1)])
    (found,) = losses(gold, answer("oui", [3, 4, 20, 30]), Reached(pages(3), pages(3), pages(3))).cells
    assert (found.cited, found.false, found.related, found.near) == (4, 3, 1, 1)
    (absent,) = losses(cell("non"), answer("oui", [3])).cells
    assert (absent.pages, absent.cited, absent.false) == ((), 1, 1)


def test_an_answer_that_was_not_asked_or_keeps_no_trace_is_told_apart():
    gold = cell("oui", [(3, 3)])
    assert stage_of(losses(gold, None), 3) is PageStage.NO_ANSWER
    assert stage_of(losses(gold, answer("non")), 3) is PageStage.UNTRACED
    assert stage_of(losses(gold, answer("non"), readable={}), 3) is PageStage.UNREAD


def test_a_page_with_several_quotes_counts_once_at_its_strongest():
    found = losses(cell("oui", [(3, 2), (3, 3), (3, 1)]), answer("oui", [3]))
    assert found.stages(DECISIVE) == found.stages(USEFUL) == {PageStage.CITED: 1}


def test_what_was_read_without_known_criteria_is_undecided():
    assert stage_of(losses(cell("oui", [(3, 3)]), answer("non"), Reached(pages(3), pages(3))), 3) is PageStage.UNDECIDED


def test_the_table_sums_a_document_and_all():
    reached = Reached(pages(3), pages(3), pages())
    one = losses(cell("oui", [(3, 3), (5, 2)]), answer("oui", [8]), reached)
    table = losses_table(one, USEFUL)
    assert "| d I01 | 2 |  |  | 1 |  | 1 |  | 1 of 1 |" in table
    assert "| **d** | **2** |  |  | **1** |  | **1** |  | **1 of 1** |" in table
    assert "no trace" not in table
    assert "| d I01 |" not in losses_table(one, USEFUL, "document")
    assert "| I01 | 2 |  |  | 1 |  | 1 |  | 1 of 1 |" in losses_table(one, USEFUL, "indicator")
    assert "| **d** | **1** |" in losses_table(one, DECISIVE)


@given(
    st.dictionaries(st.integers(1, 60), st.sampled_from([1, 2, 3]), max_size=12),
    st.sets(st.integers(1, 60)),
    st.sets(st.integers(1, 60)),
    st.sets(st.integers(1, 60)),
    st.sets(st.integers(1, 60), max_size=8),
)
def test_every_useful_page_is_at_exactly_one_stage_and_none_is_invented(gold, candidates, read, decided, cited):
    found = losses(
        cell("oui", gold.items()),
        answer("oui", sorted(cited)),
        Reached(pages(*candidates), pages(*read), pages(*decided)),
    )
    useful = {page for page, pertinence in gold.items() if pertinence >= USEFUL}
    assert {one.page for one in found.cells[0].pages} == useful
    assert found.stages(USEFUL).total() == len(useful)
    assert found.stages(USEFUL)[PageStage.CITED] + found.cells[0].cited - found.cells[0].false == 2 * len(
        useful & cited
    )
