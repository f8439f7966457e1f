"""A migrated database to copy: the migrations run once, not once per worker and per portal.

A run in CI keeps it in its own folder, so every CI run proves the migrations. At home it stays in the cache folder under
a name made of everything that migrations depend on; a changed migration gives another name.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import re
import secrets
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from bin.services import postgres_bin
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


def fill_postgres(url: str) -> None:
    """An empty PostgreSQL database gets every migration: from a dump of one that was migrated before, when there is one.

    As with SQLite, a changed migration gives another name, and a run in CI migrates once itself.
    """
    folder = DATA_DIR / "migrated" if os.environ.get("CI") else CACHE
    dump = folder / f"{fingerprint()}.sql"
    programs = postgres_bin()
    if programs is None:  # a server that a variable names, and no client here
        return migrate_postgres(url)
    with only_one(dump):
        if dump.exists():
            command = [str(programs / "psql"), "-q", "-v", "ON_ERROR_STOP=1", "-f", str(dump), url]
            subprocess.run(command, check=True, capture_output=True, timeout=120)
        else:
            migrate_postgres(url)
            dump_postgres(url, dump, programs)
        dump.touch()
    mark = f"UPDATE search_indexmark SET mark = '{secrets.token_hex(4)}'"
    subprocess.run([str(programs / "psql"), "-qc", mark, url], check=True, capture_output=True, timeout=60)
    return None


@contextmanager
def own_database(postgres_url: str) -> Iterator[str]:
    """An empty PostgreSQL database for one test or file, gone afterwards."""
    name = f"own_{secrets.token_hex(4)}"
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        try:
            yield re.sub(r"/[^/]*$", f"/{name}", postgres_url)
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def migrate_postgres(url: str) -> None:
    from tests.server import manage

    with tempfile.TemporaryDirectory() as folder:
        manage(Path(folder), "migrate", "--verbosity", "0", timeout=900, DATABASE_URL=url)


def dump_postgres(url: str, dump: Path, programs: Path) -> None:
    half = dump.with_suffix(".half")
    command = [str(programs / "pg_dump"), "--no-owner", "-f", str(half), url]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    half.rename(dump)
    for old in sorted(dump.parent.glob("*.sql"), key=lambda one: one.stat().st_mtime)[:-KEPT]:
        old.unlink()
