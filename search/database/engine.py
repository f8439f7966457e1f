"""The database as a search engine: the embedded default, and the fallback while Elasticsearch is away."""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Count, QuerySet
from django.utils import timezone

from portal.places.queries import distance_km
from search.answers import facet_values, hit_of
from search.contract import COUNT_LIMIT, FACETS, Answer, FacetValue, Key, Query
from search.database import text
from search.database.filters import filtered
from search.database.functions import among
from search.models import SearchDocument, SearchFacet
from search.ranking import group_strength, nearness, needed, total_score
from search.understanding import Group

MULTIPLE = {"theme": "themes", "skill": "skills", "daypart": "dayparts"}
COLUMNS = {
    "kind": "kind",
    "frequency": "frequency",
    "together": "together",
    "wheelchair": "wheelchair",
    "language_level": "language_rank",
    "place": "place",
}


class DatabaseEngine:
    name = "database"

    # --- asking ---

    def search(self, query: Query, site_id: int) -> Answer:
        documents = SearchDocument.objects.filter(site_id=site_id)
        scores = self.scores(query, documents)
        found = filtered(documents, query, scores)
        total = found.count()
        order = self.ordered(found, query, scores)
        start = (query.page - 1) * query.page_size
        if query.after is not None:
            start = int(query.after[0])
        page = order[start : start + query.page_size]
        more = start + query.page_size < total
        return Answer(
            count=min(total, COUNT_LIMIT),
            count_is_minimum=total > COUNT_LIMIT,
            hits=self.hits(page, query),
            facets=self.facets(documents, query, scores, found),
            engine=self.name,
            did_you_mean=query.understanding.did_you_mean if total else None,
            next_after=(start + query.page_size,) if more else None,
        )

    def scores(self, query: Query, documents: QuerySet[SearchDocument]) -> dict[int, float] | None:
        """{document: score} of what the words ask for; None when no words were given."""
        groups = query.understanding.groups
        if not groups:
            return None
        total = documents.count()
        by_group = [(group, self.group_scores(group, documents, total)) for group in groups]
        strong = [found for group, found in by_group if group.is_strong]
        candidates: dict[int, int] = {}
        for found in strong or [found for _group, found in by_group]:
            for number in found:
                candidates[number] = candidates.get(number, 0) + 1
        least = needed(len(strong)) if strong else 1
        return {
            number: total_score([(group, found.get(number, 0.0)) for group, found in by_group])
            for number, matched in candidates.items()
            if matched >= least
        }

    def group_scores(self, group: Group, documents: QuerySet[SearchDocument], total: int) -> dict[int, float]:
        """The best way in which each document matches one group; a field that matches too adds to it."""
        found: dict[int, float] = {}
        for variant in group.variants:
            for number, score in text.match(variant.all_of, total).items():
                found[number] = max(found.get(number, 0.0), score * variant.weight)
        if group.flag is not None:
            for number in self.flagged(documents, *group.flag):
                found[number] = found.get(number, 0.0) + group_strength(group)
        return found

    def flagged(self, documents: QuerySet[SearchDocument], name: str, values: tuple[str, ...]) -> Iterable[int]:
        if name == "daypart":
            facets = SearchFacet.objects.filter(name="daypart", value__in=values, document__in=documents)
            return facets.values_list("document_id", flat=True).distinct()
        if name == "remote":
            return documents.filter(remote=True).values_list("pk", flat=True)
        return documents.filter(**{f"{name}__in": values}).values_list("pk", flat=True)

    def ordered(self, found: QuerySet[SearchDocument], query: Query, scores: dict[int, float] | None) -> list[int]:
        """The numbers of the documents in the order that was asked."""
        if scores is None and query.point is None:
            limit = query.page * query.page_size if query.after is None else None
            return list(found.order_by("-published_at", "-object_id").values_list("pk", flat=True)[:limit])
        rows = found.values_list("pk", "latitude", "longitude", "published_at", "object_id")
        now = timezone.now()

        def key(row: tuple[int, float | None, float | None, datetime, int]) -> tuple[float, ...]:
            number, latitude, longitude, published, object_id = row
            far = distance_to(query, latitude, longitude)
            newest = -published.timestamp()
            if query.sort == "newest":
                return (newest, -object_id)
            if query.sort == "distance":
                return (math.inf if far is None else round(far, 3), newest, -object_id)
            score = (scores[number] if scores is not None else 1.0) * nearness(query, far, published, now)
            return (-round(score, 6), newest, -object_id)

        return [row[0] for row in sorted(rows, key=key)]

    def hits(self, numbers: list[int], query: Query) -> tuple[Any, ...]:
        rows = SearchDocument.objects.in_bulk(numbers)
        payloads = [rows[number].payload for number in numbers if number in rows]
        return tuple(hit_of(payload, query) for payload in payloads)

    def facets(
        self,
        documents: QuerySet[SearchDocument],
        query: Query,
        scores: dict[int, float] | None,
        found: QuerySet[SearchDocument],
    ) -> dict[str, tuple[FacetValue, ...]]:
        """Each facet counted among what the other parameters leave; those without a choice share a base."""
        base = list(found.values_list("pk", flat=True))
        facets = {}
        for name in FACETS:
            other = query.without(name)
            same = other == query and name != "kind"
            numbers = (
                base if same else list(filtered(documents, other, scores, facet=name).values_list("pk", flat=True))
            )
            facets[name] = facet_values(name, self.counts(name, numbers))
        return facets

    def counts(self, name: str, numbers: list[int]) -> dict[Any, int]:
        if name in MULTIPLE:
            rows = SearchFacet.objects.filter(name=name, document_id__in=among(numbers))
            return dict(rows.values_list("value").annotate(n=Count("pk")).order_by())
        column = COLUMNS[name]
        rows_of_documents = SearchDocument.objects.filter(pk__in=among(numbers))
        return dict(rows_of_documents.values_list(column).annotate(n=Count("pk")).order_by())

    # --- keeping ---

    def write(self, documents: Iterable[dict[str, Any]], deleted: Iterable[Key]) -> dict[int, str]:
        documents = list(documents)
        with transaction.atomic():
            self.delete(deleted)
            if documents:
                self.store(documents)
        return {}

    def delete(self, keys: Iterable[Key]) -> None:
        for key in keys:
            rows = SearchDocument.objects.filter(object_id=key.object_id, version__lte=key.version)
            text.forget_terms(list(rows.values_list("pk", flat=True)))
            rows.delete()

    def store(self, documents: list[dict[str, Any]]) -> None:
        newer = dict(
            SearchDocument.objects.filter(object_id__in=[d["object_id"] for d in documents]).values_list(
                "object_id", "version"
            )
        )
        fresh = [d for d in documents if newer.get(d["object_id"], -1) <= d["version"]]
        rows = [row_of(document) for document in fresh]
        fields = [f.name for f in SearchDocument._meta.concrete_fields if f.name not in {"id", "object_id"}]
        SearchDocument.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["object_id"], update_fields=fields
        )
        found = SearchDocument.objects.filter(object_id__in=[d["object_id"] for d in fresh])
        numbers = dict(found.values_list("object_id", "pk"))
        SearchFacet.objects.filter(document_id__in=numbers.values()).delete()
        SearchFacet.objects.bulk_create(
            SearchFacet(document_id=numbers[d["object_id"]], name=name, value=value[:100])
            for d in fresh
            for name, field in MULTIPLE.items()
            for value in dict.fromkeys(d[field])
        )
        text.write_terms((numbers[d["object_id"]], d["terms"]) for d in fresh)

    def versions(self, site_id: int) -> Iterable[tuple[int, int]]:
        """(object, version) of every document of a site."""
        return SearchDocument.objects.filter(site_id=site_id).values_list("object_id", "version").iterator()

    def clear(self, site_id: int) -> None:
        rows = SearchDocument.objects.filter(site_id=site_id)
        text.forget_terms(list(rows.values_list("pk", flat=True)))
        rows.delete()


def distance_to(query: Query, latitude: float | None, longitude: float | None) -> float | None:
    if query.point is None or latitude is None or longitude is None:
        return None
    return distance_km((query.point.latitude, query.point.longitude), (latitude, longitude))


def row_of(document: dict[str, Any]) -> SearchDocument:
    location = document["location"] or {}
    payload = {name: value for name, value in document.items() if name != "terms"}
    return SearchDocument(
        site_id=document["site"],
        object_id=document["object_id"],
        version=document["version"],
        payload=payload,
        hours=document["hours"],
        latitude=location.get("lat"),
        longitude=location.get("lon"),
        published_at=datetime.fromisoformat(document["published_at"]),
        **{
            name: document[name]
            for name in [
                "kind",
                "status",
                "frequency",
                "together",
                "wheelchair",
                "remote",
                "language_rank",
                "minimum_age",
                "neighbourhood",
                "place",
                "place_key",
            ]
        },
    )
