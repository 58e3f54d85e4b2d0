from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from domain import CellStatus, Decision, DecisionStanding, NotedEvidence, Sentence, Value, Verdict
from tests.corpus.pieces import read_piece
from tests.corpus.statements import counted
from tests.use_cases.decided import HEDGES, PONDS, SHARE, SLUG, TEXT, Desk
from use_cases.review import Decided
from use_cases.reviewed_gold import reviewed_gold


@pytest.fixture
def desk(data_dir: Path) -> Iterator[Desk]:
    made = Desk(data_dir)
    yield made
    made.corpus.close()


def standing(desk: Desk, code: str = "I01") -> DecisionStanding | None:
    """As the cell says it, and as the matrix does: they never differ."""
    cell, seen = desk.cells.cell(SLUG, code), desk.cells.overview()[SLUG][code]
    assert (cell.standing, cell.status, cell.verdict) == (seen.standing, seen.status, seen.verdict)
    return cell.standing


def test_a_cell_that_nobody_decided_shows_what_the_tool_answers(desk: Desk) -> None:
    number = desk.answer(quotes=(HEDGES, SHARE))
    cell = desk.cells.cell(SLUG, "I01")
    assert (cell.status, cell.verdict, cell.answer_number) == (CellStatus.NOT_REVIEWED, Verdict.OUI, number)
    assert [one.quote for one in cell.citations] == [HEDGES, SHARE]
    assert [one.value for one in cell.values] == [30]
    assert (cell.decision, cell.standing, cell.seen) == (None, None, None)


def test_a_decision_stays_with_its_cell_when_the_tool_answers_again(desk: Desk) -> None:
    desk.answer()
    kept = desk.decide(comment="Vu")
    desk.answer()
    cell = desk.cells.cell(SLUG, "I01")
    assert (cell.status, cell.decision, cell.comment) == (CellStatus.VALIDATED, kept, "Vu")
    assert standing(desk) is DecisionStanding.UNCHANGED
    desk.answer(verdict=Verdict.PARTIEL)
    assert standing(desk) is DecisionStanding.TOOL_DISAGREES
    assert desk.cells.cell(SLUG, "I01").verdict is Verdict.OUI


def test_evidence_that_moved_is_shown_where_it_stands_and_what_is_gone_is_named(desk: Desk) -> None:
    desk.answer(quotes=(HEDGES, SHARE))
    desk.decide()
    desk.put("reglement", "Préambule.", *TEXT)
    assert standing(desk) is DecisionStanding.EVIDENCE_MOVED
    cell = desk.cells.cell(SLUG, "I01")
    assert [one.page for one in cell.citations] == [2, 3]
    assert cell.values[0].page == 3
    assert cell.decision is not None
    assert [one.page for one in cell.decision.citations] == [1, 2]
    desk.put("reglement", TEXT[0], "La pleine terre occupe 20 % du terrain.")
    assert standing(desk) is DecisionStanding.EVIDENCE_GONE
    assert [one.quote for one in desk.cells.cell(SLUG, "I01").lost] == [SHARE]
    desk.corpus.documents.remove_piece(SLUG, "reglement")
    assert standing(desk) is DecisionStanding.EVIDENCE_GONE
    desk.put("reglement", *TEXT)
    assert standing(desk) is DecisionStanding.UNCHANGED


def test_words_found_again_whatever_the_reader_makes_of_spaces_and_signs(desk: Desk) -> None:
    desk.put("reglement", "L’eﬀort de l’« espace » est partagé.")
    desk.answer(quotes=("L’eﬀort de l’« espace » est partagé.",))
    desk.decide()
    desk.put("reglement", "L'effort  de l'«\u00a0espace\u00a0»\nest par\u00adtagé.")
    assert standing(desk) is DecisionStanding.UNCHANGED


def test_a_quote_that_passes_over_a_running_head_is_found(desk: Desk) -> None:
    desk.answer(quotes=(HEDGES,))
    evidence = [NotedEvidence("reglement", 1, f"{HEDGES} {PONDS}", 3)]
    desk.decide(Decision.CORRIGE, verdict=Verdict.OUI, evidence=evidence)
    text = f"{HEDGES} PLU – page 12 {PONDS}"
    second = text.index(PONDS)
    sentences = (Sentence(1, 0, len(HEDGES), HEDGES), Sentence(1, second, len(text), PONDS))
    desk.corpus.documents.put_piece(SLUG, replace(read_piece("reglement", text), sentences=sentences, passages=()))
    assert standing(desk) is DecisionStanding.UNCHANGED


def test_validating_a_corrected_cell_confirms_the_correction(desk: Desk) -> None:
    desk.answer(quotes=(HEDGES, SHARE))
    evidence = [NotedEvidence("reglement", 1, PONDS, 3)]
    desk.decide(Decision.CORRIGE, verdict=Verdict.PARTIEL, values=[], evidence=evidence, comment="En zone N")
    confirmed = desk.decide(reviewer="Bo")
    cell = desk.cells.cell(SLUG, "I01")
    assert (cell.status, cell.verdict, cell.comment) == (CellStatus.CORRECTED, Verdict.PARTIEL, "En zone N")
    assert [(one.quote, one.page) for one in cell.citations] == [(PONDS, 1)]
    assert cell.values == ()
    assert confirmed.reviewer == "Bo"


def test_a_doubt_keeps_what_was_said_and_validating_it_settles_it(desk: Desk) -> None:
    desk.answer()
    desk.decide(Decision.DOUTE)
    cell = desk.cells.cell(SLUG, "I01")
    assert (cell.status, cell.verdict) == (CellStatus.DOUBTFUL, None)
    desk.decide()
    assert desk.cells.cell(SLUG, "I01").status is CellStatus.VALIDATED
    desk.decide(Decision.CORRIGE, verdict=Verdict.NON, values=[], evidence=[])
    desk.decide(Decision.DOUTE)
    assert desk.cells.cell(SLUG, "I01").verdict is Verdict.NON
    desk.decide()
    cell = desk.cells.cell(SLUG, "I01")
    assert (cell.status, cell.verdict) == (CellStatus.CORRECTED, Verdict.NON)


def test_every_act_can_be_undone_and_the_history_says_both_contents(desk: Desk) -> None:
    desk.answer()
    first = desk.decide()
    desk.decide(Decision.CORRIGE, verdict=Verdict.NON, values=[], evidence=[], reviewer="Bo")
    cell = desk.cells.cell(SLUG, "I01")
    desk.reviewing.undo(SLUG, "I01", "Ana", cell.seen)
    cell = desk.cells.cell(SLUG, "I01")
    assert (cell.verdict, cell.status) == (Verdict.OUI, CellStatus.VALIDATED)
    desk.reviewing.undo(SLUG, "I01", "Ana", cell.seen)  # and done again
    cell = desk.cells.cell(SLUG, "I01")
    assert (cell.verdict, cell.status) == (Verdict.NON, CellStatus.CORRECTED)
    desk.reviewing.withdraw(SLUG, "I01", "Ana", cell.seen)
    cell = desk.cells.cell(SLUG, "I01")
    assert (cell.status, cell.verdict, cell.decision) == (CellStatus.NOT_REVIEWED, Verdict.OUI, None)
    desk.reviewing.undo(SLUG, "I01", "Ana", cell.seen)
    cell = desk.cells.cell(SLUG, "I01")
    assert cell.verdict is Verdict.NON
    desk.reviewing.restore(SLUG, "I01", first.id, "Ana", cell.seen)
    assert desk.cells.cell(SLUG, "I01").citations == first.citations
    history = desk.reviewing.history(SLUG, "I01")
    assert len(history) == 7
    assert [(one.before.id if one.before else None) for one in history] == [one.review.replaces for one in history]
    assert {one.review.reviewer for one in history} == {"Ana", "Bo"}


def test_undoing_the_first_decision_leaves_the_tool_alone(desk: Desk) -> None:
    desk.answer()
    desk.decide()
    desk.reviewing.undo(SLUG, "I01", "Ana", desk.cells.cell(SLUG, "I01").seen)
    assert desk.cells.cell(SLUG, "I01").status is CellStatus.NOT_REVIEWED
    assert len(desk.reviewing.history(SLUG, "I01")) == 2


def test_a_decision_taken_up_beside_the_new_answer_is_no_longer_to_be_reviewed(desk: Desk) -> None:
    desk.answer()
    desk.decide()
    desk.answer(verdict=Verdict.NON, quotes=())
    desk.put("reglement", "Préambule.", *TEXT)
    assert standing(desk) is DecisionStanding.TOOL_DISAGREES
    desk.reviewing.confirm(SLUG, "I01", "Ana", desk.cells.cell(SLUG, "I01").seen)
    assert standing(desk) is DecisionStanding.UNCHANGED
    cell = desk.cells.cell(SLUG, "I01")
    assert (cell.verdict, cell.status) == (Verdict.OUI, CellStatus.VALIDATED)


def test_a_value_kept_in_a_correction_keeps_its_own_place(desk: Desk) -> None:
    desk.answer(quotes=(HEDGES, SHARE))
    [shown] = desk.cells.cell(SLUG, "I01").values
    desk.decide(Decision.CORRIGE, verdict=Verdict.PARTIEL, values=[Value(30, "%", shown.label, "", None, SLUG)])
    assert desk.cells.cell(SLUG, "I01").values == (shown,)


def test_decisions_come_back_with_a_dossier_read_again_under_its_name(desk: Desk) -> None:
    desk.answer()
    desk.decide()
    desk.corpus.documents.remove(SLUG)
    desk.corpus.documents.describe(SLUG, title="PLUi A (fictif)")
    desk.put("reglement", *TEXT)
    cell = desk.cells.cell(SLUG, "I01")
    assert (cell.status, cell.standing, cell.answer) == (CellStatus.VALIDATED, DecisionStanding.UNCHANGED, None)
    gold = reviewed_gold(desk.cells, [SLUG]).gold
    assert [(one.verdict, [proof.quote for proof in one.evidence]) for one in gold.cells] == [(Verdict.OUI, [HEDGES])]


def test_the_matrix_asks_as_few_questions_for_many_documents_as_for_one(desk: Desk) -> None:
    desk.answer()
    desk.decide()

    def cost() -> int:
        with counted(desk.corpus) as asked:
            desk.cells.overview()
        return len(asked)

    first, again = cost(), cost()
    for number in range(20):
        slug = f"plui-{number}"
        desk.corpus.documents.describe(slug)
        desk.corpus.documents.put_piece(slug, read_piece("reglement", *TEXT))
        desk.answer(slug=slug)
        cell = desk.cells.cell(slug, "I01")
        desk.reviewing.review(
            slug, "I01", Decided(cell.answer_number, "Ana", Decision.ACCEPTE, None, None, None, None, None), None
        )
    desk.cells = type(desk.cells)(desk.corpus, desk.grid)
    assert (cost(), cost()) == (first, again)
