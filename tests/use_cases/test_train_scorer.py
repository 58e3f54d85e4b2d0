"""Training on labelled dossiers: what is learnt tells evidence from denials, and a dossier left out teaches nothing."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from answering import DocumentContext, profile_named
from answering.llm.none import NoModel
from answering.scored_answers import ScoredAnswerer
from answering.scoring.scorer import Scorer
from domain import CriterionState, Verdict
from evaluation.criterion_labels import CriterionGold, CriterionLabel, LabelledSentence
from evaluation.gold_cells import GoldCell, GoldEvidence
from indicator_queries import Grid, queries_for
from languages.entries.french_language import LANGUAGE as FRENCH
from tests.answering.packet_fakes import INDICATOR
from tests.answering.scoring.evidence_tables import Tables
from use_cases.train_scorer import LabelledDossier, ScorerTraining, read_dossier

GRID = Grid(name="essai", version="1", title="Essai", indicators=(INDICATOR,))
DAY = date(2026, 1, 1)
FILLER = [f"La parcelle numéro {number} est desservie par une voie communale en bon état." for number in range(8)]
INVENTORY = "L’inventaire de {year} recense {count} zones humides sur le territoire."
NONE = "Le territoire ne dispose pas d’un inventaire de ses zones humides en {year}."
RULE = "En zone Nzh, toute construction nouvelle est interdite à moins de {count} mètres."


def dossier(slug: str, inventory: bool, rule: bool, year: int) -> tuple[Tables, LabelledDossier]:
    said = (INVENTORY if inventory else NONE).format(year=year, count=year % 100)
    written = RULE.format(count=year % 100) if rule else "Les clôtures sont perméables à la petite faune."
    tables = Tables({"rapport": [said, *FILLER], "reglement": [written, *FILLER[:3]]}, INDICATOR)
    states = {
        "inventaire": (CriterionState.ESTABLISHED if inventory else CriterionState.DENIED, "rapport", said),
        "regle": (CriterionState.ESTABLISHED if rule else CriterionState.ABSENT, "reglement", written),
    }
    labels = CriterionGold.of(
        CriterionLabel(slug, "Z1", key, state, (LabelledSentence(piece, 1, quote, state),))
        for key, (state, piece, quote) in states.items()
    )
    met = inventory + rule
    verdict = (Verdict.NON, Verdict.PARTIEL, Verdict.OUI)[met]
    evidence = tuple(GoldEvidence(piece, 1, quote, 3) for _, piece, quote in states.values()) if met else ()
    cell = GoldCell(slug, "Z1", verdict, (), evidence, None, False)
    return tables, read_dossier(tables, GRID, slug, labels, [cell], FRENCH)


@pytest.fixture(scope="module")
def read() -> list[tuple[Tables, LabelledDossier]]:
    plans = [(True, True), (False, True), (True, False), (False, False), (True, True), (False, False)]
    return [dossier(f"plan-{n}", *plan, 2015 + n) for n, plan in enumerate(plans)]


def test_a_dossier_left_out_is_judged_by_what_the_others_taught(read: list[tuple[Tables, LabelledDossier]]) -> None:
    training = ScorerTraining(GRID, [one for _, one in read], "essai@1", "étiquettes")
    proposed = {}
    for (tables, plan), held in zip(read, training.held_out(DAY), strict=True):
        assert held.document == plan.slug
        assert plan.slug not in held.weights.trained.documents
        answerer = ScoredAnswerer(
            tables, NoModel().card, profile_named("standard"), Scorer(held.weights, FRENCH), FRENCH
        )
        context = DocumentContext(pieces=("rapport", "reglement"), pages_unread=(), corpus_hash=plan.slug)
        answer = answerer.answer_indicator(plan.slug, INDICATOR, queries_for(INDICATOR), context=context)
        assert answer.provenance.scored is not None
        proposed[plan.slug] = (answer.provenance.scored.proposed, plan.verdicts["Z1"])
    assert sum(made is wanted for made, wanted in proposed.values()) >= 4, proposed


def test_what_was_fitted_can_be_fitted_again(read: list[tuple[Tables, LabelledDossier]], tmp_path: Path) -> None:
    training = ScorerTraining(GRID, [one for _, one in read], "essai@1", "étiquettes")
    weights = training.all(DAY)
    training.write_table(tmp_path / "table.npz")
    with np.load(tmp_path / "table.npz") as kept:
        assert kept["thousandths"].shape[1] == len(weights.sentence.features)
        assert kept["sets"].shape == (12, len(weights.document.features))
    assert weights.trained.date == "2026-01-01"
    assert 0 < weights.sure.something <= 1
    assert 0 < weights.sure.nothing <= 1


def test_the_same_dossiers_give_the_same_weights(read: list[tuple[Tables, LabelledDossier]]) -> None:
    dossiers = [one for _, one in read]
    first, again = (ScorerTraining(GRID, dossiers, "essai@1", "étiquettes").all(DAY) for _ in range(2))
    assert first.digest == again.digest
