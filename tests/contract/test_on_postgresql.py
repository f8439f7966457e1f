"""The tests in which databases differ, once more on PostgreSQL: the search contract, the races, imports and queues."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
WHICH = [
    "tests/contract/test_search_engines.py",
    "tests/contract/test_search_highlights.py",
    "tests/contract/test_search_keeping.py",
    "tests/contract/test_help_search.py",
    "tests/community/credits",
    "tests/community/help",
    "tests/faults/test_help_races.py",
    "tests/community/circles",
    "tests/faults/test_circle_races.py",
    "tests/events/live/test_log.py",
    "tests/faults/test_apply_races.py",
    "tests/faults/test_live_races.py",
    "tests/faults/test_agenda_races.py",
    "tests/events/agenda",
    "tests/faults/test_ledger_races.py",
    "tests/faults/test_lock_order.py",
    "tests/faults/test_ask_races.py",
    "tests/community/outreach",
    "tests/community/questions",
    "tests/search",
    "tests/vacancies",
    "tests/portal/notices",
]
AT_LEAST = 280


@pytest.mark.xdist_group("postgresql")
def test_what_databases_do_differently_holds_on_postgresql(postgres_url, tmp_path):
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")},
        "TESTS_RUN_ON": postgres_url,
        "TEST_DATA_DIR": str(tmp_path / "data"),
    }
    command = [sys.executable, "-m", "pytest", *WHICH, "-k", "not elasticsearch"]
    run = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=2400, check=False)
    assert run.returncode == 0, run.stdout[-6000:] + run.stderr[-2000:]
    passed = re.search(r"(\d+) passed", run.stdout)
    assert passed
    assert int(passed[1]) >= AT_LEAST
