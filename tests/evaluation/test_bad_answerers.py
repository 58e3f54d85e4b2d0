"""Answerers that deserve nothing: no metric lets itself be fooled by one of them."""

from __future__ import annotations

import random

import pytest

from answering.evidence import PromptEvidence
from answering.reply import RepliedValue
from answering.reply_checks import check_values, existing_sentences
from domain import Verdict
from evaluation import evaluate_answers
from evaluation.before_checks import before_checks
from evaluation.figures import Figures
from languages.entries.french_language import LANGUAGE as FRENCH
from tests.answering.fakes import FakeSentences, hits_of
from tests.evaluation.samples import answer, by_key, cell, gold_of, page_text

# Forty cells of two documents: 24 oui, 6 partiel, 10 non. Each oui and partiel has three decisive pages of 100,
# and the quantity 12 %.
GOLD = gold_of(
    *(
        cell(
            verdict,
            [] if verdict == "non" else [(1 + at, 3), (34 + at, 3), (67 + at, 3)],
            document=f"d{at % 2}",
            indicator=f"I{at:02}",
            values=[] if verdict == "non" else [(12, "%")],
        )
        for at, verdict in enumerate(["oui"] * 24 + ["partiel"] * 6 + ["non"] * 10)
    )
)


def figures(*answers) -> Figures:
    return evaluate_answers(GOLD, by_key(*answers), page_text, draws=200).overall.figures


def each(make):
    return figures(*(make(item, {"document": item.document, "indicator": item.indicator}) for item in GOLD.cells))


def test_always_oui_earns_the_share_of_oui_and_nothing_beyond_chance():
    found = each(lambda item, where: answer("oui", [99], **where))
    assert found["verdict_accuracy"] == pytest.approx(24 / 40)
    assert found["balanced_accuracy"] == pytest.approx(1 / 3)  # all oui, no partiel, no non
    assert found["kappa"] == pytest.approx(0)
    assert found["kappa_weighted"] == pytest.approx(0)
    assert found["abstention_recall"] == 0
    assert found["abstention_precision"] is None  # it never says « non »: nothing to count, not 100 %
    assert found["value_exact"] == 0
    # Exhaustivité alone would be fooled as far as 24 of 30: that is why balanced accuracy stands beside it.
    assert found["completeness"] == pytest.approx(24 / 30)


def test_always_non_finds_every_absence_and_is_precise_at_none():
    found = each(lambda item, where: answer("non", **where))
    assert found["abstention_recall"] == 1
    assert found["abstention_precision"] == pytest.approx(10 / 40)
    assert found["completeness"] == 0
    assert found["page_recall_p3"] == 0
    assert found["page_precision"] is None


def test_always_abstaining_is_never_right_and_never_answered():
    found = each(lambda item, where: answer("a_verifier", [1], **where))
    assert found["verdict_accuracy"] == 0
    assert found["coverage"] == 0
    assert found["precision"] is None
    assert found["kappa"] is None
    assert found["ac1"] is None


def test_random_pages_are_found_about_as_often_as_chance_has_it():
    # Ten pages of 99 at random: each decisive page is among them one time in ten, a neighbour three times.
    draw = random.Random(3)
    found = each(lambda item, where: answer(item.verdict, draw.sample(range(1, 100), 10), **where))
    assert found["verdict_accuracy"] == 1
    assert 0.02 < found["page_recall_p3"] < 0.2
    assert found["page_precision"] < 0.1
    assert found["page_recall_p3"] < found["page_recall_p3_near"] < 0.5


def test_citing_every_page_finds_them_all_and_pays_in_precision():
    found = each(lambda item, where: answer(item.verdict, range(1, 100), **where))
    assert found["page_recall_p3"] == 1
    assert found["page_precision"] == pytest.approx(90 / (99 * 40))


def test_the_right_verdict_on_the_page_beside_is_no_page_found_and_is_told_apart():
    def beside(item, where):
        return answer(item.verdict, [page + 1 for _, page in item.pages(3)], **where)

    found = each(beside)
    assert found["verdict_accuracy"] == 1
    assert found["page_recall_p3"] == 0
    assert found["page_precision"] == 0
    assert found["page_recall_p3_near"] == 1
    assert found["page_precision_near"] == 1


def test_random_verdicts_agree_no_more_than_chance():
    draw = random.Random(5)
    found = each(lambda item, where: answer(draw.choice(["oui", "partiel", "non"]), [1], **where))
    assert abs(found["kappa"]) < 0.25
    assert abs(found["kappa_weighted"]) < 0.3
    assert found["balanced_accuracy"] < 0.55


def test_numbers_thrown_about_hit_and_are_paid_in_precision():
    found = each(lambda item, where: answer("oui", [1], values=[(n, "%") for n in range(100)], **where))
    assert found["value_exact"] == 1
    assert found["value_precision"] == pytest.approx(1 / 100)


def test_the_right_number_in_the_wrong_unit_is_wrong():
    found = evaluate_answers(
        GOLD,
        by_key(
            *(answer("oui", [1], values=[(12, "ha")], document=c.document, indicator=c.indicator) for c in GOLD.cells)
        ),
        page_text,
        draws=10,
    )
    assert found.overall.figures["value_exact"] == 0
    assert sum(item.value_near for item in found.cells) == 30  # told as an error of unit


def test_invented_quotes_are_seen_whatever_the_verdict():
    found = each(lambda item, where: answer(item.verdict, [1], quote="Les haies sont arrachées.", **where))
    assert found["verdict_accuracy"] == 1
    assert found["verbatim"] == 0


def test_a_confidence_without_worth_has_the_risk_of_all_answers():
    # Wrong and right at the same confidence: no selection is better than taking everything.
    made = [
        answer("oui", [1], document=c.document, indicator=c.indicator, record={"presence_log_odds": [1.0]})
        for c in GOLD.cells
    ]
    curve = evaluate_answers(GOLD, by_key(*made), page_text, draws=10).risk
    assert curve.area == pytest.approx(curve.risk_of_all)
    # Sure of what is wrong: worse than taking everything.
    made = [
        answer(
            "oui", [1], document=c.document, indicator=c.indicator,
            record={"presence_log_odds": [0.0 if c.verdict is Verdict.OUI else 3.0]},
        )
        for c in GOLD.cells
    ]  # fmt: skip
    curve = evaluate_answers(GOLD, by_key(*made), page_text, draws=10).risk
    assert curve.area > curve.risk_of_all


def test_what_the_checks_drop_is_counted_against_the_model():
    # Made by the checks themselves, so that their wording and this count cannot part.
    sentences = tuple(FakeSentences().pieces["reglement"])
    shown = PromptEvidence("", sentences, tuple(hits_of(FakeSentences().pieces)), (), 1)
    kept, warnings = existing_sentences([1, 2, 77, 78], shown)
    invented = RepliedValue(nombre=999, unite="%", phrase=1, quoi=1)
    said = check_values([invented], shown, (), FRENCH.numbers)
    found = before_checks(answer("oui", [12, 12], warnings=[*warnings, *said.warnings]))
    assert len(kept) == 2
    assert (found.sentences, found.sentences_dropped) == (2, 2)
    assert (found.values, found.values_dropped) == (0, 1)
    cells = evaluate_answers(
        gold_of(cell("oui", [(12, 3)])),
        by_key(answer("oui", [12, 12], warnings=[*warnings, *said.warnings])),
        page_text,
        draws=10,
    )
    assert cells.overall.figures["quotes_before_checks"] == pytest.approx(2 / 4)
    assert cells.overall.figures["values_before_checks"] == 0
    assert cells.overall.figures["verbatim"] == 1  # after the checks: the tool's figure, not the model's
