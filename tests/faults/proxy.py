"""A TCP proxy on 127.0.0.1 that can fall silent: connections are taken and nothing comes back, as with a hanging host."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Iterator


class Proxy:
    def __init__(self, host: str, port: int) -> None:
        self.target = (host, port)
        self.silent = threading.Event()
        self.sockets: list[socket.socket] = []
        self.server = socket.create_server(("127.0.0.1", 0))
        self.port = self.server.getsockname()[1]
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                client, _address = self.server.accept()
                self.sockets.append(client)
                threading.Thread(target=self.serve, args=[client], daemon=True).start()

    def serve(self, client: socket.socket) -> None:
        with contextlib.suppress(OSError):
            upstream = socket.create_connection(self.target, timeout=10)
            self.sockets.append(upstream)
            threading.Thread(target=self.pump, args=[upstream, client], daemon=True).start()
            self.pump(client, upstream)

    def pump(self, source: socket.socket, target: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                if not self.silent.is_set():
                    target.sendall(data)
            target.shutdown(socket.SHUT_WR)

    def fall_silent(self) -> None:
        self.silent.set()

    def come_back(self) -> None:
        """Answer again; connections from before are gone, as after a restart."""
        for each in self.sockets:
            each.close()
        self.sockets.clear()
        self.silent.clear()


@contextlib.contextmanager
def proxy_to(host: str, port: int) -> Iterator[Proxy]:
    proxy = Proxy(host, port)
    try:
        yield proxy
    finally:
        proxy.server.close()
        proxy.come_back()
