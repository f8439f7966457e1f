"""Our own servers as processes: started for a while, in a folder of their own, and ended by their number."""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

USER = "welzijnsdiensten"
START_SECONDS = 120


def say(text: str) -> None:
    print(f"  {text}", file=sys.stderr, flush=True)


@dataclass
class Service:
    """A running server of ours: the address for the portal's variable, and the process that serves it."""

    name: str
    url: str
    pid: int
    folder: str

    def stop(self) -> None:
        for number, patience in (
            (signal.SIGINT if self.name == "postgresql" else signal.SIGTERM, 20),
            (signal.SIGKILL, 5),
        ):
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, number)
            deadline = time.monotonic() + patience
            while alive(self.pid) and time.monotonic() < deadline:
                time.sleep(0.1)
            if not alive(self.pid):
                break
        shutil.rmtree(self.folder, ignore_errors=True)


def alive(pid: int) -> bool:
    with contextlib.suppress(ChildProcessError, OSError):
        os.waitpid(pid, os.WNOHANG)
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False
    return stat.rpartition(")")[2].split()[0] != "Z"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def ordinary_user() -> int | None:
    """The user for servers that refuse root; None when we are an ordinary user ourselves."""
    if os.geteuid() != 0:
        return None
    try:
        return pwd.getpwnam(USER).pw_uid
    except KeyError:
        subprocess.run(["useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", USER], check=True)
        return pwd.getpwnam(USER).pw_uid


def new_folder(name: str, user: int | None) -> Path:
    """A folder of the service's own under the system's temporary folder, which every user may enter."""
    folder = Path(tempfile.mkdtemp(prefix=f"welzijnsportaal-{name}-"))
    folder.chmod(0o700)
    if user is not None:
        os.chown(folder, user, -1)
    return folder


def spawn(name: str, command: list[str], folder: Path, *, user: int | None, cwd: Path | None = None, **env: str) -> int:
    """Start a server in a session of its own, with its output in its folder; returns the process id."""
    with open(folder / "output.log", "ab") as log:
        process = subprocess.Popen(
            command,
            cwd=cwd or folder,
            env={**os.environ, "HOME": str(folder), **env},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            user=user,
            start_new_session=True,
        )
    return process.pid


def wait_for(service: Service, answers: Callable[[], bool]) -> Service:
    deadline = time.monotonic() + START_SECONDS
    while not answers():
        if not alive(service.pid) or time.monotonic() > deadline:
            tail = (Path(service.folder) / "output.log").read_text(errors="replace")[-2000:]
            service.stop()
            raise RuntimeError(f"{service.name} did not start:\n{tail}")
        time.sleep(0.2)
    return service
