"""A portal of its own for a benchmark, as `manage.py run` serves it, and what a process holds in memory."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from tests.server import Portal, free_port, started

PAGE = os.sysconf("SC_PAGE_SIZE")


def resident(pid: int) -> int:
    """Bytes of memory that a process holds now."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * PAGE


@contextlib.contextmanager
def portal(**variables: str) -> Iterator[Portal]:
    """One web process on a free port, over the data of this run."""
    port = free_port()
    command = [
        sys.executable, "-m", "uvicorn", "portal.asgi:application", "--port", str(port), "--log-level", "warning",
        "--ws-max-size", "8192", "--ws-per-message-deflate", "false", "--no-access-log",
    ]  # fmt: skip
    with started(command, settings.DATA_DIR, f"http://127.0.0.1:{port}", PORT=str(port), **variables) as process:
        yield Portal(f"http://127.0.0.1:{port}", settings.DATA_DIR, process)
