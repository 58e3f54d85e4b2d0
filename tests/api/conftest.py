"""The service on the data directory of the test, with fake models."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

import api.app
from settings import Settings
from tests.api.sent_files import Serve, finished, send
from tests.fakes import FakeApplication
from web.site import create_app


@pytest.fixture
def serve(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> Serve:
    """Starts the service on the data directory of the test, with fake models."""
    monkeypatch.setattr(api.app, "Application", FakeApplication)

    @contextmanager
    def started(**settings: Any) -> Iterator[TestClient]:
        with TestClient(create_app(Settings(data_dir=data_dir, **settings)), base_url="http://127.0.0.1") as client:
            yield client

    return started


@pytest.fixture
def client(serve: Serve) -> Iterator[TestClient]:
    with serve() as started:
        yield started


@pytest.fixture
def filled(client: TestClient) -> TestClient:
    assert finished(client, send(client).json()["id"])["status"] == "done"
    return client
