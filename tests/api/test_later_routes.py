"""The first page waits for nothing that it does not need; whatever else is asked for is answered all the same."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

import api.app
import api.warm_up
from api.warm_up import WarmUp
from settings import Settings
from tests.fakes import FakeApplication, application_in
from web.site import create_app


@pytest.fixture
def app(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> FastAPI:
    monkeypatch.setattr(api.app, "Application", FakeApplication)
    return create_app(Settings(data_dir=data_dir))


@pytest.fixture
def client(app: FastAPI) -> Iterator[TestClient]:
    with TestClient(app, base_url="http://127.0.0.1") as started:
        yield started


def test_first_pages_come_before_the_others_are_there(app: FastAPI, client: TestClient) -> None:
    for address in ("/", "/dossiers", "/connexion", "/api/v1/health"):
        assert client.get(address).status_code == 200
    assert len(app.router.routes) < 10
    first = len(app.router.routes)
    assert client.get("/aide").status_code == 200
    pages = len(app.router.routes)
    assert first < pages < 25  # the API is not there yet
    assert client.get("/rien").status_code == 404
    assert len(app.router.routes) == pages
    assert client.get("/api/v1/documents").status_code == 200
    assert len(app.router.routes) > 30


@pytest.mark.parametrize(
    ("method", "address", "status"),
    [
        ("GET", "/api/v1/documents", 200),
        ("GET", "/api/v1/openapi.json", 200),
        ("GET", "/rien", 404),
        ("GET", "/aide/", 200),  # goes to the address without the slash
        ("DELETE", "/api/v1/documents", 405),
        ("POST", "/", 405),
    ],
)
def test_what_is_asked_for_first_is_answered_as_ever(
    client: TestClient, method: str, address: str, status: int
) -> None:
    first, again = client.request(method, address), client.request(method, address)
    assert (first.status_code, again.status_code) == (status, status)
    assert first.headers.get("allow") == again.headers.get("allow")
    assert ("allow" in first.headers) == (status == 405)


def test_many_who_ask_at_once_are_all_answered(client: TestClient) -> None:
    with ThreadPoolExecutor(12) as pool:
        asked = ["/aide", "/api/v1/documents", "/matrice", "/api/v1/jobs"] * 6
        found = list(pool.map(lambda address: client.get(address).status_code, asked))
    assert set(found) == {200}


def test_a_program_that_is_not_whole_ends_rather_than_answer_by_half(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    ended = threading.Event()
    monkeypatch.setattr(api.warm_up, "QUIET", 0.0)

    def broken() -> None:
        raise ImportError("No module named 'docx'")

    with application_in(data_dir).opened() as application:
        warm_up = WarmUp(application, broken, ended.set)
        warm_up.start()
        assert ended.wait(20)
        warm_up.stop()
    assert "docx" in caplog.text
