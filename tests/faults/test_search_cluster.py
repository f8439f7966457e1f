"""Three nodes of Elasticsearch lose one in the middle of searching and writing: nobody notices, and nothing is lost."""

from __future__ import annotations

import json
import os
import signal
import threading
import time
import urllib.request
from collections import Counter
from collections.abc import Iterator

import pytest

from bin import services
from tests.faults.test_search_outage import get, line, until
from tests.server import manage, running_portal

ROUNDS, LINES = 6, 40


@pytest.fixture
def cluster(elasticsearch_installed) -> Iterator[list[services.Service]]:
    nodes = services.start_cluster()
    try:
        yield nodes
    finally:
        for node in nodes:
            node.stop()


def ask(node: services.Service, path: str) -> list[dict[str, str]]:
    with urllib.request.urlopen(f"{node.url}{path}", timeout=10) as response:
        return json.load(response)


def node_of_the_primary(nodes: list[services.Service]) -> services.Service:
    shards = ask(nodes[0], "/_cat/shards/welzijnsportaal-*?format=json&h=prirep,node,state")
    assert {(shard["prirep"], shard["state"]) for shard in shards} == {("p", "STARTED"), ("r", "STARTED")}
    name = next(shard["node"] for shard in shards if shard["prirep"] == "p")
    return nodes[int(name.removeprefix("node-"))]


@pytest.mark.xdist_group("elasticsearch")
def test_node_is_lost_during_searching_and_writing(cluster, prepared_demo, tmp_path):
    urls = ",".join(node.url for node in cluster)
    with running_portal(tmp_path / "portal", prepared=prepared_demo, ELASTICSEARCH_URL=urls) as portal:
        manage(portal.data_dir, "rebuild_search", ELASTICSEARCH_URL=urls)
        address = f"{portal.url}/api/v1/vacancies/?q="
        # Nodes that just started may answer the first query too late, and the database takes it.
        until(lambda: get(address + "taalmaatje")["engine"] == "elasticsearch")
        before = {hit["id"] for hit in get(address + "taalmaatje")["results"]}
        answered: Counter[str] = Counter()
        over = threading.Event()

        def keep_searching() -> None:
            while not over.is_set():
                answer = get(address + "taalmaatje")
                answered[answer["engine"] if {hit["id"] for hit in answer["results"]} == before else "wrong"] += 1
                time.sleep(0.05)

        searcher = threading.Thread(target=keep_searching)
        searcher.start()
        try:
            for number in range(ROUNDS):
                if number == ROUNDS // 2:
                    os.killpg(node_of_the_primary(cluster).pid, signal.SIGKILL)
                file = tmp_path / f"{number}.jsonl"
                file.write_text("\n".join(line(f"r{number}-{i}", f"Lantaarn {number} {i}") for i in range(LINES)))
                manage(portal.data_dir, "import_vacancies", str(file), ELASTICSEARCH_URL=urls)
            until(lambda: manage(portal.data_dir, "check_search", check=False, ELASTICSEARCH_URL=urls).returncode == 0)
            until(lambda: get(address + "taalmaatje")["engine"] == "elasticsearch")
        finally:
            over.set()
            searcher.join()
        assert answered["wrong"] == 0
        assert answered["elasticsearch"] > answered["database"]
        found = get(address + "lantaarn&page_size=1")
        assert (found["engine"], found["count"]) == ("elasticsearch", ROUNDS * LINES)
        left = next(node for node in cluster if services.elasticsearch_answers(node.url))
        assert len(ask(left, "/_cat/nodes?format=json")) == 2
