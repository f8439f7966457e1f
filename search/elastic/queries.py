"""From a question to Elasticsearch's query. Pure: nothing here touches the network."""

from __future__ import annotations

import math
from typing import Any

from portal.places.queries import place_key
from search.contract import COUNT_LIMIT, FACETS, HELP, Point, Query
from search.documents import FIELD_WEIGHTS, language_rank
from search.ranking import (
    FULL,
    HALF_AGE_DAYS,
    HALF_DISTANCE_KM,
    HALF_WAIT_DAYS,
    LIFT,
    MANY_PLACES,
    MORE_ADDS,
    OUTSIDE_TOWN_KM,
    ROOM_ADDS,
    WAITING_ADDS,
    group_strength,
    needed,
)
from search.understanding import Group, Variant

FIELDS = [f"terms.{name}^{weight}" for name, weight in FIELD_WEIGHTS.items()]
FACET_FIELDS = {
    "theme": "themes",
    "skill": "skills",
    "daypart": "dayparts",
    "kind": "kind",
    "frequency": "frequency",
    "together": "together",
    "wheelchair": "wheelchair",
    "language_level": "language_rank",
    "place": "place",
}
# Every match of something that was asked adds this, so that a result with more of it comes first.
MATCH_BONUS = 20.0
FACET_SIZE = 1000

# The arithmetic of search/ranking.py, which says why.
FACTOR = """
double day = 86400000.0;
double age = Math.max(0.0, params.now - doc['published_at'].value.toInstant().toEpochMilli()) / day;
double factor = 0.9 + 0.1 * Math.exp(-age / params.half_age);
if (doc['places_left'].size() > 0 && doc['places_left'].value < 1) { factor *= params.full; }
else if (doc['places_left'].size() > 0 && doc['waiting_since'].size() > 0) {
  double waits = Math.max(0.0, params.now - doc['waiting_since'].value.toInstant().toEpochMilli()) / day;
  double more = (Math.min(doc['places_left'].value, params.many) - 1.0) / (params.many - 1.0);
  factor *= 1.0 + params.room * more + params.waiting * (1.0 - Math.exp(-waits / params.half_wait));
}
if (params.has_point) {
  if (doc['location'].size() == 0) { factor *= 0.25; }
  else {
    double far = doc['location'].arcDistance(params.lat, params.lon) / 1000.0;
    if (params.soft) { factor *= far <= params.town ? 1.0 : far <= 10.0 ? 0.5 : 0.25; }
    else { factor *= 0.6 + 0.4 * Math.exp(-far / params.half_distance); }
  }
}
if (!params.lifted.isEmpty() && params.lifted.contains(String.valueOf(doc['object_id'].value))) {
  factor *= params.lift;
}
return _score * factor;
"""
PIN_RANK = """
int place = params.pins.indexOf(String.valueOf(doc['object_id'].value));
return place < 0 ? params.pins.size() : place;
"""


def request_of(query: Query, site_id: int, now_ms: int) -> dict[str, Any]:
    """The whole request: text and fixed filters, facets beside the choices they belong to, order and page.

    Plain dictionaries: the query objects of elasticsearch-dsl copy themselves at every step, which took longer than the
    search itself.
    """
    choices = choice_filters(query)
    page: dict[str, Any] = {"from": (query.page - 1) * query.page_size}
    if query.after is not None:
        page = {"search_after": list(query.after)}
    return {
        "query": {"bool": {"must": [scored(query, now_ms)], "filter": fixed_filters(query, site_id)}},
        "post_filter": {"bool": {"filter": list(choices.values())}},
        "aggs": {name: facet(name, choices) for name in FACETS},
        "sort": order_of(query),
        "track_total_hits": COUNT_LIMIT,
        "size": query.page_size,
        **page,
    }


def facet(name: str, choices: dict[str, Any]) -> dict[str, Any]:
    others = [wanted for other, wanted in choices.items() if other != name]
    counted = {"terms": {"field": FACET_FIELDS[name], "size": FACET_SIZE}}
    return {"filter": {"bool": {"filter": others}}, "aggs": {"values": counted}}


def either(ways: list[Any], least: int = 1) -> dict[str, Any]:
    return {"bool": {"should": ways, "minimum_should_match": least}}


def constant(wanted: Any, boost: float) -> dict[str, Any]:
    return {"constant_score": {"filter": wanted, "boost": boost}}


def scored(query: Query, now_ms: int) -> dict[str, Any]:
    script = {"source": " ".join(FACTOR.split()), "params": factor_params(query, now_ms)}
    text = text_of(query)
    if query.pins:
        text = either([text, constant({"terms": {"object_id": list(query.pins)}}, 0.0)])
    return {"script_score": {"query": text, "script": script}}


def factor_params(query: Query, now_ms: int) -> dict[str, Any]:
    point = query.point
    return {
        "now": now_ms,
        "half_age": HALF_AGE_DAYS,
        "half_wait": HALF_WAIT_DAYS,
        "waiting": WAITING_ADDS,
        "room": ROOM_ADDS,
        "many": MANY_PLACES,
        "full": FULL,
        "half_distance": HALF_DISTANCE_KM,
        "town": OUTSIDE_TOWN_KM,
        "has_point": point is not None,
        "soft": point is not None and query.radius_km is None,
        "lat": point.latitude if point else 0.0,
        "lon": point.longitude if point else 0.0,
        "lifted": [str(number) for number in sorted(query.lifted)],
        "lift": LIFT,
    }


def text_of(query: Query) -> dict[str, Any]:
    groups = query.understanding.groups
    if not groups:
        return {"match_all": {}}
    strong = [group_query(group) for group in groups if group.is_strong]
    weak = [group_query(group) for group in groups if not group.is_strong]
    if not strong:  # a wish that few vacancies name puts them first, and the others after them
        return {"bool": {"must": [{"match_all": {}}], "should": weak}}
    return {"bool": {"must": [either(strong, needed(len(strong), lenient=query.lenient))], "should": weak}}


def group_query(group: Group) -> dict[str, Any]:
    ways = [variant_query(variant) for variant in group.ways]
    found = (
        [{"dis_max": {"queries": ways, "tie_breaker": MORE_ADDS}}, constant(either(ways), MATCH_BONUS * group.weight)]
        if ways
        else []
    )
    if group.flag is not None:
        name, values = group.flag
        flag = {"terms": {FACET_FIELDS.get(name, name): [v == "true" if name == "remote" else v for v in values]}}
        found.append(constant(flag, group_strength(group) * MATCH_BONUS))
    return either(found)


def variant_query(variant: Variant) -> dict[str, Any]:
    """Every inner tuple by its terms, each by the sum of the fields it stands in."""
    parts = [
        {"multi_match": {"query": " ".join(terms), "fields": FIELDS, "type": "most_fields"}} for terms in variant.all_of
    ]
    return {"bool": {"must": parts, "boost": variant.weight}}


def fixed_filters(query: Query, site_id: int) -> list[dict[str, Any]]:
    """Filters that no facet of the page counts beside."""
    side = {"lt": 0} if query.collection == HELP else {"gt": 0}
    wanted: list[dict[str, Any]] = [{"term": {"site": site_id}}, {"range": {"object_id": side}}]
    if query.status != "all":
        wanted.append({"term": {"status": query.status}})
    if query.neighbourhood:
        wanted.append({"terms": {"neighbourhood": list(query.neighbourhood)}})
    if query.remote is not None:
        wanted.append({"term": {"remote": query.remote}})
    if query.max_hours is not None:
        wanted.append({"range": {"hours": {"lte": query.max_hours}}})
    age = query.age if query.age is not None else query.understanding.age
    if age is not None:
        unasked = {"bool": {"must_not": [{"exists": {"field": "minimum_age"}}]}}
        wanted.append(either([{"range": {"minimum_age": {"lte": age}}}, unasked]))
    return wanted


def choice_filters(query: Query) -> dict[str, dict[str, Any]]:
    """One filter per facet that has a choice; `kind` has one by default."""
    wanted: dict[str, dict[str, Any]] = {}
    for name in ("theme", "skill", "daypart", "frequency", "together"):
        if values := getattr(query, name):
            wanted[name] = {"terms": {FACET_FIELDS[name]: list(values)}}
    wanted["kind"] = {"terms": {"kind": list(query.kinds)}}
    if query.wheelchair is not None:
        wanted["wheelchair"] = {"term": {"wheelchair": query.wheelchair}}
    if query.language_level:
        wanted["language_level"] = {"range": {"language_rank": {"lte": language_rank(query.language_level)}}}
    if query.point is not None and query.place_exact:
        wanted["place"] = {"term": {"place_key": place_key(query.point.name)}}
    elif query.point is not None and query.radius_km is not None:
        within = {"distance": f"{max(query.radius_km, 0.001)}km", "location": here(query.point)}
        wanted["place"] = {"geo_distance": within}
    return wanted


def here(point: Point) -> dict[str, float]:
    return {"lat": point.latitude, "lon": point.longitude}


def order_of(query: Query) -> list[Any]:
    return [*pin_order(query), *plain_order(query)]


def pin_order(query: Query) -> list[Any]:
    if not query.pins:
        return []
    script = {"source": " ".join(PIN_RANK.split()), "params": {"pins": [str(number) for number in query.pins]}}
    return [{"_script": {"type": "number", "order": "asc", "script": script}}]


def plain_order(query: Query) -> list[Any]:
    last = [{"published_at": "desc"}, {"object_id": "desc"}]
    if query.sort == "newest" or (not query.understanding.groups and query.point is None):
        return last
    if query.sort == "distance" and query.point is not None:
        return [{"_geo_distance": {"location": here(query.point), "order": "asc", "unit": "km"}}, *last]
    return [{"_score": "desc"}, *last]


def is_finite(value: Any) -> bool:
    """Whether a sort value can stand in an address; a vacancy without a place is infinitely far."""
    return not isinstance(value, float) or math.isfinite(value)
