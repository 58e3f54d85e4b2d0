"""What keeps the service from starting is told as by any command, before anything is answered."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
import uvicorn

from commands.serving import listening
from corpus.lock import DataDirLock
from settings import Settings
from tests.commands.conftest import Biollm


@pytest.fixture
def taken() -> Iterator[int]:
    """A port on which another program listens."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        yield other.getsockname()[1]


@pytest.fixture
def free() -> int:
    """A port on which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


def test_a_port_that_is_taken_is_named(command_line: Biollm, taken: int) -> None:
    code, out, err = command_line("serve", "--port", str(taken))
    assert (code, out) == (2, "")
    assert f"127.0.0.1:{taken}" in err
    assert "--port" in err


def test_a_damaged_corpus_is_told_without_a_traceback(command_line: Biollm, data_dir: Path, free: int) -> None:
    data_dir.mkdir(exist_ok=True)
    (data_dir / "corpus.db").write_bytes(b"no database" * 1000)
    code, _, err = command_line("serve", "--port", str(free))
    assert code == 1
    assert "restaurez une sauvegarde" in err
    assert "Traceback" not in err
    assert "Ouvrez" not in err


def test_the_network_is_refused_without_a_key(command_line: Biollm) -> None:
    code, _, err = command_line("serve", "--host", "0.0.0.0")
    assert code == 2
    assert "sans clé" in err


def test_a_directory_that_is_held_is_told_before_the_port(command_line: Biollm, data_dir: Path, free: int) -> None:
    with DataDirLock(data_dir):
        code, _, err = command_line("serve", "--port", str(free))
    assert code != 0
    assert "Erreur." in err


def test_whoever_comes_before_the_first_page_waits_in_the_queue(data_dir: Path, free: int) -> None:
    with (
        listening(Settings(data_dir=data_dir, port=free)) as listener,
        socket.create_connection(listener.getsockname(), timeout=5) as early,
    ):
        early.sendall(b"GET / HTTP/1.1\r\n\r\n")
        taken, _ = listener.accept()
        with taken:
            assert taken.recv(100).startswith(b"GET /")


def test_a_connection_stays_open_for_longer_than_programs_keep_theirs(
    command_line: Biollm, free: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    served: list[uvicorn.Config] = []
    monkeypatch.setattr(uvicorn.Server, "run", lambda server, sockets: served.append(server.config))
    command_line("serve", "--port", str(free))
    expiry = httpx.Limits().keepalive_expiry
    assert expiry is not None
    assert served[0].timeout_keep_alive > expiry
