"""A portal that writes down how much it keeps for the socket it keeps most for: `python -m tests.faults.watched PORT FILE`.

Counted are the messages that wait and what the server's transport could not hand to the network yet.
"""

from __future__ import annotations

import contextlib
import socket
import sys
import threading
import time
from pathlib import Path
from typing import Any

import uvicorn


def kept_for(seat: Any) -> int:
    waiting = sum(len(message["text"].encode()) for _kind, message in tuple(seat.queue))
    transport = getattr(getattr(seat.send, "__self__", None), "transport", None)
    assert transport is not None, "without the transport half of it would not be counted"
    return waiting + transport.get_write_buffer_size()


def watch(file: Path) -> None:
    from events.live import hints

    seats: set[Any] = set()
    most = 0
    while True:
        time.sleep(0.01)
        with contextlib.suppress(RuntimeError):  # the loop changes what is looked at
            for board in tuple(hints.boards):
                for hub in tuple(board.hubs.values()):
                    seats |= set(hub.seats)
            now = max((kept_for(seat) for seat in seats), default=0)
            if now > most:
                most = now
                file.write_text(str(most))


def main(port: int, file: Path) -> None:
    config = uvicorn.Config(
        "portal.asgi:application",
        port=port,
        log_config=None,
        access_log=False,
        ws_max_size=8192,
        ws_per_message_deflate=False,
        ws_ping_timeout=40,
        timeout_graceful_shutdown=5,
    )
    server = uvicorn.Server(config)
    config.load()
    threading.Thread(target=watch, args=(file,), daemon=True).start()
    line = socket.socket()
    line.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    line.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 16384)  # else the kernel takes megabytes before we keep any
    line.bind(("127.0.0.1", port))
    server.run(sockets=[line])


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
