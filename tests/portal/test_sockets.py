"""The socket beside the pages, over a real server."""

from __future__ import annotations

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

from tests.server import Portal


def test_echo_gives_back_what_it_gets(demo_portal: Portal):
    with connect(f"{demo_portal.socket_url}/ws/echo/", origin=demo_portal.url) as socket:
        socket.send("dag")
        assert socket.recv(timeout=5) == "dag"


def test_echo_closes_on_a_message_that_is_too_large(demo_portal: Portal):
    with connect(f"{demo_portal.socket_url}/ws/echo/", origin=demo_portal.url) as socket:
        socket.send("a" * 1025)
        with pytest.raises(ConnectionClosed) as closed:
            socket.recv(timeout=5)
    assert closed.value.rcvd.code == 1009


@pytest.mark.parametrize("origin", [None, "http://evil.example", "http://localhost.evil.example", "null"])
def test_socket_refuses_another_origin(demo_portal: Portal, origin: str | None):
    with pytest.raises(InvalidStatus) as refused:
        connect(f"{demo_portal.socket_url}/ws/echo/", origin=origin)
    assert refused.value.response.status_code == 403


def test_unknown_socket_is_refused(demo_portal: Portal):
    with pytest.raises(InvalidStatus) as refused:
        connect(f"{demo_portal.socket_url}/ws/nergens/", origin=demo_portal.url)
    assert refused.value.response.status_code == 403
