"""A command that finds a service on its data directory is answered by it, as if it were alone."""

from __future__ import annotations

import json
import socket
import stat
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
import uvicorn

import api.app
from api.command_form import COMMAND_PATH, TOKEN_HEADER
from commands.in_service import run_command
from corpus.lock import DataDirLock
from settings import Settings
from tests.commands.conftest import Biollm
from tests.fakes import FakeApplication, application_in
from tests.ingestion.pdfs import raw_pdf
from use_cases.ingest import Description
from web.site import create_app

KEY = "une-cle-de-seize-caracteres"


@contextmanager
def running(data_dir: Path) -> Iterator[str]:
    """The service that `biollm serve` starts, behind a key, with fake models."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    settings = Settings(data_dir=data_dir, port=port, api_key=KEY)
    server = uvicorn.Server(uvicorn.Config(create_app(settings, run_command), port=port, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    deadline = time.monotonic() + 30
    while not server.started:
        assert time.monotonic() < deadline
        assert thread.is_alive()
        time.sleep(0.02)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join()


@pytest.fixture
def biollm(data_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command_line: Biollm) -> Biollm:
    """Runs a command on a dossier of one page, with fake models; gives exit code, output and errors."""
    monkeypatch.setattr(api.app, "Application", FakeApplication)
    # The service of the test has the default settings, as the command must have; its models are fake.
    monkeypatch.delenv("BIOLLM_MODELS_DIR", raising=False)
    path = tmp_path / "reglement.pdf"
    path.write_bytes(raw_pdf(["La pleine terre occupe 40 % du terrain."]))
    with application_in(data_dir).opened() as application:
        application.dossiers.ingest([path], "plui-a", Description())

    return command_line


def test_the_same_is_printed_with_and_without_a_service(biollm: Biollm, data_dir: Path) -> None:
    asked = [
        ("search", "plui-a", "pleine terre"),
        ("search", "plui-a", "pleine terre", "--json"),
        ("search", "plui-z", "pleine terre"),
        ("ask", "plui-a", "Quelle part de pleine terre ?", "--llm", "none", "--json"),
        ("search", "plui-a", "pleine terre", "-k", "0"),
    ]
    alone = [biollm(*one) for one in asked]
    with running(data_dir):
        beside = [biollm(*one) for one in asked]
        code, _, said = biollm("delete", "plui-a", "--yes")
    for expected, given in zip(alone[:3], beside[:3], strict=True):
        assert given == expected
    first, again = json.loads(alone[3][1]), json.loads(beside[3][1])
    assert (first["verdict"], first["citations"]) == (again["verdict"], again["citations"])
    assert code
    assert "Un autre processus emploie ce dossier" in said


def test_only_who_reads_the_owners_file_is_answered(biollm: Biollm, data_dir: Path) -> None:
    with running(data_dir) as address:
        service = DataDirLock(data_dir).service()
        assert service is not None
        assert service.url == address
        assert stat.S_IMODE((data_dir / ".owner.json").stat().st_mode) == 0o600
        body = {"name": "search", "arguments": ["plui-a", "terre"], "settings": {}, "width": 80, "terminal": False}
        for token in ("", "x", KEY):
            refused = httpx.post(address + COMMAND_PATH, json=body, headers={TOKEN_HEADER: token, "X-API-Key": KEY})
            assert refused.status_code == httpx.codes.FORBIDDEN
        assert COMMAND_PATH not in httpx.get(f"{address}/api/v1/openapi.json", headers={"X-API-Key": KEY}).text
        other = {**body, "name": "delete", "arguments": ["plui-a"]}
        answer = httpx.post(address + COMMAND_PATH, json=other, headers={TOKEN_HEADER: service.token})
        assert json.loads(answer.text.splitlines()[-1])["code"]
    assert DataDirLock(data_dir).service() is None
