"""The database engine with facets over 10,000 vacancies, beside a bare LIKE and beside Wagtail's own search."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.test import Client, override_settings
from modelsearch import index
from modelsearch.backends import get_search_backend
from wagtail.models import Site

from bench.filling import fill
from bench.generator import lines
from bench.questions import NARROW, PLAIN, query_of
from bench.timing import Row, pair, seconds
from search.engines import search
from search.rebuilding import rebuild
from vacancies.bank.importing import Importer, VacancyLine
from vacancies.bank.models import Vacancy

COUNT = 10_000
IMPORTED = 400


class IndexedVacancy(index.Indexed, Vacancy):
    """The same rows as Wagtail would search them."""

    search_fields = [index.SearchField(name) for name in ("title", "summary", "description")]

    class Meta:
        proxy = True
        app_label = "bank"


def import_lines(site_id: int) -> None:
    importer, batch = Importer(site_id=site_id), []
    for line in list(lines(IMPORTED, seed=11)):
        form = VacancyLine({**line, "external_id": f"extra-{line['external_id']}", "status": "draft"})
        assert not form.problems()
        batch.append(form.cleaned_data)
    importer.write(batch)


def wagtail_search(parameters: dict[str, str]) -> int:
    found = get_search_backend().search(parameters["q"], IndexedVacancy.objects.all(), operator="or")
    return len(list(found[:20])) + found.count()


def like(parameters: dict[str, str]) -> int:
    rows = Vacancy.objects.filter(description__icontains=parameters["q"])
    return len(rows[:20]) + Vacancy.objects.filter(title__icontains=parameters["q"]).count()


@override_settings(ELASTICSEARCH_URL="")
def run() -> Iterator[Row]:
    site = Site.objects.get(is_default_site=True)
    fill(site.pk, COUNT)

    def ask(parameters: dict[str, str]) -> Any:
        return search(query_of(site.pk, parameters), site.pk)

    yield pair("text with facets, 10,000 (bare: LIKE, no facets)", like, ask, PLAIN, goal="25 ms", rounds=5)
    yield pair("text, place and radius (bare: LIKE)", like, ask, NARROW, goal="25 ms", rounds=5)
    backend = get_search_backend()
    backend.get_index_for_model(IndexedVacancy).add_items(IndexedVacancy, IndexedVacancy.objects.all())
    yield pair(
        "text with facets (bare: Wagtail's search, no facets)", wagtail_search, ask, PLAIN, goal="<= 0.2", rounds=5
    )
    client = Client(headers={"host": "localhost"})
    yield pair(
        "list page over HTTP (bare: its search alone)", ask, lambda p: client.get("/vacatures/", p), NARROW, rounds=5
    )
    fast = seconds(lambda: rebuild([site.pk], [site.pk], lambda n: None)) / Vacancy.objects.count()
    yield Row("rebuild beside import, a document", seconds(lambda: import_lines(site.pk)) / IMPORTED, fast)
