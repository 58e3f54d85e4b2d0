from __future__ import annotations

import pytest

from answering.context import DocumentContext
from answering.partial_scope import within_scope
from domain import Answer, AnswerWarning, Citation, Searched, Verdict, WarningCode

QUOTE = Citation("reglement", 1, None, "Aucune haie n'est protégée.", 1, 0, 27)


def answer(verdict: Verdict, *, cited: bool = False, warnings: tuple[AnswerWarning, ...] = ()) -> Answer:
    citations = (QUOTE,) if cited else ()
    return Answer("m2", "I04", None, verdict, "", (), citations, Searched((), 0, ()), warnings, "none", 0.1)


def context(partial: str) -> DocumentContext:
    return DocumentContext(("reglement",), (), "x", partial=partial, changes="PLU de Montclar (fictif)")


def test_silence_of_a_modification_is_sans_objet_and_says_why() -> None:
    found = within_scope(answer(Verdict.NON), context("modification n° 2"))
    assert found.verdict is Verdict.SANS_OBJET
    (warning,) = found.warnings
    assert warning.code is WarningCode.OUT_OF_SCOPE
    assert "modification n° 2" in warning.sentence
    assert "PLU de Montclar" in warning.sentence


@pytest.mark.parametrize("verdict", [Verdict.OUI, Verdict.PARTIEL, Verdict.SANS_OBJET, Verdict.A_VERIFIER])
def test_other_verdicts_of_a_modification_stay(verdict: Verdict) -> None:
    before = answer(verdict, cited=True)
    assert within_scope(before, context("modification n° 2")) == before


def test_a_proved_no_stays() -> None:
    before = answer(Verdict.NON, cited=True)
    assert within_scope(before, context("modification n° 2")) == before


def test_a_whole_plan_is_not_touched() -> None:
    before = answer(Verdict.NON)
    assert within_scope(before, context("")) == before


def test_a_proposed_no_of_a_modification_is_proposed_sans_objet() -> None:
    proposed = AnswerWarning.proposed(Verdict.NON, "rien de proche", learnt=True)
    found = within_scope(answer(Verdict.A_VERIFIER, warnings=(proposed,)), context("modification n° 2"))
    assert found.verdict is Verdict.A_VERIFIER
    assert [one.code for one in found.warnings] == [WarningCode.PROPOSED, WarningCode.OUT_OF_SCOPE]
    assert found.warnings[0].params["verdict"] == Verdict.SANS_OBJET.value
