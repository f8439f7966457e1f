"""Real services for tests: the one that a variable names, else one that is installed, started for this run alone.

Without either a test is skipped with its reason; with REQUIRE_SERVICES=1 it fails. Workers of one run share a service:
the first one that needs it starts it under a file lock, and the run's own process ends it.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
from pathlib import Path

import pytest

from bin import services

FOLDER = "WELZIJNSPORTAAL_TEST_SERVICES"


def missing(name: str) -> str:
    reason = f"{name} is not installed on this machine and no variable names one"
    if os.environ.get("REQUIRE_SERVICES") == "1":
        pytest.fail(f"REQUIRE_SERVICES=1, but {reason}")
    pytest.skip(reason)


def shared_service(name: str) -> str:
    """The address of a service of this run."""
    named = os.environ.get(f"TEST_{services.VARIABLES[name]}")
    if named:
        return named
    if not services.is_installed(name):
        return missing(name)
    folder = Path(os.environ[FOLDER])
    record = folder / f"{name}.json"
    with open(folder / f"{name}.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not record.exists():
            record.write_text(json.dumps(services.STARTERS[name]().__dict__))
    return json.loads(record.read_text())["url"]


def begin_run() -> None:
    """Called in the run's own process, before its workers start."""
    import tempfile

    os.environ[FOLDER] = tempfile.mkdtemp(prefix="welzijnsportaal-run-")


def end_run() -> None:
    folder = Path(os.environ.pop(FOLDER))
    for record in folder.glob("*.json"):
        services.Service(**json.loads(record.read_text())).stop()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def postgres_url() -> str:
    return shared_service("postgresql")


@pytest.fixture(scope="session")
def redis_url() -> str:
    return shared_service("redis")


@pytest.fixture(scope="session")
def elasticsearch_url() -> str:
    return shared_service("elasticsearch")


@pytest.fixture(scope="session")
def elasticsearch_installed() -> None:
    """For tests that start nodes of their own."""
    if not services.is_installed("elasticsearch"):
        missing("elasticsearch")


@pytest.fixture(scope="session")
def chromium() -> str:
    named = os.environ.get("CHROMIUM") or next(
        filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
    )
    return named or missing("Chromium")
