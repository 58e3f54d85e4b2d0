"""What a page costs, and when it is drawn again."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import event

import api.app
from api.app import THREADS
from sample import SAMPLE_SLUG
from settings import Settings
from tests.fakes import FakeApplication, FakeEmbedder
from web.site import create_app

CELL = f"/dossiers/{SAMPLE_SLUG}/indicateurs/I05"
API_CELL = f"/api/v1/documents/{SAMPLE_SLUG}/indicators/I05"
#: Statements a page may send to the database: the first time after a start, and once somebody decided a cell.
STATEMENTS = {
    "/": (14, 6),
    f"/dossiers/{SAMPLE_SLUG}": (14, 4),
    CELL: (36, 6),
    f"{CELL}?citation=2": (36, 6),
    "/matrice": (12, 3),
    f"{API_CELL}/cell": (8, 4),
}


@pytest.fixture
def answered(sample_data: Path, data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    """The sample, read and answered, behind a service that was just started."""
    shutil.copytree(sample_data, data_dir, dirs_exist_ok=True)
    monkeypatch.setattr(api.app, "Application", FakeApplication)
    with TestClient(create_app(Settings(data_dir=data_dir)), base_url="http://127.0.0.1") as started:
        yield started


def _decide(client: TestClient, verdict: str) -> None:
    seen = client.get(f"{API_CELL}/cell").json()["seen"]
    decided = {"seen": seen, "reviewer": "A", "decision": "corrige", "verdict": verdict}
    assert client.put(f"{API_CELL}/review", json=decided).status_code == 200


def test_a_page_sends_few_statements_to_the_database(answered: TestClient) -> None:
    said: list[str] = []
    engine = answered.app.state.service.application.corpus.documents._engine  # type: ignore[attr-defined]
    event.listen(engine, "before_cursor_execute", lambda *call: said.append(call[2]))
    for path, (first, after) in STATEMENTS.items():
        said.clear()
        assert answered.get(path).status_code == 200
        assert len(said) <= first, (path, said)
        _decide(answered, "non")
        said.clear()
        assert answered.get(path).status_code == 200
        assert len(said) <= after, (path, said)
        said.clear()
        assert answered.get(path).status_code == 200
        assert path.startswith("/api/") or said == [], (path, said)


def test_a_page_is_the_same_until_something_is_written_and_another_one_after(answered: TestClient) -> None:
    first = answered.get(CELL)
    again = answered.get(CELL)
    assert (again.text, again.headers["etag"]) == (first.text, first.headers["etag"])
    assert again.headers["content-type"] == first.headers["content-type"]
    assert again.headers["cache-control"] == "no-store"
    unchanged = answered.get(CELL, headers={"If-None-Match": first.headers["etag"]})
    assert (unchanged.status_code, unchanged.content) == (304, b"")
    assert unchanged.headers["x-frame-options"] == "DENY"
    _decide(answered, "non")
    changed = answered.get(CELL, headers={"If-None-Match": first.headers["etag"]})
    assert changed.status_code == 200
    assert changed.headers["etag"] != first.headers["etag"]
    assert "corrected" in changed.text
    assert "corrected" not in first.text


def test_each_person_sees_their_own_name(answered: TestClient) -> None:
    assert "Ada" not in answered.get("/matrice").text
    assert "Ada" in answered.get("/matrice", headers={"Cookie": "biollm_personne=Ada"}).text
    assert "Ada" not in answered.get("/matrice").text


def test_pages_and_health_answer_while_more_people_than_threads_wait_for_a_model(
    sample_data: Path, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(sample_data, data_dir, dirs_exist_ok=True)
    go = threading.Event()

    class Slow(FakeApplication):
        @property
        def embedder(self) -> FakeEmbedder:
            assert go.wait(60)
            return super().embedder

    monkeypatch.setattr(api.app, "Application", Slow)
    waiting = THREADS + 5
    with (
        TestClient(create_app(Settings(data_dir=data_dir)), base_url="http://127.0.0.1") as client,
        ThreadPoolExecutor(waiting) as people,
    ):
        asked: list[Any] = [
            people.submit(client.post, "/api/v1/search", json={"text": "haies", "documents": [SAMPLE_SLUG]})
            for _ in range(waiting)
        ]
        try:
            assert client.get("/api/v1/health").json()["status"] == "ok"
            assert client.get(CELL).status_code == 200
            assert client.get("/api/v1/documents").status_code == 200
            assert not any(one.done() for one in asked)
        finally:
            go.set()
        assert {one.result().status_code for one in asked} == {200}
