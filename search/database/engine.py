"""The database as a search engine: the embedded default, and the fallback while Elasticsearch is away."""

from __future__ import annotations

import hashlib
import heapq
import math
import time
from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any

from django.db import connection, transaction
from django.db.models import Q, QuerySet

from portal.places.queries import distance_km
from search.answers import facet_values, hit_of
from search.contract import COUNT_LIMIT, HELP, Answer, Key, Query
from search.database import text
from search.database.filters import plain_filters
from search.database.functions import among
from search.database.scoring import best_of, combined, promising
from search.database.tally import PREFIXES, Row, marks_of, tally
from search.meaning import Group
from search.models import SearchDocument
from search.ranking import LIFT, demanded, factor, group_strength, needed

MS_PER_DAY = 86_400_000
AT_ONCE = 2000


class DatabaseEngine:
    name = "database"

    # --- asking ---

    def search(self, query: Query, site_id: int) -> Answer:
        documents = SearchDocument.objects.filter(of_collection(query.collection), site_id__in=query.sites(site_id))
        scores = self.scores(query, documents)
        found, counted = tally(self.rows(documents, query, scores), query)
        start = int(query.after[0]) if query.after is not None else (query.page - 1) * query.page_size
        end = start + query.page_size
        page = self.ordered(found, query, scores, end)[start:]
        total = len(found)
        return Answer(
            count=min(total, COUNT_LIMIT),
            count_is_minimum=total > COUNT_LIMIT,
            hits=self.hits(page, query),
            facets={name: facet_values(name, counted[name], query.collection) for name in query.counted},
            engine=self.name,
            did_you_mean=query.understanding.did_you_mean if total else None,
            next_after=(end,) if end < total else None,
        )

    def rows(self, documents: QuerySet[SearchDocument], query: Query, scores: dict[int, float] | None) -> Iterator[Row]:
        """What matches the words and the plain filters, before any choice that a facet counts."""
        candidates = documents if scores is None else documents.filter(pk__in=among(scores))
        # Straight from the cursor: what the ORM does to each value takes longer than finding the rows.
        sql, values = candidates.filter(plain_filters(query)).values_list(*Row._fields).query.sql_with_params()
        with connection.cursor() as cursor:
            cursor.execute(sql, values)
            while batch := cursor.fetchmany(AT_ONCE):
                yield from map(Row._make, batch)

    def scores(self, query: Query, documents: QuerySet[SearchDocument]) -> dict[int, float] | None:
        """{document: score} of what the words ask for; None when no words were given."""
        if not query.understanding.groups:
            return None
        found = self.matching(query, documents)
        for number in documents.filter(object_id__in=query.pins).values_list("pk", flat=True) if query.pins else ():
            found.setdefault(number, 0.0)
        return found

    def matching(self, query: Query, documents: QuerySet[SearchDocument]) -> dict[int, float]:
        groups = query.understanding.groups
        total = documents.count()
        by_group = [(group, self.group_scores(group, documents, total, query.collection)) for group in groups]
        asked = demanded(groups)
        if not asked:
            # A wish that few vacancies name puts them first, and the others after them.
            return dict.fromkeys(documents.values_list("pk", flat=True), 0.0) | combined(by_group, 0, [])
        return combined(by_group, needed(len(asked), lenient=query.lenient), asked)

    def group_scores(
        self, group: Group, documents: QuerySet[SearchDocument], total: int, collection: str
    ) -> dict[int, float]:
        """The best way in which each document matches one group; a field that matches too adds to it."""
        ways = [(text.match(variant.all_of, total, collection), variant.weight) for variant in group.ways]
        found = best_of(ways)
        if group.flag is not None:
            for number in self.flagged(documents, *group.flag):
                found[number] = found.get(number, 0.0) + group_strength(group)
        return found

    def flagged(self, documents: QuerySet[SearchDocument], name: str, values: tuple[str, ...]) -> Iterable[int]:
        if name == "daypart":
            wanted = reduce(or_, (Q(marks__contains=PREFIXES["daypart"] + value) for value in values))
        elif name == "remote":
            wanted = Q(remote=True)
        else:
            wanted = Q(**{f"{name}__in": values})
        return documents.filter(wanted).values_list("pk", flat=True)

    def ordered(self, found: list[Row], query: Query, scores: dict[int, float] | None, end: int) -> list[int]:
        """The numbers of the first `end` documents in the order that was asked."""
        now = time.time() * 1000
        rank = {number: place for place, number in enumerate(query.pins)}

        def key(row: Row) -> tuple[float, ...]:
            return (rank.get(row.object_id, len(rank)), *order(row))

        def order(row: Row) -> tuple[float, ...]:
            newest = (-row.published, -row.object_id)
            if query.sort == "newest" or (scores is None and query.point is None):
                return newest
            far = distance_to(query, row.latitude, row.longitude)
            if query.sort == "distance":
                return (math.inf if far is None else round(far, 3), *newest)
            score = scores[row.pk] if scores is not None else 1.0
            days, waiting = (now - row.published) / MS_PER_DAY, (now - row.waiting) / MS_PER_DAY
            score *= factor(query, far, days, waiting, row.places_left) * (LIFT if row.object_id in query.lifted else 1)
            return (-round(score, 6), *newest)

        if scores is not None and query.sort not in {"newest", "distance"}:
            found = promising(found, scores, query, end)
        return [row.pk for row in heapq.nsmallest(end, found, key=key)]

    def hits(self, numbers: list[int], query: Query) -> tuple[Any, ...]:
        rows = SearchDocument.objects.in_bulk(numbers)
        payloads = [rows[number].payload for number in numbers if number in rows]
        return tuple(hit_of(payload, query) for payload in payloads)

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
        text.write_terms((numbers[d["object_id"]], d["terms"]) for d in fresh)

    def versions(self, site_id: int) -> Iterable[tuple[int, int]]:
        """(object, version) of every document of a site."""
        return SearchDocument.objects.filter(site_id=site_id).values_list("object_id", "version").iterator()

    def clear(self, site_id: int) -> None:
        rows = SearchDocument.objects.filter(site_id=site_id)
        text.forget_terms(list(rows.values_list("pk", flat=True)))
        rows.delete()


def of_collection(collection: str) -> Q:
    return Q(pk__lt=0) if collection == HELP else Q(pk__gt=0)


def distance_to(query: Query, latitude: float | None, longitude: float | None) -> float | None:
    if query.point is None or latitude is None or longitude is None:
        return None
    return distance_km((query.point.latitude, query.point.longitude), (latitude, longitude))


def milliseconds(moment: str) -> int:
    return int(datetime.fromisoformat(moment).timestamp() * 1000)


def kept_of(document: dict[str, Any]) -> dict[str, Any]:
    """What the row keeps of a document: all of it, and of its terms a mark by which other terms are noticed."""
    terms = "\n".join(f"{name} {text}" for name, text in sorted(document["terms"].items()))
    mark = hashlib.blake2b(terms.encode(), digest_size=6).hexdigest()
    return {**{name: value for name, value in document.items() if name != "terms"}, "terms_mark": mark}


def row_of(document: dict[str, Any]) -> SearchDocument:
    location = document["location"] or {}
    payload = kept_of(document)
    return SearchDocument(
        # A help item keeps its own, negative number: the full-text tables know documents by nothing else.
        pk=document["object_id"] if document["object_id"] < 0 else None,
        site_id=document["site"],
        object_id=document["object_id"],
        version=document["version"],
        payload=payload,
        hours=document["hours"],
        latitude=location.get("lat"),
        longitude=location.get("lon"),
        published=milliseconds(document["published_at"]),
        waiting=milliseconds(document["waiting_since"] + "T00:00:00+00:00"),
        marks=marks_of(document),
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
                "places_left",
                "place",
                "place_key",
            ]
        },
    )
