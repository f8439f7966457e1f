"""Everything is built anew while vacancies come, change and close: no search fails, and nothing of it is lost."""

from __future__ import annotations

import json
import threading
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.faults.test_search_outage import get, line, until
from tests.server import manage, running_portal

ROUNDS, LINES = 3, 40


def changed(number: int, i: int) -> str:
    """Each round gives a vacancy other words; every fourth is filled in the last round."""
    row = json.loads(line(f"r-{i}", f"Lantaarn {number} {i}"))
    if number == ROUNDS - 1 and i % 4 == 0:
        row["status"] = "filled"
    return json.dumps(row)


def found_at(address: str) -> set[str]:
    return {hit["id"] for hit in get(address)["results"]}


def keep_searching(address: str, before: set[str], over: threading.Event, seen: Counter[Any]) -> None:
    while not over.is_set():
        try:
            seen["right" if found_at(address) == before else "wrong"] += 1
        except Exception as error:  # noqa: BLE001  whatever goes wrong for a visitor is a failure here
            seen[repr(error)] += 1
        time.sleep(0.02)


def keep_rebuilding(data_dir: Path, engine: dict[str, str], over: threading.Event, seen: Counter[Any]) -> None:
    while not over.is_set():
        seen["rebuilt"] += manage(data_dir, "rebuild_search", check=False, **engine).returncode == 0


@pytest.fixture(params=["database", "elasticsearch"])
def engine(request: pytest.FixtureRequest) -> dict[str, str]:
    """The variables of a portal that searches with this engine."""
    if request.param == "database":
        return {"ELASTICSEARCH_URL": ""}
    return {"ELASTICSEARCH_URL": request.getfixturevalue("elasticsearch_url")}


@pytest.mark.xdist_group("elasticsearch")
def test_rebuild_beside_changes_and_searches_loses_nothing(engine, prepared_demo, tmp_path: Path):
    expected = "elasticsearch" if engine["ELASTICSEARCH_URL"] else "database"
    with running_portal(tmp_path / "portal", prepared=prepared_demo, **engine) as portal:
        manage(portal.data_dir, "rebuild_search", **engine)
        address = f"{portal.url}/api/v1/vacancies/?q="
        until(lambda: get(address + "taalmaatje")["engine"] == expected)
        before = found_at(address + "taalmaatje")
        over, seen = threading.Event(), Counter[Any]()
        threads = [
            threading.Thread(target=keep_searching, args=(address + "taalmaatje", before, over, seen)),
            threading.Thread(target=keep_rebuilding, args=(portal.data_dir, engine, over, seen)),
        ]
        for thread in threads:
            thread.start()
        try:
            for number in range(ROUNDS):
                file = tmp_path / f"{number}.jsonl"
                file.write_text("\n".join(changed(number, i) for i in range(LINES)))
                manage(portal.data_dir, "import_vacancies", str(file), **engine)
        finally:
            over.set()
            for thread in threads:
                thread.join()
        assert set(seen) == {"right", "rebuilt"}, seen
        until(lambda: manage(portal.data_dir, "check_search", check=False, **engine).returncode == 0)
        found = get(f"{portal.url}/api/v1/vacancies/?q=lantaarn+{ROUNDS - 1}&page_size=1")
        assert found["count"] == LINES - LINES // 4
