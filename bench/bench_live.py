"""The live room beside a bare `websockets` broadcast in the same run: work and time per delivery, memory, loss.

Needs Redis on this machine. Sizes are small by default; `BENCH_SOCKETS=1000,3000` is what docs/live.md tells about.
"""

from __future__ import annotations

import contextlib
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command

from bench.serving import portal, resident
from bench.timing import Row
from bin import services
from tests.server import Portal, environment, free_port, manage

SIZES = [int(size) for size in os.environ.get("BENCH_SOCKETS", "1000").split(",")]
ROUNDS, BURST = 20, 20
TICKS = os.sysconf("SC_CLK_TCK")


class Helper:
    """A process of this folder that obeys lines."""

    def __init__(self, module: str, *arguments: str, **variables: str) -> None:
        env = {**environment(settings.DATA_DIR, **variables), "DJANGO_SETTINGS_MODULE": "portal.settings"}
        command = [sys.executable, "-m", f"bench.{module}", *arguments]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=env)
        self.read()

    def read(self) -> Any:
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError("a helper of the benchmark ended")
        return line.strip()

    def write(self, line: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()

    def ask(self, line: str) -> Any:
        self.write(line)
        return self.read()

    def end(self) -> None:
        self.process.kill()
        self.process.wait()


class Side:
    """One of the two: the process with the sockets, what makes it speak, and who listens."""

    def __init__(self, pid: int, speaker: Helper, crowd: Helper, count: int) -> None:
        self.pid, self.speaker, self.crowd, self.count = pid, speaker, crowd, count

    def cpu(self) -> float:
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def speak(self, number: int) -> tuple[float, dict[str, Any]]:
        """Seconds from the first message to the last socket's last; and what was heard."""
        assert self.crowd.ask(f"wait {number} say") == "ready"
        begun = float(self.speaker.ask(str(number)))
        heard = json.loads(self.crowd.read())
        return heard["last"] - begun, heard

    def measure(self) -> dict[str, float]:
        before = self.cpu()
        times = [self.speak(1)[0] for _round in range(ROUNDS)]
        work = (self.cpu() - before) / (ROUNDS * self.count)
        burst = self.speak(BURST)[0]
        return {"last": statistics.median(times), "cpu": work * 1000, "burst": burst}


def listeners(port: int, path: str, count: int, hello: str) -> Helper:
    return Helper("listeners", "127.0.0.1", str(port), path, f"http://127.0.0.1:{port}", str(count), hello)


def compare(count: int, **variables: str) -> Iterator[Row]:
    """Both sides in turns, three times."""
    path = "/ws/live/demo-teleseminar/"
    bare_port = free_port()
    with portal(**variables) as ours_server, contextlib.ExitStack() as stack:

        def helper(*arguments: Any, **values: Any) -> Helper:
            made = Helper(*arguments, **values)
            stack.callback(made.end)
            return made

        bare_server = helper("bare_socket", str(bare_port))
        speaker = helper("speaker", **variables)
        before = resident(bare_server.process.pid), resident(ours_server.process.pid)
        port = int(ours_server.url.rsplit(":", 1)[1])
        warm = listeners(port, path, 5, "hello")
        warm.end()
        before = before[0], resident(ours_server.process.pid)
        crowds = listeners(bare_port, "/", count, ""), listeners(port, path, count, "hello")
        for crowd in crowds:
            stack.callback(crowd.end)
        time.sleep(2)
        pids = (bare_server.process.pid, ours_server.process.pid)
        memory = [(resident(pid) - was) / count / 1024 for pid, was in zip(pids, before, strict=True)]
        sides = (Side(pids[0], bare_server, crowds[0], count), Side(pids[1], speaker, crowds[1], count))
        yield from in_turns(sides, count)
        yield Row(f"{count} sockets: memory of each", memory[0], memory[1], "at most 32 KiB", unit="KiB")
        yield from hardships(sides[1], count)


def in_turns(sides: tuple[Side, Side], count: int) -> Iterator[Row]:
    """What is heard of one speaker and how much it costs, three times on either side."""
    for side in sides:
        side.speak(3)
    rounds = [[side.measure() for side in sides] for _time in range(3)]
    for name, what, goal in (
        ("cpu", "CPU per 1,000 deliveries", "at most 1.6"),
        ("last", "until the last socket", "at most 1.7"),
        ("burst", f"burst of {BURST} until the last", ""),
    ):
        bare, ours = (statistics.median(r[n][name] for r in rounds) for n in (0, 1))
        yield Row(f"{count} sockets: {what}", bare, ours, goal)


def hardships(side: Side, count: int) -> Iterator[Row]:
    """What must not be lost: all cut off together; a burst of 400 from another process; one that does not read."""
    _time, heard = side.speak(400)
    yield Row(f"{count} sockets: least heard of 400 at once", 400, heard["least"], "1", unit="")
    side.speaker.ask("5")
    time.sleep(1)
    cut = json.loads(side.crowd.ask("cut"))
    yield Row(f"{count} sockets: cut off, all back and told", 5.0, cut["seconds"], "at most 5 s")
    mistakes = heard["doubles"] + heard["holes"] + cut["doubles"] + cut["holes"]
    yield Row(f"{count} sockets: doubles and holes", 1, mistakes, "0", unit="")
    healthy = sorted(side.speak(1)[0] for _round in range(20))[18]
    side.crowd.ask("stop")
    stuck = sorted(side.speak(1)[0] for _round in range(20))[18]
    yield Row(f"{count} sockets: p95 beside one that stopped", healthy, stuck, "at most 1.2")


def votes(count: int, seconds: int = 10, **variables: str) -> Iterator[Row]:
    """Sixty votes a second, each of another socket: all counted, and at most two ticks a second to each."""
    with portal(**variables) as server:
        port = int(server.url.rsplit(":", 1)[1])
        crowd = listeners(port, "/ws/live/demo-teleseminar/", count, "hello")
        try:
            question, before = a_question(server)
            start, sent = time.monotonic(), 0
            while time.monotonic() - start < seconds:
                crowd.write(
                    "send " + json.dumps({"v": 1, "c": f"v{sent}", "t": "vote", "d": {"id": question, "on": True}})
                )
                sent += 1
                time.sleep(max(0.0, start + sent / 60 - time.monotonic()))
            took = time.monotonic() - start
            time.sleep(2)
            _question, after = a_question(server, question)
            ticks = max(counts.get("tick", 0) for counts in json.loads(crowd.ask("counts"))["counts"])
            yield Row(f"{count} sockets: votes counted of those sent", min(sent, count), after - before, "1", unit="")
            yield Row(f"{count} sockets: ticks a second to each", 2, ticks / (took + 2), "at most 1", unit="")
        finally:
            crowd.end()


def a_question(server: Portal, wanted: str = "") -> tuple[str, int]:
    import urllib.request

    state = json.load(urllib.request.urlopen(f"{server.url}/agenda/demo-teleseminar/live/state"))
    open_ones = [q for q in state["snapshot"]["questions"] if q["state"] == "zichtbaar" and wanted in q["id"]]
    return open_ones[0]["id"], state["snapshot"]["tick"]["votes"][open_ones[0]["id"]]


def run() -> Iterator[Row]:
    if not services.is_installed("redis"):
        print("live: left out, Redis is not installed")
        return
    redis = services.start_redis()
    variables = {"REDIS_URL": redis.url, "LIVE_ADDRESS_LIMIT": "off"}
    try:
        manage(settings.DATA_DIR, "load_demo")
        call_command("check", verbosity=0)
        for count in SIZES:
            yield from compare(count, **variables)
        yield from votes(SIZES[0], **variables)
    finally:
        redis.stop()
