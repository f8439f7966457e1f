"""Everything is built anew while 50 changes a second come in: what searches take meanwhile, and what is lost.

BENCH_REBUILD says how many vacancies (default 100,000); visitors search ten times a second, before and during. With Elasticsearch when it is installed or named by
ELASTICSEARCH_URL, else with the database engine alone. A failed search or a difference afterwards ends the run.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import nullcontext
from itertools import cycle
from pathlib import Path

from django.conf import settings
from django.test import Client, override_settings
from wagtail.models import Site

from bench.bench_elasticsearch import elasticsearch
from bench.filling import fill
from bench.questions import PLAIN
from bench.timing import Row, seconds
from bin import services
from search import rebuilding
from search.tasks import deliver_now

VACANCIES = int(os.environ.get("BENCH_REBUILD", "100000"))
PACE = 50
VISIT_EVERY = 0.1  # seconds
QUIET_SEARCHES = 200
ROOT = Path(__file__).resolve().parent.parent


def run() -> Iterator[Row]:
    site = Site.objects.get(is_default_site=True)
    with override_settings(ELASTICSEARCH_URL=""):
        fill(site.pk, VACANCIES)
    has_elastic = services.is_installed("elasticsearch") or "ELASTICSEARCH_URL" in os.environ
    with elasticsearch() if has_elastic else nullcontext("") as url, override_settings(ELASTICSEARCH_URL=url):
        if url:
            rebuilding.rebuild([site.pk], [site.pk], lambda n: None)
        yield beside_changes(site.pk, url)


def beside_changes(site_id: int, url: str) -> Row:
    quiet = [search_seconds(parameters) for parameters, _n in zip(cycle(PLAIN), range(QUIET_SEARCHES), strict=False)]
    variables = {**os.environ, "DATA_DIR": str(settings.DATA_DIR), "ELASTICSEARCH_URL": url}
    started = time.monotonic()
    writer = subprocess.Popen(
        [sys.executable, "-m", "bench.changing", str(site_id), str(PACE)],
        cwd=ROOT,
        env=variables,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    builder = subprocess.Popen([sys.executable, "manage.py", "rebuild_search"], cwd=ROOT, env=variables)
    busy = []
    for parameters in cycle(PLAIN):
        busy.append(search_seconds(parameters))
        if builder.poll() is not None:
            break
    took = time.monotonic() - started
    made, _error = writer.communicate("")
    assert builder.returncode == 0, "the rebuild failed"
    deliver_now()
    different = [found for found in rebuilding.check(site_id) if not found.is_none]
    assert not different, different
    changes, pace = made.split()
    print(
        f"rebuilt {VACANCIES:,} in {took:.0f} s beside {changes} changes ({pace} a second), {len(busy)} searches: equal"
    )
    name = f"search while {VACANCIES:,} are rebuilt (bare: quiet)"
    return Row(name, statistics.median(quiet), statistics.median(busy), goal="<= 2")


def search_seconds(parameters: dict[str, str]) -> float:
    client = Client(headers={"host": "localhost"})

    def ask() -> None:
        assert client.get("/api/v1/vacancies/", parameters).status_code == 200

    took = seconds(ask)
    time.sleep(max(0.0, VISIT_EVERY - took))
    return took
