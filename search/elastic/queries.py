"""From a question to Elasticsearch's query. Pure: nothing here touches the network."""

from __future__ import annotations

import math
from typing import Any

from portal.places.queries import place_key
from search.contract import COUNT_LIMIT, HELP, Point, Query
from search.documents import FIELD_WEIGHTS, language_rank
from search.meaning import Group, Variant
from search.ranking import (
    FULL,
    HALF_AGE_DAYS,
    HALF_DISTANCE_KM,
    HALF_WAIT_DAYS,
    LIFT,
    MANY_PLACES,
    MORE_ADDS,
    NEAR_KM,
    OUTSIDE_TOWN_KM,
    ROOM_ADDS,
    WAITING_ADDS,
    demanded,
    group_strength,
    needed,
)

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
# How many of the best of a first look get their real score, and what the title counts in that first look.
SECOND_LOOK = 2000
TITLE_ADDS = 12.0
FACET_SIZE = 1000
SAMPLED = 0.1

# The arithmetic of search/ranking.py, which says why. What is constant stands in the script itself: a parameter is
# looked up and converted for each vacancy, which took half of the time.
AGE = f"""
double day = 86400000.0;
double now = params.now;
double age = Math.max(0.0, now - doc['published_at'].value.toInstant().toEpochMilli()) / day;
double factor = 0.9 + 0.1 * Math.exp(-age / {HALF_AGE_DAYS});
if (doc['places_left'].size() > 0) {{
  double left = doc['places_left'].value;
  if (left < 1.0) {{ factor *= {FULL}; }}
  else if (doc['waiting_since'].size() > 0) {{
    double waits = Math.max(0.0, now - doc['waiting_since'].value.toInstant().toEpochMilli()) / day;
    double more = (Math.min(left, {MANY_PLACES}.0) - 1.0) / {MANY_PLACES - 1}.0;
    factor *= 1.0 + {ROOM_ADDS} * more + {WAITING_ADDS} * (1.0 - Math.exp(-waits / {HALF_WAIT_DAYS}));
  }}
}}
"""
DISTANCE = """
if (doc['location'].size() == 0) {{ factor *= 0.25; }}
else {{ double far = doc['location'].arcDistance(params.lat, params.lon) / 1000.0; factor *= {nearness}; }}
"""
IN_WORDS = DISTANCE.format(nearness=f"far <= {OUTSIDE_TOWN_KM} ? 1.0 : far <= {NEAR_KM} ? 0.5 : 0.25")
AS_FILTER = DISTANCE.format(nearness=f"0.6 + 0.4 * Math.exp(-far / {HALF_DISTANCE_KM})")
LIFTED = f"if (params.lifted.contains(String.valueOf(doc['object_id'].value))) {{ factor *= {LIFT}; }}"
PIN_RANK = """
int place = params.pins.indexOf(String.valueOf(doc['object_id'].value));
return place < 0 ? params.pins.size() : place;
"""


def request_of(query: Query, site_id: int, now_ms: int) -> dict[str, Any]:
    """What stands on the page: text and fixed filters, the choices beside them, order and page.

    Plain dictionaries: the query objects of elasticsearch-dsl copy themselves at every step, which took longer than the
    search itself.
    """
    start = (query.page - 1) * query.page_size
    page = {"from": start} if query.after is None else {"search_after": list(query.after)}
    order: dict[str, Any] = {"sort": order_of(query)}
    wanted = scored(query, now_ms)
    if has_first_look(query):
        wanted = first_look(query)
        # The last page that a list counts begins a cursor, which needs an order that can be told.
        if query.after is None and start + 2 * query.page_size <= COUNT_LIMIT:
            order = {"rescore": second_look(query, now_ms)}
    return {
        "query": {"bool": {"must": [wanted], "filter": fixed_filters(query, site_id)}},
        "post_filter": {"bool": {"filter": list(choice_filters(query).values())}},
        "track_total_hits": COUNT_LIMIT,
        "size": query.page_size,
        **order,
        **page,
    }


def counting_of(query: Query, site_id: int, *, sample: bool) -> dict[str, Any]:
    """The facets of the question, with nothing that changes by the second: Elasticsearch remembers the answer.

    Facets that the same choices narrow share one filter. Of more results than the list counts a sample is enough.
    """
    choices = choice_filters(query)
    together: dict[tuple[str, ...], list[str]] = {}
    for name in query.counted:
        together.setdefault(tuple(other for other in choices if other != name), []).append(name)
    aggregations = {
        "+".join(names): {
            "filter": {"bool": {"filter": [choices[other] for other in others]}},
            "aggs": {name: {"terms": {"field": FACET_FIELDS[name], "size": FACET_SIZE}} for name in names},
        }
        for others, names in together.items()
    }
    if sample:
        sampler = {"probability": SAMPLED, "seed": 1}
        aggregations = {"sample": {"random_sampler": sampler, "aggs": aggregations}}
    wanted = [matching(query), *fixed_filters(query, site_id)]
    return {"query": {"bool": {"filter": wanted}}, "aggs": aggregations, "size": 0, "track_total_hits": False}


def either(ways: list[Any], least: int = 1) -> dict[str, Any]:
    return {"bool": {"should": ways, "minimum_should_match": least}}


def constant(wanted: Any, boost: float) -> dict[str, Any]:
    return {"constant_score": {"filter": wanted, "boost": boost}}


def scored(query: Query, now_ms: int) -> dict[str, Any]:
    return {"script_score": {"query": text_or_pins(query), "script": factor_script(query, now_ms)}}


def text_or_pins(query: Query) -> dict[str, Any]:
    text = text_of(query)
    return either([text, constant({"terms": {"object_id": list(query.pins)}}, 0.0)]) if query.pins else text


def factor_script(query: Query, now_ms: int) -> dict[str, Any]:
    """One of six sources, so that each is compiled once."""
    parts = [AGE]
    params: dict[str, Any] = {"now": now_ms}
    if query.point is not None:
        parts.append(IN_WORDS if query.radius_km is None else AS_FILTER)
        params |= here(query.point)
    if query.lifted:
        parts.append(LIFTED)
        params["lifted"] = [str(number) for number in sorted(query.lifted)]
    return {"source": " ".join(" ".join([*parts, "return _score * factor;"]).split()), "params": params}


def matching(query: Query) -> dict[str, Any]:
    """What `text_or_pins` finds, as a filter that reckons no score."""
    asked = demanded(query.understanding.groups)
    found = [either([*map(variant_filter, group.ways), *flag_filters(group)]) for group in asked]
    if not found:
        return {"match_all": {}}
    text = either(found, needed(len(asked), lenient=query.lenient))
    return either([text, {"terms": {"object_id": list(query.pins)}}]) if query.pins else text


def has_first_look(query: Query) -> bool:
    """Whether words decide the order; editors' pins and other orders look at everything in one go."""
    return query.sort == "relevance" and not query.pins and bool(demanded(query.understanding.groups))


def first_look(query: Query) -> dict[str, Any]:
    """A first order that costs little: constants for what matches and where; equals come as the index keeps them.

    Elasticsearch skips what cannot come among the best any more, and only the best `SECOND_LOOK` get their real score.
    """
    groups = query.understanding.groups
    asked = demanded(groups)
    found = either([first_group(group) for group in asked], needed(len(asked), lenient=query.lenient))
    adds = [first_group(group) for group in groups if group not in asked]
    if query.point is not None:
        adds += [constant(within(query.point, ring), MATCH_BONUS / 2) for ring in (OUTSIDE_TOWN_KM, NEAR_KM)]
    if query.lifted:
        adds.append(constant({"terms": {"object_id": sorted(query.lifted)}}, MATCH_BONUS))
    return {"bool": {"must": [found], "should": adds}}


def first_group(group: Group) -> dict[str, Any]:
    """That it matches, as the real score has it, and a little more when it does so in the title."""
    flags = [constant(flag, group_strength(group) * MATCH_BONUS) for flag in flag_filters(group)]
    if not group.ways:
        return either(flags)
    found = constant(either(list(map(variant_filter, group.ways))), MATCH_BONUS * group.weight)
    titles = [constant(variant_filter(variant, "title"), TITLE_ADDS * variant.weight) for variant in group.ways]
    return either([{"bool": {"must": [found], "should": [{"dis_max": {"queries": titles}}]}}, *flags])


def second_look(query: Query, now_ms: int) -> dict[str, Any]:
    """The real score of the best of the first look; what comes after them keeps the order of the first."""
    looks = {"rescore_query": scored(query, now_ms), "query_weight": 1e-6, "rescore_query_weight": 1.0}
    return {"window_size": SECOND_LOOK, "query": looks}


def text_of(query: Query) -> dict[str, Any]:
    groups = query.understanding.groups
    if not groups:
        return {"match_all": {}}
    asked = demanded(groups)
    strong = [group_query(group) for group in asked]
    weak = [group_query(group) for group in groups if group not in asked]
    if not strong:  # a wish that few vacancies name puts them first, and the others after them
        return {"bool": {"must": [{"match_all": {}}], "should": weak}}
    return {"bool": {"must": [either(strong, needed(len(strong), lenient=query.lenient))], "should": weak}}


def group_query(group: Group) -> dict[str, Any]:
    ways = [variant_query(variant) for variant in group.ways]
    any_way = either([variant_filter(variant) for variant in group.ways])
    found = (
        [{"dis_max": {"queries": ways, "tie_breaker": MORE_ADDS}}, constant(any_way, MATCH_BONUS * group.weight)]
        if ways
        else []
    )
    found += [constant(flag, group_strength(group) * MATCH_BONUS) for flag in flag_filters(group)]
    return either(found)


def flag_filters(group: Group) -> list[dict[str, Any]]:
    """The field that says what the words ask, when there is one: remote, a daypart, a theme."""
    if group.flag is None:
        return []
    name, values = group.flag
    return [{"terms": {FACET_FIELDS.get(name, name): [v == "true" if name == "remote" else v for v in values]}}]


def variant_query(variant: Variant) -> dict[str, Any]:
    """Every inner tuple by its terms, each by the sum of the fields it stands in."""
    parts = [
        {"multi_match": {"query": " ".join(terms), "fields": FIELDS, "type": "most_fields"}} for terms in variant.all_of
    ]
    return {"bool": {"must": parts, "boost": variant.weight}}


def variant_filter(variant: Variant, field: str = "any") -> dict[str, Any]:
    parts = [{"terms": {f"terms.{field}": list(terms)}} for terms in variant.all_of]
    return {"bool": {"filter": parts}}


def fixed_filters(query: Query, site_id: int) -> list[dict[str, Any]]:
    """Filters that no facet of the page counts beside."""
    side = {"lt": 0} if query.collection == HELP else {"gt": 0}
    wanted: list[dict[str, Any]] = [{"terms": {"site": query.sites(site_id)}}, {"range": {"object_id": side}}]
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
        wanted["place"] = within(query.point, max(query.radius_km, 0.001))
    return wanted


def within(point: Point, kilometres: float) -> dict[str, Any]:
    return {"geo_distance": {"distance": f"{kilometres}km", "location": here(point)}}


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
