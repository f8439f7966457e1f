"""The index in Elasticsearch: a strict mapping, versioned indices behind an alias, one client for all."""

from __future__ import annotations

import hashlib
import json
import secrets
from datetime import UTC, datetime
from functools import cache
from typing import Any

from django.conf import settings
from elasticsearch import Elasticsearch
from elasticsearch_dsl import (
    Boolean,
    Date,
    Document,
    Double,
    GeoPoint,
    Integer,
    Keyword,
    Long,
    MetaField,
    Object,
    Text,
    analyzer,
)

from search.documents import FIELD_WEIGHTS
from search.models import IndexMark

QUERY_SECONDS = 1
BULK_SECONDS = 10
# Terms come out of our own analysis (search/analysis.py), so Elasticsearch only takes them apart at the spaces.
TERMS = analyzer("terms", tokenizer="whitespace")


class VacancyDocument(Document):
    object_id = Long()
    version = Long()
    site = Integer()
    id = Keyword()
    external_id = Keyword()
    url = Keyword(index=False, doc_values=False)
    title = Text(analyzer=TERMS, index=False)
    summary = Text(analyzer=TERMS, index=False)
    organisation = Keyword()
    kind = Keyword()
    status = Keyword()
    themes = Keyword()
    theme_names = Keyword(index=False, doc_values=False)
    skills = Keyword()
    skill_names = Keyword(index=False, doc_values=False)
    dayparts = Keyword()
    frequency = Keyword()
    together = Keyword()
    wheelchair = Boolean()
    remote = Boolean()
    language_level = Keyword()
    language_rank = Integer()
    hours = Double()
    minimum_age = Integer()
    neighbourhood = Keyword()
    place = Keyword()
    place_key = Keyword()
    location = GeoPoint()
    places_left = Integer()
    published_at = Date()
    waiting_since = Date()
    filled_on = Date()
    drawing = Keyword(index=False, doc_values=False)
    time_note = Keyword(index=False, doc_values=False)
    for_whom = Keyword(index=False, doc_values=False)
    terms = Object(
        properties={
            **{name: Text(analyzer=TERMS, norms=True, copy_to="terms.any") for name in FIELD_WEIGHTS},
            "any": Text(analyzer=TERMS, norms=False, index_options="docs"),
        },
        dynamic="strict",
    )

    class Index:
        # One node keeps one copy, more nodes two: then one may be lost.
        settings = {"number_of_shards": 1, "auto_expand_replicas": "0-1", "gc_deletes": "1h", "refresh_interval": "1s"}
        # Newest first on the disk: what comes early is what is shown early, so a search may stop early.
        settings |= {"sort.field": "published_at", "sort.order": "desc"}

    class Meta:
        dynamic = MetaField("strict")


@cache
def client_for(url: str, api_key: str, certificate: str) -> Elasticsearch:
    """`url` is one address, or those of several nodes with commas between; a node that is down costs no request."""
    nodes = url.split(",")
    options: dict[str, Any] = {"request_timeout": QUERY_SECONDS, "retry_on_timeout": False}
    options["max_retries"] = len(nodes) - 1
    if api_key:
        options["api_key"] = api_key
    if certificate:
        options["ca_certs"] = certificate
    # A dead node is asked again at once: our own circuit breaker decides when to leave it alone.
    return Elasticsearch(nodes, **options, dead_node_backoff_factor=0, max_dead_node_backoff=0)


def client() -> Elasticsearch:
    return client_for(settings.ELASTICSEARCH_URL, settings.ELASTICSEARCH_API_KEY, settings.ELASTICSEARCH_CA)


def bulk_client() -> Elasticsearch:
    return client().options(request_timeout=BULK_SECONDS)


def family() -> str:
    """What the names of all indices of this database begin with."""
    return f"{settings.ELASTICSEARCH_PREFIX}-{mark()}-vacancies"


def alias() -> str:
    """The name that searches and writes use; each database has one of its own, and each shape of the documents.

    So a release with other fields finds no index, is answered by the database, and fills a new one; see `search.tasks`.
    """
    return f"{family()}-{shape()}"


@cache
def shape() -> str:
    described = json.dumps(VacancyDocument._index.to_dict(), sort_keys=True)
    return hashlib.sha256(described.encode()).hexdigest()[:8]


def mark() -> str:
    """The mark of this database, made at its first use; one small query."""
    found = IndexMark.objects.order_by("pk").first()
    if found is None:
        found = IndexMark.objects.create(mark=secrets.token_hex(4))
    return found.mark


def next_alias() -> str:
    """The name of the index that a rebuild is filling; changes are written to it as well."""
    return f"{alias()}-next"


def create_index(name_alias: str) -> str:
    """Make an empty index under an alias; returns its name."""
    name = f"{alias()}-{datetime.now(UTC):%Y%m%d%H%M%S%f}"
    index = VacancyDocument._index.clone(name=name)
    index.document(VacancyDocument)
    index.aliases(**{name_alias: {}})
    index.create(using=bulk_client())
    return name


def indices_of(name_alias: str) -> list[str]:
    found = bulk_client().options(ignore_status=404).indices.get_alias(name=name_alias)
    return [] if found.meta.status == 404 else list(found)


def ensure_index() -> None:
    if not indices_of(alias()):
        create_index(alias())


def swap() -> None:
    """The rebuilt index takes the place of the old one in one step; the old one goes."""
    (fresh,) = indices_of(next_alias())
    old = indices_of(alias())
    actions: list[dict[str, Any]] = [{"remove": {"index": name, "alias": alias()}} for name in old]
    actions += [
        {"remove": {"index": fresh, "alias": next_alias()}},
        {"add": {"index": fresh, "alias": alias()}},
    ]
    bulk_client().indices.update_aliases(actions=actions)
    for name in [*old, *other_shapes()]:
        bulk_client().indices.delete(index=name, ignore_unavailable=True)


def other_shapes() -> list[str]:
    """What an earlier release has left."""
    every = bulk_client().indices.get(index=f"{family()}-*", features="aliases")
    return [name for name in every if not name.startswith(alias())]


def drop(name_alias: str) -> None:
    for name in indices_of(name_alias):
        bulk_client().indices.delete(index=name, ignore_unavailable=True)
