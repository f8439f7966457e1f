"""Redis as Debian has it, which keeps nothing on the disk."""

from __future__ import annotations

import contextlib
import socket

from bin.services.process import Service, free_port, new_folder, ordinary_user, spawn, wait_for


def start_redis() -> Service:
    user, port = ordinary_user(), free_port()
    folder = new_folder("redis", user)
    command = ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
    pid = spawn("redis", command, folder, user=user)
    service = Service("redis", f"redis://127.0.0.1:{port}/0", pid, str(folder))

    def ready() -> bool:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1) as connection:
            connection.sendall(b"PING\r\n")
            return connection.recv(16).startswith(b"+PONG")
        return False

    return wait_for(service, ready)
