"""Values without a model: found in any sentence that names them, and only there."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

import numpy as np
import pytest

from answering.found_values.value_candidates import VALUE_FEATURES, FoundEvidence
from answering.found_values.value_search import ValueSearch
from answering.found_values.value_weights import ValueWeights, shipped_value_weights
from answering.scoring.scorer import JudgedSentence, ScoredCriterion, ScoredIndicator
from domain import Value, Verdict
from domain.errors import StorageError
from languages.entries.french_language import LANGUAGE as FRENCH
from tests.answering.packet_fakes import INDICATOR
from tests.answering.scoring.evidence_tables import linear, table_of

#: Everything that the rules let through is shown.
ALL = ValueWeights("2026-01-01", (), linear(VALUE_FEATURES, (5.0,), {}), 0.5)

INVENTORY = "L’inventaire de 2021 recense 186 zones humides pour 231 hectares sur le territoire."
FILL = "La commune compte une école et une salle des fêtes, rénovée en 2019."


def judged(established: Mapping[int, float]) -> ScoredIndicator:
    """The indicator as « oui », with the chance of some sentences to establish a criterion."""
    sentences = tuple(
        JudgedSentence(row, chance, 0.0, True, False, False, False, False) for row, chance in established.items()
    )
    criteria = (ScoredCriterion("inventaire", 0.9, sentences, True), ScoredCriterion("regle", 0.1, (), True))
    return ScoredIndicator(criteria, {Verdict.OUI: 0.9, Verdict.NON: 0.1})


def search(texts: Mapping[str, Sequence[str]], weights: ValueWeights = ALL) -> tuple[Value, ...]:
    table = table_of(texts, INDICATOR)
    evidence = FoundEvidence(judged({0: 0.9}), frozenset({("rapport", 1)}), frozenset({0}))
    return ValueSearch(weights, FRENCH).search(table, INDICATOR, evidence)


def said(values: Sequence[Value]) -> list[tuple[float, str | None, str | None]]:
    return [(one.value, one.unit, one.label) for one in values]


def test_a_value_is_found_in_a_sentence_that_carried_nothing() -> None:
    found = search({"rapport": [FILL, FILL, INVENTORY]})
    assert said(found) == [(231.0, "ha", "Surface de zones humides")]
    assert found[0].quote == INVENTORY


@pytest.mark.parametrize(
    "text",
    [
        "Les zones humides de plus de 2 hectares sont inventoriées.",  # sets a case
        "Le projet s’étend sur 12 hectares.",  # of something else
        "Le SDAGE demande de préserver 300 hectares de zones humides.",  # a wider scheme
        "La communauté voisine compte 90 hectares de zones humides.",  # a neighbour
        "Les zones humides ont une profondeur de 2 mètres.",  # no width
    ],
)
def test_what_is_no_value_of_the_plan_is_not_shown_however_likely(text: str) -> None:
    assert search({"rapport": [FILL, text]}) == ()


def test_an_opinion_gives_no_value_of_the_plan() -> None:
    assert search({"rapport": [FILL], "avis_mrae": [INVENTORY]}) == ()


def test_what_is_unlikely_is_not_shown() -> None:
    unlikely = ValueWeights("2026-01-01", (), linear(VALUE_FEATURES, (-5.0,), {"established": 9.0}), 0.5)
    assert search({"rapport": [FILL, INVENTORY]}, unlikely) == ()
    assert said(search({"rapport": [INVENTORY, FILL]}, unlikely)) == [(231.0, "ha", "Surface de zones humides")]


def test_a_value_said_twice_on_a_page_is_shown_once_and_in_two_pieces_twice() -> None:
    found = search({"rapport": [INVENTORY, INVENTORY], "reglement": [INVENTORY]})
    assert [one.piece for one in found] == ["rapport", "reglement"]


def test_values_come_by_label_in_the_order_of_the_grid() -> None:
    band = "Une bande de 20 mètres est laissée le long des zones humides."
    assert [one.label for one in search({"rapport": [band, INVENTORY]})] == [value.label for value in INDICATOR.values]


def test_shipped_weights_show_what_the_evidence_says_and_leave_what_is_far_from_it() -> None:
    near = search({"rapport": [INVENTORY, FILL]}, shipped_value_weights())
    assert said(near) == [(231.0, "ha", "Surface de zones humides")]


def test_shipped_weights_are_of_these_features_and_of_no_dossier_that_models_are_tried_on() -> None:
    weights = shipped_value_weights()
    assert weights.model.features == VALUE_FEATURES
    assert weights.model.coefficients.shape == (1, len(VALUE_FEATURES))
    assert np.isfinite(weights.model.coefficients).all()
    assert "plui-val-de-gardelle" not in weights.documents


def test_weights_of_other_features_are_refused_with_what_to_do() -> None:
    other = ValueWeights("2026-01-01", (), linear(("autre",), (0.0,), {}), 0.5)
    with pytest.raises(StorageError) as refused:
        ValueWeights.read(_written(other))
    assert "value_training" in str(refused.value.remedy)


def _written(weights: ValueWeights) -> str:
    return json.dumps(
        {"form": 1, "trained": "", "documents": [], "least": weights.least, "model": weights.model.to_json()}
    )
