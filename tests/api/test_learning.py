"""Learning from reviews through the service: refused, queued, told, and taken back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from fastapi.testclient import TestClient

import use_cases.learn_from_reviews
from answering.scoring.criterion_features import FEATURES
from answering.scoring.evidence_set import SET_FEATURES
from answering.scoring.learnt_heads import LearntHeads, LearntHeadStore
from answering.scoring.scorer_weights import Head, ScorerWeights
from indicator_queries import load_grid
from tests.answering.scoring.evidence_tables import linear, weights
from tests.api.sent_files import assert_problem, finished, send
from tests.fakes import DIMENSION

LEARNING = "/api/v1/learning"


def of_fakes() -> ScorerWeights:
    """Weights in the space of the embedder of tests, with a head for every criterion of the grid."""
    return replace(
        weights(),
        space="factice",
        sentence=linear(FEATURES, (0.0, -9.0, 0.0), {"likeness": 4.0}, {}, {}),
        document=linear(SET_FEATURES, (-3.0,), {"best": 6.0}),
        heads={
            f"{indicator.code}/{criterion.key}": Head(np.zeros(DIMENSION, dtype=np.float32), 0.0, criterion.question)
            for indicator in load_grid().indicators
            for criterion in indicator.rubric.criteria
        },
    )


def test_with_too_few_decisions_no_job_is_queued(client: TestClient) -> None:
    problem = assert_problem(client.post(LEARNING), 422, "invalid-request")
    assert "au moins 10 cases décidées" in problem["detail"]
    assert client.get("/api/v1/jobs").json() == []
    assert client.get(LEARNING).json()["learnt"] is False
    assert "un même indicateur dans deux dossiers" in client.get("/evaluations").text
    assert_problem(client.post(f"{LEARNING}/undo"), 422, "invalid-request")


def test_decisions_are_learnt_from_as_a_job_that_tells_before_and_after(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(use_cases.learn_from_reviews, "shipped_weights", of_fakes)
    finished(client, send(client).json()["id"])
    finished(client, send(client, slug="plui-b").json()["id"])

    def decide(slug: str, number: int) -> None:
        place = f"/api/v1/documents/{slug}/indicators/I{number:02d}/review"
        asked = {"decision": "corrige", "verdict": "non", "reviewer": "A. B."}
        assert client.put(place, json=asked).status_code == 200

    for number in range(1, 11):
        decide("plui-a", number)
    problem = assert_problem(client.post(LEARNING), 422, "invalid-request")
    assert "sont d'un seul dossier" in problem["detail"]
    assert "second dossier" in problem["remedy"]
    decide("plui-b", 10)
    queued = client.post(LEARNING)
    assert queued.status_code == 202
    job = finished(client, queued.json()["id"])
    assert job["status"] == "done", job["error"]
    assert job["touches"] == ["plui-a", "plui-b"]
    result = job["result"]
    assert result["reviews"] == 11
    assert result["before"]["right"] <= 11
    # Nothing was kept as evidence: there is nothing to learn, and the tool answers as before.
    assert (result["criteria"], result["kept"]) == (0, False)
    assert client.get(LEARNING).json()["learnt"] is False
    page = client.get(f"/taches/{job['id']}").text
    assert "Rien ne change" in page
    assert "« Oui » proposés à tort" in page


def test_what_was_learnt_is_shown_and_taken_back_step_by_step(client: TestClient, data_dir: Path) -> None:
    store = LearntHeadStore(data_dir)
    heads = {"I01/x": Head(np.ones(3, dtype=np.float32), 0.0)}
    store.put(LearntHeads("autre", "2026-01-01", 12, heads))
    store.put(LearntHeads("autre", "2026-02-02", 20, heads))
    shown = client.get(LEARNING).json()
    assert (shown["day"], shown["reviews"], shown["used"]) == ("2026-02-02", 20, False)
    page = client.get("/evaluations").text.replace("\u00a0", " ")
    assert "Appris le 02/02/2026 de 20 cases décidées" in page
    assert "Revenir en arrière" in page
    assert client.post(f"{LEARNING}/undo").json()["day"] == "2026-01-01"
    assert client.post(f"{LEARNING}/undo").json()["learnt"] is False
    assert "Revenir en arrière" not in client.get("/evaluations").text
