"""A migrated database to copy: the migrations run once, not once per worker and per portal.

A run in CI keeps it in its own folder, so every CI run proves the migrations. At home it stays in the cache folder under
a name made of everything that migrations depend on; a changed migration gives another name.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import secrets
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.environment import DATA_DIR

ROOT = Path(__file__).resolve().parent.parent
CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "welzijnsportaal" / "test-databases"
KEPT = 6


def fingerprint() -> str:
    """What the migrated database depends on: our migrations, the places they load, and the packages."""
    found = sorted(path for path in ROOT.glob("*/**/migrations/*.py") if ".venv" not in path.parts)
    found += [*sorted((ROOT / "portal" / "places").glob("*.py")), ROOT / "requirements" / "run.txt"]
    total = hashlib.sha256()
    for path in found:
        total.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return total.hexdigest()[:20]


@contextmanager
def only_one(path: Path) -> Iterator[None]:
    """One process at a time for whatever is made at this path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path.with_name(f"{path.name}.lock"), "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def migrated_database() -> Path:
    """The path of a SQLite file with every migration applied."""
    folder = DATA_DIR / "migrated" if os.environ.get("CI") else CACHE
    path = folder / f"{fingerprint()}.sqlite3"
    with only_one(path):
        if not path.exists():
            make(path)
        path.touch()
    return path


def make(path: Path) -> None:
    from tests.server import manage

    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        manage(Path(folder), "migrate", "--verbosity", "0")
        connection = sqlite3.connect(Path(folder) / "db.sqlite3")
        connection.execute("VACUUM INTO ?", [str(Path(folder) / "whole")])
        connection.close()
        (Path(folder) / "whole").rename(path)
    for old in sorted(path.parent.glob("*.sqlite3"), key=lambda one: one.stat().st_mtime)[:-KEPT]:
        old.unlink()


def copy_migrated(to: Path) -> None:
    to.parent.mkdir(parents=True, exist_ok=True)
    for leftover in (f"{to}-wal", f"{to}-shm"):
        Path(leftover).unlink(missing_ok=True)
    shutil.copyfile(migrated_database(), to)
    # Each database has an index of its own in a search engine that workers share.
    connection = sqlite3.connect(to)
    with connection:
        connection.execute("UPDATE search_indexmark SET mark = ?", [secrets.token_hex(4)])
    connection.close()
