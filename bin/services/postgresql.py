"""PostgreSQL as Debian has it: a private cluster on a free port."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from bin.services.process import Service, free_port, new_folder, ordinary_user, spawn, wait_for


def postgres_bin() -> Path | None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if found:
        return found[-1].parent
    path = shutil.which("initdb")
    return Path(path).parent if path else None


def start_postgres() -> Service:
    programs = postgres_bin()
    assert programs is not None, "PostgreSQL is not installed"
    user, port = ordinary_user(), free_port()
    folder = new_folder("postgresql", user)
    data = folder / "data"
    initdb = [
        str(programs / "initdb"),
        "-D",
        str(data),
        "-U",
        "portal",
        "-A",
        "trust",
        "-E",
        "UTF8",
        "--no-locale",
        "-N",
    ]
    subprocess.run(
        initdb, user=user, check=True, capture_output=True, cwd=folder, env={**os.environ, "HOME": str(folder)}
    )
    options = ["-h", "127.0.0.1", "-p", str(port), "-k", str(folder), "-c", "max_connections=120"]
    pid = spawn("postgresql", [str(programs / "postgres"), "-D", str(data), *options], folder, user=user)
    service = Service("postgresql", f"postgres://portal@127.0.0.1:{port}/portal", pid, str(folder))
    client = [str(programs / "psql"), "-h", "127.0.0.1", "-p", str(port), "-U", "portal", "-d", "postgres", "-qtc"]

    def ready() -> bool:
        return subprocess.run([*client, "SELECT 1"], capture_output=True).returncode == 0

    wait_for(service, ready)
    subprocess.run([*client, "CREATE DATABASE portal"], check=True, capture_output=True)
    return service
