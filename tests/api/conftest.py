"""The service on the data directory of the test, with fake models."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

import api.app
from settings import Settings
from tests.fakes import FakeApplication
from web.site import create_app


@pytest.fixture
def client(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    """A client of a service that was just started."""
    monkeypatch.setattr(api.app, "Application", FakeApplication)
    with TestClient(create_app(Settings(data_dir=data_dir)), base_url="http://127.0.0.1") as started:
        yield started
