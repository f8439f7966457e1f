"""What only Elasticsearch has: versions from outside, documents it refuses, indices of another shape, a second look."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from search import outbox, rebuilding
from search.breaker import elastic_breaker
from search.elastic import index, queries
from search.engines import search
from search.models import Outbox
from search.tasks import deliver_now
from tests.contract.asking import ask, form_of, titles
from tests.factories.bank import VacancyFactory
from vacancies.bank.models import Vacancy

pytestmark = pytest.mark.django_db


def test_older_version_never_overwrites_a_newer_one(elasticsearch_url, settings, site):
    settings.ELASTICSEARCH_URL = elasticsearch_url
    index.drop(index.alias())
    from search.engines import elastic_engine
    from search.outbox import current

    vacancy = VacancyFactory(title="Nieuw")
    newer, _gone = current({vacancy.pk: 1_000_000})
    older = [{**newer[0], "title": "Oud", "version": 999_999}]
    elastic_engine.write(newer, [])
    assert elastic_engine.write(older, []) == {}
    elastic_engine.refresh()
    assert titles(ask(site)) == ["Nieuw"]
    index.drop(index.alias())


def test_refused_document_is_set_aside_with_its_error(elasticsearch_url, settings, site, monkeypatch):
    settings.ELASTICSEARCH_URL = elasticsearch_url
    index.drop(index.alias())
    vacancy = VacancyFactory()
    other = VacancyFactory(title="Gezond")
    real = outbox.document_of
    # A field that the strict mapping does not know: the real server refuses the real document.
    monkeypatch.setattr(
        outbox,
        "document_of",
        lambda v, *rest: {**real(v, *rest), **({"onbekend": 1} if v.pk == vacancy.pk else {})},
    )
    for _attempt in range(outbox.MAX_ATTEMPTS):
        Outbox.objects.update(next_try_at=None)
        outbox.deliver_batch()
    row = Outbox.objects.get()
    assert (row.object_id, row.set_aside) == (vacancy.pk, True)
    assert "onbekend" in row.error
    assert titles(ask(site)) == [other.title]
    index.drop(index.alias())


def test_rebuild_keeps_what_is_refused_with_its_error(elasticsearch_url, settings, site, monkeypatch):
    settings.ELASTICSEARCH_URL = elasticsearch_url
    index.drop(index.alias())
    vacancy = VacancyFactory()
    deliver_now()
    real = rebuilding.document_of
    monkeypatch.setattr(rebuilding, "document_of", lambda v, *rest: {**real(v, *rest), "onbekend": 1})
    # The database takes any field; only the strict mapping refuses.
    assert rebuilding.rebuild([site.pk], [site.pk], lambda n: None)
    row = Outbox.objects.get()
    assert row.object_id == vacancy.pk
    assert "onbekend" in row.error
    index.drop(index.alias())


def test_new_elasticsearch_gets_everything_and_not_only_what_changes_next(elasticsearch_url, settings, site):
    settings.ELASTICSEARCH_URL = ""
    VacancyFactory(title="Koken met buren")
    settings.ELASTICSEARCH_URL = elasticsearch_url
    index.drop(index.alias())
    VacancyFactory(title="Koken in de wijk")
    answer = ask(site, q="koken")
    assert answer.engine == "elasticsearch"
    assert sorted(titles(answer)) == ["Koken in de wijk", "Koken met buren"]
    index.drop(index.alias())


@pytest.mark.parametrize("engine", ["elasticsearch"], indirect=True)
def test_another_shape_of_the_documents_is_answered_by_the_database_until_it_is_filled(engine, site, monkeypatch):
    VacancyFactory(title="Koken met buren")
    assert titles(ask(site, q="koken")) == ["Koken met buren"]
    earlier = index.alias()
    monkeypatch.setattr(index, "shape", lambda: "after")
    assert search(form_of(site, q="koken").query(), site.pk).engine == "database"
    assert not elastic_breaker.has_failed
    assert titles(ask(site, q="koken")) == ["Koken met buren"]
    assert index.alias() != earlier
    assert index.indices_of(earlier) == []
    index.drop(index.alias())


@pytest.mark.parametrize("engine", ["elasticsearch"], indirect=True)
def test_what_follows_the_best_comes_once_and_in_order(engine, site, monkeypatch):
    """Only the best get their real score: a page before, across and beyond that limit shows nothing twice."""
    monkeypatch.setattr(queries, "SECOND_LOOK", 5)
    for number in range(12):
        VacancyFactory(title=f"Koken {number}", published_at=timezone.now() - timedelta(days=number))
    best = VacancyFactory(title="Koken, koken en koken", published_at=timezone.now() - timedelta(days=3, hours=1))
    whole = titles(ask(site, q="koken", page_size=20))
    assert whole[0] == best.title
    pages = [titles(ask(site, q="koken", page_size=3, page=page)) for page in range(1, 6)]
    assert [title for page in pages for title in page] == whole
    assert sorted(whole) == sorted(Vacancy.objects.values_list("title", flat=True))


@pytest.mark.parametrize("engine", ["elasticsearch"], indirect=True)
def test_facets_of_more_results_than_a_list_counts_are_those_of_a_sample(engine, site, monkeypatch):
    monkeypatch.setattr(queries, "COUNT_LIMIT", 10)
    monkeypatch.setattr(queries, "SAMPLED", 0.5)
    VacancyFactory.create_batch(60, title="Koken met buren")
    answer = ask(site, q="koken")
    assert (answer.count, answer.count_is_minimum) == (10, True)
    (counted,) = [value.count for value in answer.facets["kind"] if value.value == "volunteer"]
    assert 20 <= counted <= 100
    assert len(titles(answer)) == 20
