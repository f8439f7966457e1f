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
        before = [hit["id"] for hit in get(address + "taalmaatje")["results"]]
        over, seen = threading.Event(), Counter[Any]()

        def keep_searching() -> None:
            while not over.is_set():
                try:
                    hits = get(address + "taalmaatje")["results"]
                    seen["right" if sorted(hit["id"] for hit in hits) == sorted(before) else "wrong"] += 1
                except Exception as error:  # noqa: BLE001  whatever goes wrong for a visitor is a failure here
                    seen[repr(error)] += 1
                time.sleep(0.02)

        def keep_rebuilding() -> None:
            while not over.is_set():
                seen["rebuilt"] += manage(portal.data_dir, "rebuild_search", check=False, **engine).returncode == 0

        threads = [threading.Thread(target=keep_searching), threading.Thread(target=keep_rebuilding)]
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
