"""How the search of values is trained and counted."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from answering.found_values.value_candidates import VALUE_FEATURES
from benchmarks.value_losses import value_losses
from benchmarks.value_training import best_of, counted, fit, least_of
from benchmarks.values_read import Candidates
from domain import Verdict
from evaluation.gold_cells import Gold, GoldCell, GoldValue
from french.units import Amount


def gold_of(**noted: tuple[float, ...]) -> Gold:
    return Gold.of(
        GoldCell(
            document=document,
            indicator="I01",
            verdict=Verdict.OUI,
            values=tuple(GoldValue.of(number, "ha", None) for number in numbers),
            evidence=(),
            minutes=None,
            doubtful=False,
        )
        for document, numbers in noted.items()
    )


def candidates_of(*rows: tuple[str, float, bool]) -> Candidates:
    """(dossier, hectares, right); what is right stands on a page that is established."""
    features = np.zeros((len(rows), len(VALUE_FEATURES)))
    for at, (_, _, right) in enumerate(rows):
        features[at, VALUE_FEATURES.index("page_established")] = float(right)
    return Candidates(
        features,
        np.array([right for _, _, right in rows]),
        tuple((document, "I01") for document, _, _ in rows),
        tuple(Amount.of(number, "ha") for _, number, _ in rows),
        np.ones(len(rows), dtype=np.bool_),
        np.zeros(len(rows), dtype=np.bool_),
    )


def test_an_amount_counts_once_by_its_likeliest_place() -> None:
    candidates = candidates_of(("a", 12, True), ("a", 12, True), ("a", 5, False))
    best = best_of(candidates, np.ones(3, dtype=np.bool_), np.array([0.2, 0.9, 0.4]))
    assert sorted(chance for chance, _ in best.values()) == [0.4, 0.9]


def test_values_are_counted_as_an_evaluation_counts_them() -> None:
    gold = gold_of(a=(12, 30), b=())
    candidates = candidates_of(("a", 12, True), ("a", 5, False), ("b", 7, False))
    best = best_of(candidates, np.ones(3, dtype=np.bool_), np.array([0.9, 0.8, 0.9]))
    assert counted(gold, ["a", "b"], best, {"a": 0.5, "b": 0.5}) == (1, 2, 1, 2)
    assert counted(gold, ["a", "b"], best, {"a": 0.85, "b": 0.5}) == (1, 2, 1, 1)


def test_the_chance_to_show_from_is_the_lowest_at_which_enough_is_right() -> None:
    gold = gold_of(a=(1, 2, 3))
    candidates = candidates_of(("a", 1, True), ("a", 2, True), ("a", 3, True), ("a", 8, False), ("a", 9, False))
    best = best_of(candidates, np.ones(5, dtype=np.bool_), np.array([0.9, 0.8, 0.7, 0.6, 0.55]))
    assert 0.55 < least_of(gold, ["a"], best) <= 0.6


def test_training_learns_what_tells_right_from_wrong() -> None:
    candidates = candidates_of(*[("a", number, number % 2 == 0) for number in range(1, 41)])
    model = fit(candidates, candidates.of(["a"]))
    chances = model.chances(candidates.features)[:, 0]
    assert chances[candidates.right].min() > chances[~candidates.right].max()


def test_every_dossier_counts_the_same_where_the_chance_to_show_from_is_chosen() -> None:
    gold = gold_of(many=(1, 2, 3, 4, 5, 6), few=(1,))
    rows = [*[("many", number, True) for number in range(1, 7)], ("few", 8, False), ("few", 1, True)]
    candidates = candidates_of(*rows)
    best = best_of(candidates, np.ones(8, dtype=np.bool_), np.array([0.9] * 6 + [0.45, 0.9]))
    assert least_of(gold, ["many", "few"], best) == 0.4
    rows.insert(6, ("few", 9, False))
    best = best_of(candidates_of(*rows), np.ones(9, dtype=np.bool_), np.array([0.9] * 6 + [0.55, 0.45, 0.9]))
    assert 0.45 < least_of(gold, ["many", "few"], best) <= 0.55


def test_a_number_left_out_on_a_cited_page_is_held_against_its_like_less_than_another() -> None:
    rows = [("a", number, number % 3 == 0) for number in range(1, 41)]
    candidates = candidates_of(*rows)
    alike = replace(candidates, features=np.zeros_like(candidates.features))
    everywhere = np.ones(len(rows), dtype=np.bool_)
    elsewhere = fit(alike, everywhere).chances(alike.features)[0, 0]
    beside = fit(replace(alike, cited=everywhere), everywhere).chances(alike.features)[0, 0]
    assert beside > elsewhere


def test_what_became_of_each_value_of_the_reference_is_told() -> None:
    gold = gold_of(a=(12, 30, 44, 50), b=(7,))
    candidates = replace(
        candidates_of(("a", 12, True), ("a", 30, True)),
        read={"a": (Amount.of(44, "ha"), Amount.of(12, "ha"))},
        looked=frozenset({("a", "I01")}),
    )
    best = best_of(candidates, np.ones(2, dtype=np.bool_), np.array([0.9, 0.3]))
    found = value_losses(gold, candidates, best, {"a": 0.5, "b": 0.5})
    assert found["a"] == {"shown": 1, "too unsure": 1, "no label": 1, "not read": 1}
    assert found["b"] == {"verdict": 1}
