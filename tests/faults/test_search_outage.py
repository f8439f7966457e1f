"""Elasticsearch falls silent under a running portal: visitors notice nothing, and nothing written meanwhile is lost."""

from __future__ import annotations

import json
import time
import urllib.request
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.faults.proxy import proxy_to
from tests.server import manage, running_portal

PATIENCE = 60  # seconds


def get(url: str) -> dict[str, Any]:
    with urllib.request.urlopen(url, timeout=15) as response:
        assert response.status == 200
        return json.load(response)


def until(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, "this did not come true in time"
        time.sleep(0.3)


def line(key: str, title: str) -> str:
    return json.dumps(
        {
            "external_id": key,
            "kind": "volunteer",
            "title": title,
            "description": "Tijdens de storing bedacht.",
            "organisation": {"name": "Stichting Storingvrij"},
            "status": "published",
            "place": "Tiel",
        }
    )


@pytest.mark.xdist_group("elasticsearch")
def test_outage_in_the_middle_loses_nothing(elasticsearch_url, prepared_demo, tmp_path):
    address = urlsplit(elasticsearch_url)
    assert address.hostname
    assert address.port
    with proxy_to(address.hostname, address.port) as proxy:
        url = f"http://127.0.0.1:{proxy.port}"
        with running_portal(tmp_path / "portal", prepared=prepared_demo, ELASTICSEARCH_URL=url) as portal:
            manage(portal.data_dir, "rebuild_search", ELASTICSEARCH_URL=url)
            search = f"{portal.url}/api/v1/vacancies/?q="
            until(lambda: get(search + "taalmaatje")["engine"] == "elasticsearch")
            before = get(search + "taalmaatje")

            proxy.fall_silent()
            during = get(search + "taalmaatje")
            assert during["engine"] == "database"
            assert {hit["id"] for hit in during["results"]} == {hit["id"] for hit in before["results"]}
            file = tmp_path / "during.jsonl"
            file.write_text(line("storing-1", "Lantaarns repareren") + "\n" + line("storing-2", "Kaarsen uitdelen"))
            manage(portal.data_dir, "import_vacancies", str(file), ELASTICSEARCH_URL=url)
            assert get(search + "lantaarns")["count"] == 1
            assert get(f"{portal.url}/readyz")["search"] == "fallback"

            proxy.come_back()
            until(lambda: get(search + "taalmaatje")["engine"] == "elasticsearch")
            until(lambda: [h["title"] for h in get(search + "lantaarns")["results"]] == ["Lantaarns repareren"])
            until(lambda: get(search + "kaarsen")["count"] == 1)
            assert get(search + "kaarsen")["engine"] == "elasticsearch"
            until(lambda: manage(portal.data_dir, "check_search", check=False, ELASTICSEARCH_URL=url).returncode == 0)
