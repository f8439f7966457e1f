"""Our API over Elasticsearch beside the same query sent raw, bulk writing, and growth to a million documents.

BENCH_VACANCIES says how many vacancies the database gets (default 100,000), BENCH_GROWN how many documents the largest
index (default 1,000,000). A node is started for the run unless ELASTICSEARCH_URL names one.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import count, islice
from typing import Any

from django.db import connection
from django.test import Client, override_settings
from elasticsearch import Elasticsearch
from elasticsearch.helpers import bulk
from wagtail.models import Site

from bench.filling import fill
from bench.questions import NARROW, PLAIN, query_of
from bench.timing import Row, p95, pair, seconds
from bin import services
from search import rebuilding
from search.api import API_FACETS
from search.contract import FACETS
from search.documents import document_of
from search.elastic import index
from search.elastic.queries import counting_of, request_of
from search.engines import elastic_engine
from search.models import SearchDocument
from vacancies.bank.models import Vacancy
from vacancies.bank.queries import with_parts

VACANCIES = int(os.environ.get("BENCH_VACANCIES", "100000"))
GROWN = int(os.environ.get("BENCH_GROWN", "1000000"))
SMALL, BULK = 10_000, 10_000
HEAP = 2048  # MiB; a million documents do not fit the heap of the tests


@contextmanager
def elasticsearch() -> Iterator[str]:
    if named := os.environ.get("ELASTICSEARCH_URL"):
        yield named
        return
    service = services.start_elasticsearch(heap=HEAP)
    try:
        yield service.url
    finally:
        service.stop()


def run() -> Iterator[Row]:
    if not services.is_installed("elasticsearch") and "ELASTICSEARCH_URL" not in os.environ:
        print("Elasticsearch is not installed (make services): its benchmarks are left out")
        return
    site = Site.objects.get(is_default_site=True)
    with override_settings(ELASTICSEARCH_URL=""):
        fill(site.pk, VACANCIES)
    with elasticsearch() as url, override_settings(ELASTICSEARCH_URL=url):
        took = seconds(lambda: rebuilding.rebuild([site.pk], [site.pk], lambda n: None))
        print(f"rebuild of both engines: {VACANCIES / took:.0f} documents a second")
        try:
            yield from api_rows(site.pk)
            yield bulk_row()
            yield from growth_rows(site.pk)
        finally:
            index.drop(index.alias())


def request_bodies(site_id: int, parameters: dict[str, str], counted: tuple[str, ...] = FACETS) -> list[dict[str, Any]]:
    """What the engine sends for one question: first what is found, then the facets."""
    query = replace(query_of(site_id, parameters), counted=counted)
    found = request_of(query, site_id, int(time.time() * 1000))
    return [found, counting_of(query, site_id, sample=False)]


def api_rows(site_id: int) -> Iterator[Row]:
    """Raw are the very bodies that we send, ready-made, by the bare client."""
    bare = Elasticsearch(index.settings.ELASTICSEARCH_URL)
    client, name = Client(headers={"host": "localhost"}), index.alias()
    bodies = {json.dumps(p): request_bodies(site_id, p, API_FACETS) for p in PLAIN + NARROW}
    queries = {json.dumps(p): replace(query_of(site_id, p), counted=API_FACETS) for p in PLAIN + NARROW}

    def raw(parameters: dict[str, str]) -> None:
        for body in bodies[json.dumps(parameters)]:
            bare.search(index=name, body=body)

    def engine(parameters: dict[str, str]) -> None:
        elastic_engine.search(queries[json.dumps(parameters)], site_id)

    def api(parameters: dict[str, str]) -> None:
        assert client.get("/api/v1/vacancies/", parameters).json()["engine"] == "elasticsearch"

    size = f"{VACANCIES:,}"
    yield pair(f"API, median, {size} (bare: raw query)", raw, api, PLAIN, goal="<= 2.0", rounds=8)
    yield pair(f"query phase, median, {size} (bare: raw)", raw, engine, PLAIN, goal="<= 1.3", rounds=8)
    yield pair("API p95, facets, distance, highlights", raw, api, NARROW, goal="<= 1.5", rounds=12, measure=p95)


def bulk_row() -> Row:
    """The same ready-made documents into two new indices."""
    found = with_parts(Vacancy.objects.order_by("pk")[:BULK])
    documents = [document_of(vacancy, 1) for vacancy in found]

    def bare(name: str) -> None:
        actions = ({"_index": name, "_id": document["object_id"], "_source": document} for document in documents)
        bulk(index.bulk_client(), actions)

    names = [index.create_index(f"{index.alias()}-bench-{side}") for side in ("bare", "ours")]
    try:
        rows = [pair("", bare, lambda name: None, [names[0]], rounds=3).bare]
        rows.append(pair("", lambda name: None, write_ours(documents), [names[1]], rounds=3).ours)
    finally:
        for name in names:
            index.bulk_client().indices.delete(index=name)
    return Row(f"bulk of {BULK:,} ready-made documents", *rows, goal="<= 1.43 (0.7 of bare)")


def write_ours(documents: list[dict[str, Any]]) -> Any:
    versions = count(1)

    def ours(name: str) -> None:
        version = next(versions)
        elastic_engine.write_to(name, [{**document, "version": version} for document in documents], [])

    return ours


def growth_rows(site_id: int) -> Iterator[Row]:
    """The same questions to an index of ten thousand and to one of a million, with every facet."""
    small, grown = (index.create_index(f"{index.alias()}-bench-{size}") for size in (SMALL, GROWN))
    try:
        for name, size in ((small, SMALL), (grown, GROWN)):
            bulk(index.bulk_client(), multiplied(name, size), chunk_size=500, max_retries=8)
            index.bulk_client().indices.forcemerge(index=name, max_num_segments=5, request_timeout=600)
            index.bulk_client().indices.refresh(index=name)
        queries = [query_of(site_id, parameters) for parameters in PLAIN]
        yield pair(
            f"growth from {SMALL:,} to {GROWN:,}, median (bare: small)",
            lambda query: elastic_engine.ask(small, query, site_id),
            lambda query: elastic_engine.ask(grown, query, site_id),
            queries,
            goal="<= 3",
            rounds=5,
        )
    finally:
        for name in (small, grown):
            index.bulk_client().indices.delete(index=name)


def multiplied(name: str, size: int) -> Iterator[dict[str, Any]]:
    """The documents of the database again and again under new numbers, moved a little, until there are enough."""
    found = 0
    while found < size:
        for document in islice(stored_documents(), size - found):
            found += 1
            if document["location"]:
                document["location"]["lat"] += (found % 997) / 100_000
            yield {"_index": name, "_id": found, "_source": {**document, "object_id": found}}


def stored_documents() -> Iterator[dict[str, Any]]:
    """What the database engine holds, with the terms of SQLite's full-text table."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT rowid, title, subject, summary, body FROM search_fts")
        terms = {row[0]: dict(zip(("title", "subject", "summary", "body"), row[1:], strict=True)) for row in cursor}
    for row in SearchDocument.objects.order_by("pk").iterator(2000):
        yield {**row.payload, "terms": terms[row.pk]}
