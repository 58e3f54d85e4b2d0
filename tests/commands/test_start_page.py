"""A start that takes long is told to whoever asks; once the service is there nothing stands between."""

from __future__ import annotations

import http.client
import socket
from collections.abc import Iterator

import pytest

from commands.start_page import StartPage


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as made:
        yield made


def answer(listener: socket.socket, address: str, method: str = "GET") -> tuple[int, str, str]:
    host, port = listener.getsockname()
    connection = http.client.HTTPConnection(host, port, timeout=20)
    try:
        connection.request(method, address)
        said = connection.getresponse()
        assert said.getheader("Retry-After") == "2"
        return said.status, said.getheader("Content-Type", ""), said.read().decode()
    finally:
        connection.close()


def test_a_long_start_is_told_to_people_and_programs(listener: socket.socket) -> None:
    with StartPage(listener, after=0.0):
        status, kind, text = answer(listener, "/dossiers/plui-a")
        assert (status, kind) == (503, "text/html; charset=utf-8")
        assert "Le service se prépare" in text
        assert 'http-equiv="refresh"' in text
        status, kind, text = answer(listener, "/api/v1/health")
        assert (status, kind) == (503, "application/problem+json")
        assert '"status": 503' in text
        assert answer(listener, "/", "HEAD")[2] == ""


def test_somebody_who_sends_nothing_keeps_nobody_waiting_for_long(listener: socket.socket) -> None:
    with StartPage(listener, after=0.0), socket.create_connection(listener.getsockname()):
        assert answer(listener, "/")[0] == 503


def test_once_the_service_is_there_it_alone_answers(listener: socket.socket) -> None:
    with StartPage(listener):  # a start as they are: over before anything is said
        early = socket.create_connection(listener.getsockname(), timeout=20)
    with early:
        early.sendall(b"GET / HTTP/1.1\r\n\r\n")
        listener.setblocking(True)
        caller, _ = listener.accept()
        with caller:
            assert caller.recv(100).startswith(b"GET /")
