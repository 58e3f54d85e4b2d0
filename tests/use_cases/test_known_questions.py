"""What is counted of questions whose answer is known: refused, or answered by what the document denies."""

from __future__ import annotations

from dataclasses import replace

from domain import Answer, Outcome, Verdict
from tests.answering.small_plan import PlanTables
from tests.answering.test_statement_chances import ask
from use_cases.ask import KnownQuestion, ask_all

QUESTION = "Quelle quantité de pluie tombe chaque année à Valmont ?"
SAID = "Les précipitations atteignent 598 mm par an à Valmont."
KNOWN = KnownQuestion("plan-invente", QUESTION, answerable=False, values=(), pages=())


def answered(_document: str, question: str) -> Answer:
    return ask(question, tables=PlanTables())


def refused(_document: str, question: str) -> Answer:
    return ask(question)


def proposed(document: str, question: str) -> Answer:
    return replace(answered(document, question), outcome=Outcome.PROPOSED, verdict=Verdict.A_VERIFIER)


def test_what_is_only_proposed_is_no_answer_that_was_given() -> None:
    figures = ask_all([KNOWN, replace(KNOWN, answerable=True, values=(598.0,))], proposed)
    assert (figures.refused, figures.right, figures.denied) == (1, 0, 0)
    given = ask_all([replace(KNOWN, answerable=True, values=(598.0,))], answered)
    assert given.right == 1


def test_what_the_document_denies_is_counted_apart_from_refusals() -> None:
    denied = ask_all([replace(KNOWN, denials=("Les précipitations atteignent 598 mm",))], answered)
    assert (denied.unanswerable, denied.refused, denied.denied) == (1, 0, 1)
    wrong = ask_all([replace(KNOWN, denials=("Il ne pleut pas à Valmont.",)), KNOWN], answered)
    assert (wrong.unanswerable, wrong.refused, wrong.denied) == (2, 0, 0)
    none = ask_all([replace(KNOWN, denials=(SAID,))], refused)
    assert (none.refused, none.denied) == (1, 0)
