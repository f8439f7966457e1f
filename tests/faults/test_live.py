"""Redis and the portal's own processes fall over under a live room: a delay, never a message lost or doubled."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from tests.server import Portal, free_port, running_portal, started

pytestmark = pytest.mark.xdist_group("live-faults")

SLUG = "demo-teleseminar"
PATIENCE = 60.0
# More of them by hand: FAULT_TURNS=50 for killed processes, FAULT_KILLS=10 for a Redis that dies.
TURNS = int(os.environ.get("FAULT_TURNS", "3"))
KILLS = int(os.environ.get("FAULT_KILLS", "1"))


class Listener:
    """A participant that knows where it was, and goes on there."""

    def __init__(self, portal: Portal, cookie: str = "") -> None:
        self.portal, self.cookie = portal, cookie
        self.epoch: str | None = None
        self.seq, self.number = 0, 0
        self.heard: list[tuple[int, str, Any]] = []
        self.socket: ClientConnection | None = None

    def come(self) -> None:
        headers = {"Cookie": self.cookie} if self.cookie else {}
        address = f"{self.portal.socket_url}/ws/live/{SLUG}/"
        opening = connect(address, origin=self.portal.url, additional_headers=headers, open_timeout=PATIENCE)
        self.socket = contextlib.ExitStack().enter_context(opening)
        if not self.cookie:
            self.cookie = self.socket.response.headers["Set-Cookie"].split(";")[0]  # type: ignore[union-attr]
        self.post("hello", {"epoch": self.epoch, "seq": self.seq, "mseq": 0}, "hello")
        while True:
            message = self.next()
            if message.get("t") == "welcome":
                break
        known, self.epoch = self.epoch, message["d"]["epoch"]
        if known is None:
            self.seq = message["d"]["seq"]
        else:
            assert message["d"]["recovered"], "the gap is small and the epoch the same"
            for event in message["d"]["events"]:
                self.take(event)

    def post(self, kind: str, data: dict[str, Any], c: str = "") -> str:
        self.number += 1
        name = c or f"{id(self)}-{self.number}"
        assert self.socket is not None
        self.socket.send(json.dumps({"v": 1, "c": name, "t": kind, "d": data}))
        return name

    def next(self, patience: float = PATIENCE) -> dict[str, Any]:
        assert self.socket is not None
        return json.loads(self.socket.recv(timeout=patience))

    def take(self, message: dict[str, Any]) -> None:
        if "s" in message and message["s"] > self.seq:
            assert message["s"] == self.seq + 1, "a hole"
            self.seq = message["s"]
            self.heard.append((message["s"], message["t"], message["d"]))

    def listen_until(self, seq: int, patience: float = PATIENCE) -> None:
        end = time.monotonic() + patience
        while self.seq < seq:
            assert time.monotonic() < end, f"heard {self.seq} of {seq}"
            with contextlib.suppress(TimeoutError):
                self.take(self.next(1))

    def ask(self, kind: str, data: dict[str, Any], c: str = "") -> dict[str, Any]:
        name = self.post(kind, data, c)
        while True:
            message = self.next()
            if message.get("c") == name:
                return message
            self.take(message)


def act(portal: Portal, code: str, **variables: str) -> None:
    """Something of the room done by another process."""
    from tests.server import ROOT, environment

    head = (
        "import django; django.setup()\n"
        "from events.live.models import Room; from events.live.actions import hosting\n"
        "from community.people.models import User\n"
        "room = Room.objects.get(event__slug='demo-teleseminar')\n"
        "by = User.objects.filter(groups__name='Moderator').first()\n"
    )
    subprocess.run(
        [sys.executable, "-c", head + code],
        cwd=ROOT,
        env={**environment(portal.data_dir, **variables), "DJANGO_SETTINGS_MODULE": "portal.settings"},
        check=True,
        timeout=120,
    )


def say(texts: list[str]) -> str:
    return f"for text in {texts!r}: hosting.announce(room=room, text=text, by=by)\n"


@contextlib.contextmanager
def second_process(portal: Portal, **variables: str) -> Iterator[Portal]:
    """One more process of the same portal, as in a larger house."""
    port = free_port()
    url = f"http://localhost:{port}"
    command = [
        sys.executable,
        "-m",
        "uvicorn",
        "portal.asgi:application",
        "--port",
        str(port),
        "--log-level",
        "warning",
    ]
    with started(command, portal.data_dir, url, PORT=str(port), **variables) as process:
        yield Portal(url, portal.data_dir, process)


class Redis:
    """A Redis of this test, that can be killed and started again on its port."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, free_port()
        self.process: subprocess.Popen[bytes] | None = None
        self.url = f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        command = [
            "redis-server",
            "--port",
            str(self.port),
            "--save",
            "",
            "--bind",
            "127.0.0.1",
            "--dir",
            str(self.folder),
        ]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1):
                return
            time.sleep(0.05)

    def kill(self) -> None:
        assert self.process is not None
        self.process.kill()
        self.process.wait()


@pytest.fixture
def redis(tmp_path, redis_url):
    server = Redis(tmp_path)
    server.start()
    yield server
    server.kill()


def test_two_processes_tell_each_other_everything_and_redis_may_die_in_between(redis, prepared_demo, tmp_path):
    variables = {"REDIS_URL": redis.url, "LIVE_ADDRESS_LIMIT": "off"}
    with running_portal(tmp_path / "portal", prepared=prepared_demo, **variables) as portal:
        with second_process(portal, **variables) as other:
            listeners = [Listener(portal), Listener(other), Listener(other)]
            for listener in listeners:
                listener.come()
            start = listeners[0].seq
            texts = [f"Zin {number}" for number in range(40 * KILLS)]
            for turn in range(KILLS):
                first, later = texts[40 * turn : 40 * turn + 20], texts[40 * turn + 20 : 40 * turn + 40]
                redis.kill()
                act(portal, say(first), **variables)
                for listener in listeners:
                    listener.listen_until(start + 40 * turn + 20)
                redis.start()
                act(portal, say(later), **variables)
                for listener in listeners:
                    listener.listen_until(start + 40 * turn + 40)
            for listener in listeners:
                assert [d["text"] for _seq, kind, d in listener.heard if kind == "say"] == texts
            # Who asks in one process is heard in the other, by way of Redis again.
            asker = Listener(portal)
            asker.come()
            assert asker.ask("ask", {"text": "Komt dit over?", "anonymous": True})["ok"] == 1
            listeners[1].listen_until(start + 40 * KILLS + 1)
            assert listeners[1].heard[-1][2]["question"]["text"] == "Komt dit over?"


def test_process_killed_with_questions_in_flight_loses_none_and_doubles_none(prepared_demo, tmp_path):
    """Four people ask, the process dies before it answers, they come back and ask by the same name: it is there once."""
    data = tmp_path / "portal"
    asked: list[str] = []
    flying: list[tuple[str, str, str]] = []
    watcher_epoch: str | None = None
    seq = 0
    for turn in range(TURNS):
        prepared = prepared_demo if turn == 0 else None
        with running_portal(data, prepared=prepared, LIVE_ADDRESS_LIMIT="off") as portal:
            watcher = Listener(portal)
            watcher.epoch, watcher.seq = watcher_epoch, seq
            watcher.come()
            ask_again(portal, flying)
            flying = [
                ask_and_leave(portal, f"vraag-{turn}-{number}", f"Vraag {turn} van {number}") for number in range(4)
            ]
            asked += [text for _cookie, _name, text in flying]
            os.kill(portal.process.pid, signal.SIGKILL)
            portal.process.wait()
            with contextlib.suppress(ConnectionClosed, TimeoutError):
                while True:
                    watcher.take(watcher.next(1))
            watcher_epoch, seq = watcher.epoch, watcher.seq
    with running_portal(data, LIVE_ADDRESS_LIMIT="off") as portal:
        ask_again(portal, flying)
        last = Listener(portal)
        last.come()
        late = Listener(portal)
        late.epoch, late.seq = watcher_epoch, seq
        late.come()
        assert late.seq == last.seq, "what was missed while away is told"
        state = json.loads(urllib.request.urlopen(f"{portal.url}/agenda/{SLUG}/live/state").read())
        texts = [q["text"] for q in state["snapshot"]["questions"] if q["text"].startswith("Vraag ")]
        assert sorted(texts) == sorted(asked)


def ask_and_leave(portal: Portal, name: str, text: str) -> tuple[str, str, str]:
    """Somebody new asks and waits for no answer; returns who that is, and the question with its name."""
    asker = Listener(portal)
    asker.come()
    asker.post("ask", {"text": text, "anonymous": True}, name)
    return asker.cookie, name, text


def ask_again(portal: Portal, flying: list[tuple[str, str, str]]) -> None:
    """Each comes back and sends the question once more by the same name: it was done, or it is done now."""
    for cookie, name, text in flying:
        asker = Listener(portal, cookie)
        asker.come()
        assert asker.ask("ask", {"text": text, "anonymous": True}, name)["ok"] == 1


def test_idle_sockets_on_redis_stay_and_still_hear(redis, prepared_demo, tmp_path):
    """The client library of Redis ends a read after five idle seconds; the room must not."""
    variables = {"REDIS_URL": redis.url, "LIVE_ADDRESS_LIMIT": "off"}
    with running_portal(tmp_path / "portal", prepared=prepared_demo, **variables) as portal:
        listener = Listener(portal)
        listener.come()
        start = listener.seq
        end = time.monotonic() + 12
        while time.monotonic() < end:
            with contextlib.suppress(TimeoutError):
                listener.take(listener.next(1))
        act(portal, say(["Daar zijn wij weer."]), **variables)
        listener.listen_until(start + 1)
        assert "Unexpected exception" not in portal.log


def test_process_that_ends_sends_everybody_back(prepared_demo, tmp_path):
    with running_portal(tmp_path / "portal", prepared=prepared_demo, LIVE_ADDRESS_LIMIT="off") as portal:
        listener = Listener(portal)
        listener.come()
        portal.process.send_signal(signal.SIGTERM)
        heard = []
        with contextlib.suppress(ConnectionClosed):
            while True:
                heard.append(listener.next())
        assert listener.socket is not None
        assert listener.socket.close_code == 4400
        assert [m["d"]["code"] for m in heard if m.get("t") == "bye"] == [4400]


def test_stream_of_events_goes_on_where_it_was(prepared_demo, tmp_path):
    import http.client

    def events(last: str, wanted: int) -> list[tuple[str, dict[str, Any]]]:
        line = http.client.HTTPConnection("localhost", int(portal.url.rsplit(":", 1)[1]), timeout=PATIENCE)
        line.request("GET", f"/agenda/{SLUG}/live/events", headers={"Last-Event-ID": last} if last else {})
        answer = line.getresponse()
        assert answer.headers["Content-Type"].startswith("text/event-stream")
        found, mark = [], ""
        while len(found) < wanted:
            text = answer.readline().decode().strip()
            if text.startswith("id: "):
                mark = text[4:]
            elif text.startswith("data: "):
                message = json.loads(text[6:])
                assert bool(mark) == (message["t"] != "tick"), "what is not replayed has no id"
                found += [(mark, message)] if mark else []
                mark = ""
        line.close()
        return found

    with running_portal(tmp_path / "portal", prepared=prepared_demo, LIVE_ADDRESS_LIMIT="off") as portal:
        mark, welcome = events("", 1)[0]
        assert (welcome["t"], welcome["d"]["recovered"]) == ("welcome", False)
        assert mark == f"{welcome['d']['epoch']}.{welcome['d']['seq']}"
        act(portal, say(["Een", "Twee"]))
        told = events(mark, 2)
        assert [message["d"]["text"] for _mark, message in told] == ["Een", "Twee"]
        assert told[-1][0] == f"{welcome['d']['epoch']}.{welcome['d']['seq'] + 2}"


# --- A socket that stops reading --------------------------------------------------------------------------------------

DEAF = 20
KEPT_AT_MOST = 512 * 1024
GONE_WITHIN = 15.0


def deaf_socket(portal: Portal) -> socket.socket:
    """A participant that says hello and then reads nothing any more."""
    port = int(portal.url.rsplit(":", 1)[1])
    line = socket.socket()
    line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    line.connect(("127.0.0.1", port))
    head = (
        f"GET /ws/live/{SLUG}/ HTTP/1.1\r\nHost: localhost:{port}\r\nOrigin: {portal.url}\r\nUpgrade: websocket\r\n"
        "Connection: Upgrade\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n\r\n"
    )
    line.sendall(head.encode())
    assert b"101" in line.recv(2048)
    hello = json.dumps({"v": 1, "c": "a", "t": "hello", "d": {"epoch": None, "seq": 0, "mseq": 0}}).encode()
    line.sendall(bytes([0x81, 0x80 | len(hello), 0, 0, 0, 0]) + hello)
    return line


def still_open(lines: list[socket.socket]) -> int:
    """How many of them the server still keeps, as the kernel sees its end."""
    ours = {line.getsockname()[1] for line in lines}
    rows = [row.split() for row in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    return sum(row[3] == "01" and int(row[2].split(":")[1], 16) in ours for row in rows)


FLOOD = (
    "from events.live.actions import noting\n"
    "for number in range(200): noting.put_note(room=room, uuid=None, text=chr(0x1F333) * 1990, tag='', by=by)\n"
)


def test_socket_that_stops_reading_is_gone_soon_and_little_is_kept_for_it(redis, prepared_demo, tmp_path):
    file, port = tmp_path / "kept", free_port()
    variables = {"LIVE_ADDRESS_LIMIT": "off", "REDIS_URL": redis.url}
    with running_portal(tmp_path / "portal", prepared=prepared_demo, **variables) as first:
        url = f"http://localhost:{port}"
        command = [sys.executable, "-m", "tests.faults.watched", str(port), str(file)]
        with started(command, first.data_dir, url, PORT=str(port), **variables) as process:
            portal = Portal(url, first.data_dir, process)
            watcher = Listener(portal)
            watcher.come()
            start = watcher.seq
            lines = [deaf_socket(portal) for _number in range(DEAF)]
            flood = threading.Thread(target=act, args=(portal, FLOOD), kwargs=variables)
            flood.start()
            watcher.listen_until(start + 20, 90)  # from here on nobody who reads nothing can be up to date
            begun, gone = time.monotonic(), 0.0
            while not gone and time.monotonic() - begun < 60:
                gone = 0.0 if still_open(lines) else time.monotonic() - begun
                with contextlib.suppress(TimeoutError):
                    watcher.take(watcher.next(0.05))
            watcher.listen_until(start + 200, 90)
            flood.join()
            for line in lines:
                line.close()
    kept = int(file.read_text())
    sys.stdout.write(f"a deaf socket: gone after {gone:.1f} s, {kept // 1024} KiB kept at most\n")
    assert 0 < gone <= GONE_WITHIN
    assert 0 < kept <= KEPT_AT_MOST
