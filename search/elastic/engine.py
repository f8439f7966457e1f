"""Elasticsearch as a search engine. Only this module and `index` touch the network."""

from __future__ import annotations

import time
from collections.abc import Iterable
from typing import Any
from zlib import crc32

from elastic_transport import ConnectionError as TransportError
from elastic_transport import TransportError as AnyTransportError
from elasticsearch import ApiError, NotFoundError
from elasticsearch.helpers import bulk, scan

from search.answers import facet_values, hit_of
from search.contract import Answer, EngineAway, EngineEmpty, FacetValue, Key, Query
from search.elastic import index
from search.elastic.queries import counting_of, is_finite, request_of

AWAY = (TransportError, AnyTransportError)
CONFLICT = 409


class ElasticEngine:
    name = "elasticsearch"

    def search(self, query: Query, site_id: int) -> Answer:
        return self.ask(index.alias(), query, site_id)

    def ask(self, name: str, query: Query, site_id: int) -> Answer:
        """The answer of one index: what is found first, then the facets, of a sample when that is more than a list."""
        # The pages of one question come from one copy of the index: equals have the same order there.
        copy = f"{crc32(query.understanding.text.encode()):x}"
        try:
            request = request_of(query, site_id, int(time.time() * 1000))
            found = index.client().search(index=name, preference=copy, body=request).body
            sample = found["hits"]["total"]["relation"] == "gte"
            counts: dict[str, Any] = {}
            if query.counted:
                counting = counting_of(query, site_id, sample=sample)
                counts = index.client().search(index=name, preference=copy, body=counting).body["aggregations"]
        except AWAY as error:
            raise EngineAway(str(error)) from error
        except NotFoundError as error:
            raise EngineEmpty(str(error)) from error
        except ApiError as error:
            # A shard that is not there, a cluster without a master: the other engine can answer.
            raise EngineAway(str(error)) from error
        return answer_of(found, counts, query)

    def write(self, documents: Iterable[dict[str, Any]], deleted: Iterable[Key]) -> dict[int, str]:
        """Write in bulk with external versions, also into an index that is being rebuilt; a newer one stays."""
        documents, deleted = list(documents), list(deleted)
        try:
            index.ensure_index()
            # The one that is being filled first: when it takes the place of the other in between, the second finds it.
            targets = [*([index.next_alias()] if index.indices_of(index.next_alias()) else []), index.alias()]
            errors: dict[int, str] = {}
            for target in targets:
                errors |= self.write_to(target, documents, deleted)
            return errors
        except AWAY as error:
            raise EngineAway(str(error)) from error

    def write_to(self, target: str, documents: list[dict[str, Any]], deleted: list[Key]) -> dict[int, str]:
        common = {"_index": target, "version_type": "external_gte"}
        actions = [{**common, "_id": d["object_id"], "version": d["version"], "_source": d} for d in documents]
        actions += [{**common, "_op_type": "delete", "_id": k.object_id, "version": k.version} for k in deleted]
        # Without its alias a name must not become an index of its own.
        is_alias = target in {index.alias(), index.next_alias()}
        _done, failed = bulk(
            index.bulk_client(), actions, raise_on_error=False, raise_on_exception=True, require_alias=is_alias
        )
        errors = {}
        for item in failed:  # type: ignore[union-attr]
            (result,) = item.values()
            if result["status"] not in {CONFLICT, 404}:
                errors[int(result["_id"])] = str(result.get("error"))[:500]
        return errors

    def versions(self, site_id: int) -> Iterable[tuple[int, int]]:
        """(object, version) of every document of a site."""
        self.refresh()
        query = {"query": {"term": {"site": site_id}}, "_source": False, "version": True}
        for hit in scan(index.bulk_client(), index=index.alias(), query=query, size=2000):
            yield int(hit["_id"]), hit["_version"]

    def refresh(self) -> None:
        """What was written is found from now on. Raises EngineAway."""
        try:
            index.ensure_index()
            try:
                index.bulk_client().indices.refresh(index=index.alias())
            except NotFoundError:  # a rebuilt index took its place in between
                index.bulk_client().indices.refresh(index=index.alias())
        except (*AWAY, ApiError) as error:
            raise EngineAway(str(error)) from error

    def has_nothing(self) -> bool:
        """Whether there is no index at all; raises EngineAway."""
        try:
            return not index.indices_of(index.alias())
        except AWAY as error:
            raise EngineAway(str(error)) from error

    def is_there(self) -> bool:
        try:
            return bool(index.client().ping())
        except (AnyTransportError, NotFoundError):
            return False


def answer_of(body: dict[str, Any], counts: dict[str, Any], query: Query) -> Answer:
    found = body["hits"]
    total = found["total"]
    hits = found["hits"]
    # After a second look only a page can go on; there are fewer of those than a list counts.
    last = hits[-1].get("sort", ()) if hits else None
    shown = (query.page - 1) * query.page_size + len(hits) if query.after is None else None
    more = len(hits) == query.page_size and (shown is None or shown < total["value"] or total["relation"] == "gte")
    return Answer(
        count=total["value"],
        count_is_minimum=total["relation"] == "gte",
        hits=tuple(hit_of(hit["_source"], query) for hit in hits),
        facets=facets_of(counts.get("sample", counts), query.collection),
        engine="elasticsearch",
        did_you_mean=query.understanding.did_you_mean if total["value"] else None,
        next_after=tuple(last) if more and last is not None and all(map(is_finite, last)) else None,
    )


def facets_of(counts: dict[str, Any], collection: str) -> dict[str, tuple[FacetValue, ...]]:
    """Facets that share a filter come together under their names with a plus between."""
    return {
        name: facet_values(name, {b["key"]: b["doc_count"] for b in together[name]["buckets"]}, collection)
        for names, together in counts.items()
        if isinstance(together, dict)
        for name in names.split("+")
    }
