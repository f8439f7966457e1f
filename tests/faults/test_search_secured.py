"""Elasticsearch with security on: TLS that is checked, and a key that may do no more than the portal needs."""

from __future__ import annotations

import base64
import json
import ssl
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bin import services
from search import rebuilding
from search.breaker import elastic_breaker
from search.engines import search, search_state
from search.forms import SearchForm
from search.tasks import deliver_now
from tests.factories.bank import VacancyFactory
from tests.server import ROOT

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("elasticsearch"), pytest.mark.usefixtures("patient")]


@dataclass(frozen=True)
class Secured:
    url: str
    certificate: Path
    key: str

    def call(self, path: str, authorization: str, body: Any = None) -> Any:
        request = urllib.request.Request(self.url + path, headers={"Authorization": authorization})  # noqa: S310
        if body is not None:
            request.data = json.dumps(body).encode()
            request.add_header("Content-Type", "application/json")
        context = ssl.create_default_context(cafile=str(self.certificate))
        with urllib.request.urlopen(request, timeout=30, context=context) as response:  # noqa: S310
            return json.load(response)


@pytest.fixture(scope="module")
def secured(elasticsearch_installed) -> Iterator[Secured]:
    service, certificate, password = services.start_secured()
    try:
        admin = "Basic " + base64.b64encode(f"admin:{password}".encode()).decode()
        wanted = json.loads((ROOT / "deploy/elasticsearch-key.json").read_text())
        key = Secured(service.url, certificate, "").call("/_security/api_key", admin, wanted)
        yield Secured(service.url, certificate, key["encoded"])
    finally:
        service.stop()


@pytest.fixture
def portal(secured, settings, site):
    elastic_breaker.succeeded()
    settings.ELASTICSEARCH_URL = secured.url
    settings.ELASTICSEARCH_API_KEY = secured.key
    settings.ELASTICSEARCH_CA = str(secured.certificate)
    yield settings
    elastic_breaker.succeeded()


def engine_for(site, q: str) -> tuple[str, int]:
    from django.http import QueryDict

    form = SearchForm(QueryDict(f"q={q}"), site_id=site.pk)
    assert form.is_valid()
    answer = search(form.query(), site.pk)
    return answer.engine, answer.count


def test_everything_works_with_the_key_of_the_papers(portal, site):
    VacancyFactory(title="Taalmaatje")
    deliver_now()
    assert engine_for(site, "taalmaatje") == ("elasticsearch", 1)
    assert rebuilding.rebuild([site.pk], [site.pk], lambda n: None)
    assert engine_for(site, "taalmaatje") == ("elasticsearch", 1)
    assert all(found.is_none for found in rebuilding.check(site.pk))
    assert search_state() == "elasticsearch"


@pytest.mark.parametrize("wrong", ["key", "certificate"])
def test_wrong_key_or_certificate_that_nobody_vouches_for_means_the_database(portal, site, wrong):
    VacancyFactory(title="Taalmaatje")
    if wrong == "key":
        portal.ELASTICSEARCH_API_KEY = base64.b64encode(b"geen:sleutel").decode()
    else:
        portal.ELASTICSEARCH_CA = ""
    assert engine_for(site, "taalmaatje") == ("database", 1)


def test_key_may_do_no_more_than_the_portal_needs(secured):
    for path, body in (("/geheim/_doc/1", {"a": 1}), ("/_security/user/iemand", {"password": "abcdefgh", "roles": []})):
        with pytest.raises(urllib.error.HTTPError) as refused:
            secured.call(path, f"ApiKey {secured.key}", body)
        assert refused.value.code == 403
