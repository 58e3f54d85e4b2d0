"""The tests themselves cannot reach the network."""

from __future__ import annotations

import socket

import pytest
from pytest_socket import SocketConnectBlockedError


# 192.0.2.0/24 is reserved for documentation (RFC 5737): nothing answers there.
@pytest.mark.filterwarnings("ignore:A test tried")
@pytest.mark.parametrize("address", ["192.0.2.1", "10.0.0.1"])
def test_no_connection_leaves_this_machine(address: str) -> None:
    with pytest.raises(SocketConnectBlockedError):
        socket.create_connection((address, 80), timeout=1)


def test_loopback_stays_open() -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        socket.create_connection(server.getsockname(), timeout=1) as client,
    ):
        assert client.getpeername() == server.getsockname()
