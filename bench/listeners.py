"""Very many sockets of one process, as cheaply as can be: they count what they hear, and when.

`python -m bench.listeners HOST PORT PATH ORIGIN COUNT HELLO` connects COUNT sockets, says HELLO (may be empty) on each,
then obeys lines on stdin and answers each with one line of JSON:

    wait N T    until every socket heard N more frames of type T, or 30 s passed: {"last": monotonic, "heard": […]}
    stop        this process's first socket reads no more
    cut         all sockets are closed at once and come back with where they were: {"seconds": until all were told}
    send TEXT   the text goes out on socket number N % COUNT, in turn
    end
"""

from __future__ import annotations

import asyncio
import base64
import contextlib
import json
import os
import sys
import time


class Listener(asyncio.Protocol):
    """One socket: shakes hands, takes text frames apart, forgets what they say except its number."""

    def __init__(self, crowd: Crowd) -> None:
        self.crowd, self.buffer, self.open = crowd, b"", False
        self.seq, self.epoch, self.cookie = 0, "", crowd.cookies.pop() if crowd.cookies else ""
        self.counts: dict[str, int] = {}
        self.doubles = self.holes = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport
        key = base64.b64encode(os.urandom(16)).decode()
        cookie = f"Cookie: {self.cookie}\r\n" if self.cookie else ""
        head = (
            f"GET {self.crowd.path} HTTP/1.1\r\nHost: {self.crowd.host}:{self.crowd.port}\r\nUpgrade: websocket\r\n"
            f"Connection: Upgrade\r\nSec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n{cookie}"
            f"Origin: {self.crowd.origin}\r\n\r\n"
        )
        transport.write(head.encode())  # type: ignore[attr-defined]

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        if not self.open:
            head, found, rest = self.buffer.partition(b"\r\n\r\n")
            if not found:
                return
            self.open, self.buffer = True, rest
            for line in head.split(b"\r\n"):
                if line.lower().startswith(b"set-cookie: "):
                    self.cookie = line[12:].split(b";")[0].decode()
            self.crowd.arrived(self)
        self.take_frames()

    def take_frames(self) -> None:
        while len(self.buffer) >= 2:
            size, start = self.buffer[1] & 127, 2
            if size == 126:
                size, start = int.from_bytes(self.buffer[2:4], "big"), 4
            elif size == 127:
                size, start = int.from_bytes(self.buffer[2:10], "big"), 10
            if len(self.buffer) < start + size:
                return
            opcode, body = self.buffer[0] & 15, self.buffer[start : start + size]
            self.buffer = self.buffer[start + size :]
            if opcode == 1:
                self.heard(body)
            elif opcode == 9:
                self.write(10, body)

    def heard(self, body: bytes) -> None:
        kind, numbered = self.crowd.kind_of(body)
        if kind == "welcome":
            welcome = json.loads(body)["d"]
            for event in welcome.get("events", []):
                self.count(event["t"], event["s"])
            self.epoch, self.seq = welcome["epoch"], welcome["seq"]
        self.count(kind, numbered)
        self.crowd.heard(self)

    def count(self, kind: str, seq: int) -> None:
        self.counts[kind] = self.counts.get(kind, 0) + 1
        if seq:
            self.doubles += seq <= self.seq
            self.holes += seq > self.seq + 1
            self.seq = max(seq, self.seq)

    def say(self, text: str) -> None:
        self.write(1, text.encode())

    def write(self, opcode: int, body: bytes) -> None:
        size = bytes([128 | len(body)]) if len(body) < 126 else bytes([254]) + len(body).to_bytes(2, "big")
        self.transport.write(bytes([128 | opcode]) + size + b"\0\0\0\0" + body)  # type: ignore[attr-defined]


class Crowd:
    def __init__(self, host: str, port: int, path: str, origin: str, count: int, hello: str) -> None:
        self.host, self.port, self.path, self.origin, self.hello = host, port, path, origin, hello
        self.size, self.cookies = count, []
        self.sockets: list[Listener] = []
        self.waits_for: tuple[str, dict[Listener, int]] | None = None
        self.last, self.turn = 0.0, 0
        self.done = asyncio.Event()

    def kind_of(self, body: bytes) -> tuple[str, int]:
        """The type and number of a frame of ours, found without reading all of it; a bare frame is a say."""
        at = body.find(b'"t":"', 0, 160)
        if at < 0:
            return "say", 0
        kind = body[at + 5 : body.find(b'"', at + 5)].decode()
        number = body.find(b'"s":', 0, at)
        return kind, int(body[number + 4 : body.find(b",", number)]) if number > 0 else 0

    def arrived(self, socket: Listener) -> None:
        if self.hello:
            where = {"epoch": socket.epoch or None, "seq": socket.seq, "mseq": 0}
            socket.say(json.dumps({"v": 1, "c": "h", "t": "hello", "d": where}))

    def heard(self, socket: Listener) -> None:
        self.last = time.monotonic()
        if self.waits_for is not None:
            kind, missing = self.waits_for
            if socket in missing and socket.counts.get(kind, 0) >= missing[socket]:
                del missing[socket]
                if not missing:
                    self.done.set()

    async def connect(self, olds: list[Listener] | None = None) -> None:
        loop = asyncio.get_running_loop()
        olds = olds or [None] * self.size  # type: ignore[list-item]
        for start in range(0, self.size, 50):
            group = await asyncio.gather(
                *(
                    loop.create_connection(lambda old=old: self.make(old), self.host, self.port)
                    for old in olds[start : start + 50]
                )
            )
            self.sockets += [protocol for _transport, protocol in group]
        kind = "welcome" if self.hello else ""
        while not all(socket.open and (not kind or socket.counts.get(kind)) for socket in self.sockets):
            await asyncio.sleep(0.02)

    def make(self, old: Listener | None) -> Listener:
        socket = Listener(self)
        if old is not None:
            socket.cookie, socket.epoch, socket.seq = old.cookie, old.epoch, old.seq
        return socket

    async def wait(self, number: int, kind: str) -> dict[str, object]:
        reading = [socket for socket in self.sockets if not getattr(socket, "stopped", False)]
        missing = {socket: socket.counts.get(kind, 0) + number for socket in reading}
        before = {socket: socket.counts.get(kind, 0) for socket in reading}
        self.waits_for, self.done = (kind, missing), asyncio.Event()
        print("ready", flush=True)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self.done.wait(), 60)
        heard = [socket.counts.get(kind, 0) - before[socket] for socket in reading]
        return {"last": self.last, "least": min(heard), "most": max(heard), **self.mistakes()}

    def mistakes(self) -> dict[str, int]:
        return {"doubles": sum(s.doubles for s in self.sockets), "holes": sum(s.holes for s in self.sockets)}

    async def cut(self) -> dict[str, object]:
        olds, self.sockets = self.sockets, []
        for socket in olds:
            socket.transport.abort()  # type: ignore[attr-defined]
        await asyncio.sleep(0.5)
        start = time.monotonic()
        await self.connect(olds)
        return {"seconds": time.monotonic() - start, **self.mistakes()}

    async def obey(self, line: str) -> dict[str, object] | None:
        word, _space, rest = line.strip().partition(" ")
        if word == "wait":
            number, kind = rest.split()
            return await self.wait(int(number), kind)
        if word == "cut":
            return await self.cut()
        if word == "stop":
            self.sockets[0].stopped = True  # type: ignore[attr-defined]
            self.sockets[0].transport.pause_reading()  # type: ignore[attr-defined]
        if word == "send":
            self.sockets[self.turn % len(self.sockets)].say(rest)
            self.turn += 1
            return None
        return {"counts": [dict(s.counts) for s in self.sockets[:3]], **self.mistakes()}


async def main() -> None:
    host, port, path, origin, count, hello = sys.argv[1:7]
    crowd = Crowd(host, int(port), path, origin, int(count), hello)
    await crowd.connect()
    print(json.dumps({"connected": len(crowd.sockets)}), flush=True)
    loop = asyncio.get_running_loop()
    while True:
        line = await loop.run_in_executor(None, sys.stdin.readline)
        if not line or line.startswith("end"):
            return
        answer = await crowd.obey(line)
        if answer is not None:
            print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    asyncio.run(main())
