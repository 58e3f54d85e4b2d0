"""After a start pages answer while the models load, and say so."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from pydantic import SecretStr

import api.app
from api.sessions import PAUSE, WRONG, Sessions, TooManyTries
from settings import Settings
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


def test_health_tells_nothing_of_documents_to_who_has_no_key(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(api.app, "Application", FakeApplication)
    with TestClient(create_app(Settings(data_dir=data_dir, api_key=SecretStr(KEY))), base_url="http://x") as client:
        assert client.get("/api/v1/health").json()["documents"] is None
        assert client.get("/api/v1/health", headers={"X-API-Key": KEY}).json()["documents"] == 0
        refused = client.put("/api/v1/health", headers={"X-API-Key": KEY})
        assert (refused.status_code, refused.headers["allow"]) == (405, "GET")
        wrong = [client.post("/connexion", data={"cle": "fausse"}).status_code for _ in range(WRONG + 1)]
        assert wrong == [403] * WRONG + [429]


def test_wrong_keys_slow_down_whoever_tries() -> None:
    now = [0.0]
    sessions = Sessions(SecretStr(KEY), lambda: now[0])
    assert [sessions.open("fausse") for _ in range(WRONG)] == [None] * WRONG
    with pytest.raises(TooManyTries):
        sessions.open(KEY)
    now[0] += PAUSE
    assert sessions.open("fausse") is None
    with pytest.raises(TooManyTries):
        sessions.open(KEY)
    now[0] += PAUSE
    assert sessions.open(KEY) is not None
    assert sessions.open("fausse") is None  # begun anew
