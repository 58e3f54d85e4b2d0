"""The simulated reader: a perfect one is right, the more it errs the less it is."""

from __future__ import annotations

import pytest

from answering import profile_named
from benchmarks.criterion_gold import load_criterion_gold
from benchmarks.simulated_reader import Remembering, is_shown, simulate, state_of_whole, useful_sentences
from domain import CriterionState, PacketSentence, StoredSentence
from evaluation import read_gold
from evaluation.criterion_labels import CriterionLabel, LabelledSentence
from sample import SAMPLE_SLUG, sample_gold, sample_pieces
from tests.fakes import FakeApplication
from use_cases.ingest import Description


def shown(text: str, page: int = 3) -> PacketSentence:
    sentence = StoredSentence("doc", "padd", page, page, None, 0, 0, len(text), text)
    return PacketSentence(1, sentence, (), text)


def test_a_label_is_found_in_the_sentence_that_holds_it_on_its_page_only() -> None:
    text = "Les haies repérées au plan sont conservées ou replantées."
    label = LabelledSentence("padd", 3, "haies repérées au plan sont conservées", CriterionState.ESTABLISHED)
    assert is_shown(label, shown(text))
    assert not is_shown(label, shown(text, page=4))
    assert not is_shown(label, shown("Les haies sont rares."))


def test_an_explicit_denial_of_the_whole_outweighs_one_site_that_is_described() -> None:
    one = LabelledSentence("padd", 3, "Le site de l'étang est inventorié depuis 2020.", CriterionState.PARTLY)
    whole = LabelledSentence("padd", 4, "Le territoire ne dispose d'aucun inventaire.", CriterionState.DENIED)
    label = CriterionLabel("doc", "I01", "inventaire", CriterionState.DENIED, (one, whole))
    assert state_of_whole(label, {1: CriterionState.PARTLY, 2: CriterionState.DENIED}) is CriterionState.DENIED
    assert state_of_whole(label, {1: CriterionState.PARTLY}) is CriterionState.PARTLY  # the denial was not shown
    gathered = CriterionLabel("doc", "I01", "inventaire", CriterionState.DENIED, (one,))  # no sentence says it alone
    assert state_of_whole(gathered, {1: CriterionState.PARTLY}) is CriterionState.DENIED
    assert state_of_whole(gathered, {1: CriterionState.PARTLY}, weighs=False) is CriterionState.PARTLY
    assert state_of_whole(None, {}) is CriterionState.ABSENT


@pytest.mark.slow
def test_a_perfect_reader_is_right_and_errors_cost_verdicts(application: FakeApplication) -> None:
    application.dossiers.ingest(sample_pieces(), SAMPLE_SLUG, Description())
    labels = load_criterion_gold(application.grid, [SAMPLE_SLUG])
    gold = read_gold(sample_gold())
    profile = profile_named("standard")
    ranker = Remembering(application.retriever)
    perfect = simulate(application, gold, labels, profile, 0.0, 1, ranker=ranker)
    cites_all = simulate(application, gold, labels, profile, 0.0, 1, useful=useful_sentences(gold), ranker=ranker)
    poor = simulate(application, gold, labels, profile, 0.5, 1, ranker=ranker)
    assert perfect.verdicts >= 0.8
    assert cites_all.useful > perfect.useful
    assert cites_all.verdicts == perfect.verdicts
    assert poor.verdicts < perfect.verdicts
    assert perfect.calls == len(application.grid.indicators)
    assert perfect.tokens < 200_000
