"""Weights: what is written is read again, and likeness belongs to the criterion that it was learnt for."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np

from answering.scoring.scorer_training import WrittenSentences, fit_head, fit_linear
from answering.scoring.scorer_weights import HEADS, WEIGHTS, Head, ScorerWeights
from indicator_queries import load_grid
from tests.answering.scoring.evidence_tables import weights


def test_written_weights_are_read_again(tmp_path: Path) -> None:
    import json

    made = replace(weights(), heads={"I01/carte": Head(np.array([0.5, -0.25], dtype=np.float32), 0.1, "Une carte ?")})
    made.write(tmp_path)
    stored = [json.loads((tmp_path / name).read_text(encoding="utf-8")) for name in (WEIGHTS, HEADS)]
    read = ScorerWeights.from_json(*stored)
    assert read.digest == made.digest
    rows = np.random.default_rng(1).standard_normal((3, len(made.sentence.features)))
    assert np.allclose(read.sentence.chances(rows), made.sentence.chances(rows), atol=1e-4)


def test_heads_of_another_question_are_not_used() -> None:
    grid = load_grid()
    asked = grid.indicators[0].rubric.criteria[0]
    key = f"{grid.indicators[0].code}/{asked.key}"
    known = Head(np.zeros(2, dtype=np.float32), 0.0, asked.question)
    made = replace(weights(), heads={key: known})
    assert made.of_grid(grid).heads == {key: known}
    other = replace(made, heads={key: replace(known, asks="Une tout autre question ?")})
    assert not other.of_grid(grid).heads


def test_a_head_tells_evidence_from_the_rest() -> None:
    rng = np.random.default_rng(0)
    evidence = np.array([True] * 6 + [False] * 20)
    vectors = rng.standard_normal((26, 16)) * 0.1
    vectors[evidence, 0] += 1.0
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    head = fit_head(vectors.astype(np.float32), evidence)
    likeness = head.likeness(vectors.astype(np.float32))
    assert likeness[evidence].min() > likeness[~evidence].max()


def test_who_wrote_a_sentence_is_not_told_by_what_all_of_them_share() -> None:
    rng = np.random.default_rng(2)
    dossier = rng.standard_normal((200, 8)).astype(np.float32) * 0.05 + np.eye(8, dtype=np.float32)[0]
    alone = rng.standard_normal((40, 8)).astype(np.float32) * 0.05 + np.eye(8, dtype=np.float32)[1]
    written = WrittenSentences(("A1/a",) * 40, alone, np.arange(40) % 2 == 0)
    moved = written.around(dossier.mean(axis=0))
    assert np.allclose(moved.vectors.mean(axis=0), dossier.mean(axis=0), atol=0.05)
    assert np.allclose(np.linalg.norm(moved.vectors, axis=1), 1, atol=1e-5)


def test_chances_sum_to_one() -> None:
    rng = np.random.default_rng(0)
    rows = rng.standard_normal((60, 3))
    outcomes = np.arange(60) % 3
    model = fit_linear(("a", "b", "c"), rows, outcomes, np.ones(60), penalty=1.0)
    assert np.allclose(model.chances(rows).sum(axis=1), 1)
