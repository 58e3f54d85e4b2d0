from __future__ import annotations

import pytest

from domain import Verdict
from domain.errors import GoldError, UsageError
from evaluation import Gold, adjudicate, annotator_agreement, split_by_document
from tests.evaluation.samples import cell, gold_of


def person(verdicts, name, *, pages=None, minutes=None):
    return Gold.of(
        cell(
            verdict,
            [] if verdict == "non" else (pages or [(1, 3)]),
            document=f"d{at % 2}",
            indicator=f"I{at:02}",
            annotator=name,
            minutes=minutes,
        )
        for at, verdict in enumerate(verdicts)
        if verdict
    )


# Two people over ten cells: both oui 4, both non 4, oui/non 1, partiel/oui 1.
ANA = person(["oui"] * 4 + ["non"] * 4 + ["oui", "partiel"], "Ana")
BO = person(["oui"] * 4 + ["non"] * 4 + ["non", "oui"], "Bo", pages=[(1, 3), (2, 2)])


def test_agreement_of_two_people_worked_out_by_hand():
    # Same verdict 8/10. Shares Ana: oui .5, non .4, partiel .1; Bo: oui .5, non .5, partiel 0.
    # Chance .25 + .20 + 0 = .45; kappa = (.8 - .45) / .55.
    # AC1 over the four verdicts of a grid: mean shares .5, .45, .05, 0; sum of p(1-p) = .25 + .2475 + .0475 = .545;
    # chance .545 / 3; AC1 = (.8 - .545 / 3) / (1 - .545 / 3).
    # Pages: five cells where both cite page 1 and Bo page 2 as well, one where Ana alone cites page 1:
    # common 5, either 5 * 2 + 1 = 11.
    (pair,) = annotator_agreement({"Ana": ANA, "Bo": BO}, draws=200).pairs
    assert pair.n == 10
    assert pair.same == pytest.approx(0.8)
    assert pair.kappa == pytest.approx((0.8 - 0.45) / 0.55)
    assert pair.ac1 == pytest.approx((0.8 - 0.545 / 3) / (1 - 0.545 / 3))
    assert pair.pages == pytest.approx(5 / 11)
    interval = pair.intervals["same"]
    assert interval.low <= 0.8 <= interval.high


def test_alpha_takes_more_than_two_people_and_gaps():
    third = person(["oui"] * 4 + [None] * 6, "Cy")
    found = annotator_agreement({"Ana": ANA, "Bo": BO, "Cy": third}, draws=50)
    assert len(found.pairs) == 3
    assert found.n == 10
    assert 0.6 < found.alpha < 0.8
    assert found.disputed == (("d0", "I08"), ("d1", "I09"))


def test_one_person_alone_agrees_with_nobody():
    found = annotator_agreement({"Ana": ANA}, draws=10)
    assert (found.pairs, found.alpha, found.n) == ((), None, 0)


def test_disputes_must_be_decided_and_are_all_told():
    with pytest.raises(GoldError) as caught:
        adjudicate({"Ana": ANA, "Bo": BO})
    assert [fault.split(" : ")[0] for fault in caught.value.faults] == [
        "document d0, indicateur I08", "document d1, indicateur I09",
    ]  # fmt: skip


def test_adjudicated_gold_joins_what_is_agreed_and_follows_the_decisions():
    decisions = gold_of(
        cell("non", document="d0", indicator="I08"), cell("partiel", [(7, 3)], document="d1", indicator="I09")
    )
    timed = person(["oui"] * 4 + ["non"] * 4 + ["oui", "partiel"], "Ana", minutes=10)
    done = adjudicate({"Ana": timed, "Bo": BO}, decisions)
    cells = done.gold.by_key()
    assert (done.agreed, done.decided, done.single) == (8, 2, 0)
    assert cells["d0", "I08"].verdict is Verdict.NON
    assert cells["d1", "I09"].pages(3) == {("r", 7)}
    assert cells["d0", "I00"].pages(2) == {("r", 1), ("r", 2)}
    assert cells["d0", "I00"].minutes == 10
    other = adjudicate({"Bo": BO, "Ana": timed}, decisions)
    assert done.gold.digest != ANA.digest
    assert {key: one.verdict for key, one in other.gold.by_key().items()} == {k: c.verdict for k, c in cells.items()}


def test_split_keeps_documents_whole_and_never_depends_on_the_order():
    gold = gold_of(*(cell("non", document=f"d{at // 3}", indicator=f"I{at % 3}") for at in range(30)))
    development, test = split_by_document(gold, 0.3)
    assert len(test.documents) == 3
    assert not set(development.documents) & set(test.documents)
    assert len(development.cells) + len(test.cells) == 30
    again = split_by_document(Gold.of(reversed(gold.cells)), 0.3)
    assert set(again[1].documents) == set(test.documents)
    assert set(split_by_document(gold, 0.3, seed="autre")[1].documents) != set(test.documents)


def test_split_refuses_what_cannot_be_cut():
    one = gold_of(cell("non"))
    with pytest.raises(UsageError, match="un document"):
        split_by_document(one)
    two = gold_of(cell("non", document="a"), cell("non", document="b"))
    assert [len(part.documents) for part in split_by_document(two, 0.01)] == [1, 1]
    with pytest.raises(UsageError, match="entre 0 et 1"):
        split_by_document(two, 1.0)
