"""The database engine with facets over 10,000 vacancies, beside Wagtail's way of searching the same rows."""

from __future__ import annotations

import time
from collections.abc import Iterator
from itertools import cycle

from django.http import QueryDict
from django.test import Client
from wagtail.models import Site

from bench.generator import lines
from bench.timing import Row, pair
from search.engines import search
from search.forms import SearchForm
from search.rebuilding import rebuild
from vacancies.bank.importing import Importer, VacancyLine
from vacancies.bank.models import Vacancy

COUNT = 10_000
QUESTIONS = ["moestuin", "boodschappen", "taalmatje", "computer", "kinderen", "iets met dieren", "op de bus rijden"]


def fill(site_id: int) -> float:
    """Import the vacancies; returns lines a second."""
    importer, batch, start = Importer(site_id=site_id), [], time.perf_counter()
    for line in lines(COUNT):
        form = VacancyLine(line)
        assert not form.problems()
        batch.append(form.cleaned_data)
        if len(batch) == 200:
            importer.write(batch)
            batch = []
    importer.write(batch)
    return COUNT / (time.perf_counter() - start)


def ask(site_id: int, **parameters: str) -> int:
    data = QueryDict(mutable=True)
    data.update(parameters)
    form = SearchForm(data, site_id=site_id)
    assert form.is_valid()
    return search(form.query(), site_id).count


def run() -> Iterator[Row]:
    site = Site.objects.get(is_default_site=True)
    if Vacancy.objects.count() < COUNT:
        print(f"import: {fill(site.pk):.0f} lines a second")

    def contains(word: str) -> int:
        return (
            len(Vacancy.objects.filter(description__icontains=word)[:20])
            + Vacancy.objects.filter(title__icontains=word).count()
        )

    questions = cycle(QUESTIONS)
    yield pair(
        "text with facets, 10,000 (bare: icontains, no facets)",
        lambda: contains("boodschappen"),
        lambda: ask(site.pk, q=next(questions)),
        rounds=15,
    )
    yield pair(
        "text, place and radius (bare: icontains)",
        lambda: contains("koken"),
        lambda: ask(site.pk, q="koken", place="Tiel"),
        rounds=15,
    )
    client = Client(headers={"host": "localhost"})
    assert client.get("/vacatures/").status_code == 200
    yield pair(
        "list page over HTTP (bare: its search alone)",
        lambda: ask(site.pk, q="zingen", place="Tiel"),
        lambda: client.get("/vacatures/?q=zingen&place=Tiel"),
        rounds=15,
    )
    start = time.perf_counter()
    rebuild([site.pk], [site.pk], lambda n: None)
    print(f"rebuild: {COUNT / (time.perf_counter() - start):.0f} documents a second")
