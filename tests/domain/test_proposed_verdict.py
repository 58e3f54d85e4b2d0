"""What a person finds filled in where the tool gives no verdict, and how the answer says it was made."""

from __future__ import annotations

import pytest

from domain import Answer, AnswerWarning, Provenance, ReadingProtocol, Searched, Verdict
from domain.provenance import ReadingRecord, ScoredVerdict


def answer(
    verdict: Verdict = Verdict.A_VERIFIER, provenance: Provenance | None = None, *warnings: AnswerWarning
) -> Answer:
    searched = Searched((), 0, ())
    made = provenance or Provenance()
    return Answer("doc", "I01", None, verdict, "", (), (), searched, warnings, "none", 0.0, made)


def packets(by_rule: Verdict | None, by_reader: Verdict | None) -> Provenance:
    return Provenance(reading=ReadingRecord(ReadingProtocol.PACKETS, "1", (), by_rule, by_reader))


@pytest.mark.parametrize(
    ("by_rule", "by_reader", "proposed"),
    [
        (Verdict.PARTIEL, Verdict.NON, Verdict.PARTIEL),
        (Verdict.OUI, Verdict.PARTIEL, Verdict.PARTIEL),
        (Verdict.OUI, Verdict.OUI, Verdict.OUI),
        (Verdict.A_VERIFIER, Verdict.NON, Verdict.NON),
        (Verdict.OUI, None, Verdict.OUI),
        (None, None, None),
    ],
)
def test_where_a_rule_says_yes_and_the_reader_less_the_readers_verdict_is_proposed(
    by_rule: Verdict | None, by_reader: Verdict | None, proposed: Verdict | None
) -> None:
    assert answer(provenance=packets(by_rule, by_reader)).proposed is proposed


def test_the_verdict_that_a_warning_names_goes_before() -> None:
    warning = AnswerWarning.proposed(Verdict.SANS_OBJET, "essai", learnt=True)
    assert answer(Verdict.A_VERIFIER, packets(Verdict.NON, None), warning).proposed is Verdict.SANS_OBJET


def test_a_verdict_that_is_given_is_no_proposal() -> None:
    assert answer(Verdict.PARTIEL, packets(Verdict.PARTIEL, Verdict.OUI)).proposed is None


def test_the_trained_scorer_is_not_named_like_plain_rules() -> None:
    scored = ScoredVerdict(Verdict.NON, {Verdict.NON: 0.9}, {}, "poids", "2026-01-01")
    assert answer().way == "règles, sans modèle"
    assert answer(provenance=Provenance(scored=scored)).way == "outil entraîné, sans modèle"
    assert answer(provenance=packets(None, None)).way == "lecture de paquets de phrases"
