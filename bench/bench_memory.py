"""The memory of a web process that searches: after a tenth of the searches, when its caches are warm, and at the end.

BENCH_SEARCHES says how many (default 100,000); one in four has a word that nobody asked before. Over HTTP, to a process
of its own: the client of Django's tests leaves something behind in its process at every request.
"""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from django.test import override_settings
from wagtail.models import Site

from bench.filling import fill
from bench.questions import NARROW, PLAIN
from bench.serving import portal, resident
from bench.timing import Row

SEARCHES = int(os.environ.get("BENCH_SEARCHES", "100000"))
VACANCIES = 1_000
LETTERS = "abdeghiklmnoprstuvwz"


@override_settings(ELASTICSEARCH_URL="")
def run() -> Iterator[Row]:
    if not Path("/proc/self/statm").exists():
        print("the memory of a process is read from /proc, which is not here: left out")
        return
    fill(Site.objects.get(is_default_site=True).pk, VACANCIES)
    chance, warm = random.Random(7), 0.0
    with portal(ELASTICSEARCH_URL="") as server:
        connection = HTTPConnection(urlsplit(server.url).netloc)
        for number in range(SEARCHES):
            parameters = dict(chance.choice(PLAIN + NARROW))
            if number % 4 == 0:
                parameters["q"] += " " + "".join(chance.choices(LETTERS, k=8))
            connection.request("GET", f"/api/v1/vacancies/?{urlencode(parameters)}", headers={"Host": "localhost"})
            answer = connection.getresponse()
            answer.read()
            assert answer.status == 200, answer.status
            if number == SEARCHES // 10:
                warm = resident(server.process.pid) / 1e6
        grown = resident(server.process.pid) / 1e6
    yield Row(f"memory after {SEARCHES:,} searches (bare: after a tenth)", warm, grown, goal="<= 1.1", unit="MB")
