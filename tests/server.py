"""Real portals for tests: processes of our own on free ports of this machine, with data folders of their own."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
START_SECONDS = 120


@dataclass
class Portal:
    """A running portal: where it answers, where its data is, and its process."""

    url: str
    data_dir: Path
    process: subprocess.Popen[bytes]

    @property
    def socket_url(self) -> str:
        return self.url.replace("http", "ws", 1)

    @property
    def log(self) -> str:
        return (self.data_dir / "server.log").read_text(encoding="utf-8", errors="replace")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def environment(data_dir: Path, **variables: str) -> dict[str, str]:
    """The environment of a portal: nothing of a service comes along unless it is named."""
    services = {"DATABASE_URL", "ELASTICSEARCH_URL", "REDIS_URL", "EMAIL_URL"}
    inherited = {name: value for name, value in os.environ.items() if name not in services}
    return {**inherited, "DATA_DIR": str(data_dir), "FORM_ADDRESS_LIMIT": "off", "PYTHONUNBUFFERED": "1", **variables}


def manage(
    data_dir: Path, *arguments: str, check: bool = True, timeout: int = 300, **variables: str
) -> subprocess.CompletedProcess[str]:
    run = subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=environment(data_dir, **variables),
        check=False,
        capture_output=True,
        text=True,
        timeout=timeout,
    )
    assert not check or run.returncode == 0, f"{arguments}: {run.returncode}\n{run.stdout[-2000:]}{run.stderr[-4000:]}"
    return run


def answers(url: str, headers: dict[str, str] | None = None) -> bool:
    try:
        with urllib.request.urlopen(urllib.request.Request(url, headers=headers or {}), timeout=5) as response:
            return response.status == 200
    except OSError:
        return False


def stop(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(timeout=15)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


@contextlib.contextmanager
def started(
    command: list[str], data_dir: Path, url: str, *, host: str = "", **variables: str
) -> Iterator[subprocess.Popen[bytes]]:
    """A process that serves `url`, ended with the block."""
    with open(data_dir / "server.log", "ab") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=environment(data_dir, **variables), stdout=log, stderr=log)
    try:
        deadline = time.monotonic() + START_SECONDS
        while not answers(f"{url}/healthz", {"Host": host} if host else None):
            if process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"no portal at {url}:\n" + (data_dir / "server.log").read_text()[-4000:])
            time.sleep(0.2)
        yield process
    finally:
        stop(process)


@contextlib.contextmanager
def running_portal(data_dir: Path, *, prepared: Path | None = None, **variables: str) -> Iterator[Portal]:
    """`manage.py run` on a free port; with `prepared`, on a copy of that data folder."""
    if prepared is not None:
        shutil.copytree(prepared, data_dir, dirs_exist_ok=True)
    data_dir.mkdir(parents=True, exist_ok=True)
    port = free_port()
    url = f"http://localhost:{port}"
    command = [sys.executable, "manage.py", "run"]
    with started(command, data_dir, url, PORT=str(port), **variables) as process:
        yield Portal(url, data_dir, process)
