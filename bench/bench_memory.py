"""The memory of a process that searches: after a tenth of the searches, when its caches are warm, and at the end.

BENCH_SEARCHES says how many (default 100,000); one in four has a word that nobody asked before.
"""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from pathlib import Path

from django.test import Client, override_settings
from wagtail.models import Site

from bench.filling import fill
from bench.questions import NARROW, PLAIN
from bench.timing import Row

SEARCHES = int(os.environ.get("BENCH_SEARCHES", "100000"))
VACANCIES = 1_000
LETTERS = "abdeghiklmnoprstuvwz"


def megabytes() -> float:
    """What this process holds in memory now."""
    fields = Path("/proc/self/statm").read_text(encoding="ascii").split()
    return int(fields[1]) * os.sysconf("SC_PAGE_SIZE") / 1_000_000


@override_settings(ELASTICSEARCH_URL="")
def run() -> Iterator[Row]:
    if not Path("/proc/self/statm").exists():
        print("the memory of a process is read from /proc, which is not here: left out")
        return
    site = Site.objects.get(is_default_site=True)
    fill(site.pk, VACANCIES)
    client, chance = Client(headers={"host": "localhost"}), random.Random(7)
    warm = 0.0
    for number in range(SEARCHES):
        parameters = dict(chance.choice(PLAIN + NARROW))
        if number % 4 == 0:
            parameters["q"] += " " + "".join(chance.choices(LETTERS, k=8))
        assert client.get("/api/v1/vacancies/", parameters).status_code == 200
        if number == SEARCHES // 10:
            warm = megabytes()
    name = f"memory after {SEARCHES:,} searches (bare: after a tenth)"
    yield Row(name, warm, megabytes(), goal="<= 1.1", unit="MB")
