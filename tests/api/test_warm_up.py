"""After a start pages answer while the models load, and say so."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from pydantic import SecretStr

import api.app
import api.warm_up
from corpus import Corpus
from domain import AnswerRequest
from settings import Settings
from tests.corpus.pieces import read_piece
from tests.fakes import FakeApplication, FakeEmbedder
from web.site import create_app

KEY = "une-cle-de-seize-caracteres"


def test_pages_answer_while_models_load_and_say_what_is_prepared(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go = threading.Event(), threading.Event()

    class Slow(FakeApplication):
        @property
        def embedder(self) -> FakeEmbedder:
            begun.set()
            assert go.wait(30)
            return super().embedder

    monkeypatch.setattr(api.app, "Application", Slow)
    monkeypatch.setattr(api.warm_up, "QUIET", 0.0)
    app = create_app(Settings(data_dir=data_dir), warm=True)
    with TestClient(app, base_url="http://127.0.0.1") as client:
        assert begun.wait(20)
        try:
            assert "prépare la recherche" in client.get("/dossiers").text
            assert "prépare la recherche" in client.get("/api/v1/health").json()["preparing"]
        finally:
            go.set()
        app.state.service.warm_up.stop()
        assert "prépare la recherche" not in client.get("/dossiers").text
        assert client.get("/api/v1/health").json()["preparing"] is None


def test_a_service_that_starts_with_waiting_jobs_answers_while_they_load_a_model(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go = threading.Event(), threading.Event()

    class Slow(FakeApplication):
        @property
        def embedder(self) -> FakeEmbedder:
            begun.set()
            assert go.wait(30)
            return super().embedder

    monkeypatch.setattr(api.app, "Application", Slow)
    corpus = Corpus(data_dir)
    corpus.documents.describe("plui-a")
    corpus.documents.put_piece("plui-a", read_piece())
    jobs = [corpus.jobs.add(AnswerRequest("plui-a", ("I01",))) for _ in range(2)]
    corpus.close()
    with TestClient(create_app(Settings(data_dir=data_dir)), base_url="http://127.0.0.1") as client:
        try:
            assert begun.wait(20)  # the first job waits for its model
            assert client.get("/api/v1/health").json()["status"] == "ok"
            assert client.get("/dossiers/plui-a").status_code == 200
            states = [client.get(f"/api/v1/jobs/{job.id}").json()["status"] for job in jobs]
            assert states == ["running", "queued"]
        finally:
            go.set()


def test_cookies_are_as_strict_when_they_go_as_when_they_come(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(api.app, "Application", FakeApplication)
    app = create_app(Settings(data_dir=data_dir, api_key=SecretStr(KEY)))
    with TestClient(app, base_url="http://127.0.0.1", follow_redirects=False) as client:
        for sent in (
            client.post("/connexion", data={"cle": KEY}),
            client.post("/vous", data={"nom": "A. B."}),
            client.post("/vous", data={"nom": ""}),
            client.post("/deconnexion"),
        ):
            assert "samesite=strict" in sent.headers["set-cookie"].lower()
            assert "httponly" in sent.headers["set-cookie"].lower()


def test_health_tells_nothing_of_documents_to_who_has_no_key(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(api.app, "Application", FakeApplication)
    with TestClient(create_app(Settings(data_dir=data_dir, api_key=SecretStr(KEY))), base_url="http://x") as client:
        assert client.get("/api/v1/health").json()["documents"] is None
        assert client.get("/api/v1/health", headers={"X-API-Key": KEY}).json()["documents"] == 0
        refused = client.put("/api/v1/health", headers={"X-API-Key": KEY})
        assert (refused.status_code, refused.headers["allow"]) == (405, "GET")
