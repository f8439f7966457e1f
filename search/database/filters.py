"""The filters of a question as conditions on the documents' columns."""

from __future__ import annotations

import math
from typing import Any

from django.db.models import Exists, FloatField, OuterRef, Q, QuerySet, Value
from django.db.models.functions import ACos, Cos, Greatest, Least, Radians, Sin

from portal.places.queries import EARTH_RADIUS_KM, place_key
from search.contract import Query
from search.database.functions import among
from search.documents import language_rank
from search.models import SearchDocument, SearchFacet
from vacancies.bank.enums import DEFAULT_KINDS

KM_PER_DEGREE = 111.0


def filtered(
    documents: QuerySet[SearchDocument], query: Query, scores: dict[int, float] | None, facet: str = ""
) -> QuerySet[SearchDocument]:
    """What is left of the documents; `facet` is the one whose own values are being counted."""
    found = documents if scores is None else documents.filter(pk__in=among(scores))
    found = found.filter(column_filters(query, facet))
    for name in ("theme", "skill", "daypart"):
        if values := getattr(query, name):
            found = found.filter(has_value(name, values))
    return near(found, query)


def column_filters(query: Query, facet: str) -> Q:
    wanted = Q() if query.status == "all" else Q(status=query.status)
    if query.kind:
        wanted &= Q(kind__in=query.kind)
    elif facet != "kind":
        wanted &= Q(kind__in=[kind.value for kind in DEFAULT_KINDS])
    for name in ("frequency", "together", "neighbourhood"):
        if values := getattr(query, name):
            wanted &= Q(**{f"{name}__in": values})
    for name in ("wheelchair", "remote"):
        if getattr(query, name) is not None:
            wanted &= Q(**{name: getattr(query, name)})
    return wanted & limits(query)


def limits(query: Query) -> Q:
    """At most so much Dutch, so many hours, so old."""
    wanted = Q()
    if query.language_level:
        wanted &= Q(language_rank__lte=language_rank(query.language_level))
    if query.max_hours is not None:
        wanted &= Q(hours__lte=query.max_hours)
    age = query.age if query.age is not None else query.understanding.age
    if age is not None:
        wanted &= Q(minimum_age__lte=age) | Q(minimum_age=None)
    return wanted


def has_value(name: str, values: tuple[str, ...]) -> Any:
    return Exists(SearchFacet.objects.filter(document=OuterRef("pk"), name=name, value__in=values))


def near(documents: QuerySet[SearchDocument], query: Query) -> QuerySet[SearchDocument]:
    """Within the radius: a box by the index first, then the great circle. `place_exact` goes by the name."""
    if query.point is None:
        return documents
    if query.place_exact:
        return documents.filter(place_key=place_key(query.point.name))
    if query.radius_km is None:
        return documents
    latitude, longitude = query.point.latitude, query.point.longitude
    high = query.radius_km / KM_PER_DEGREE + 0.01
    wide = min(180.0, high / max(0.01, math.cos(math.radians(latitude))))
    box = documents.filter(
        latitude__range=(latitude - high, latitude + high), longitude__range=(longitude - wide, longitude + wide)
    )
    return box.annotate(far=great_circle(latitude, longitude)).filter(far__lte=query.radius_km)


def great_circle(latitude: float, longitude: float) -> Any:
    """Kilometres from a point to each document, in the database."""
    here = Radians(Value(latitude, output_field=FloatField()))
    cosine = Sin(here) * Sin(Radians("latitude")) + Cos(here) * Cos(Radians("latitude")) * Cos(
        Radians("longitude") - Value(math.radians(longitude), output_field=FloatField())
    )
    return ACos(Least(Value(1.0), Greatest(Value(-1.0), cosine))) * EARTH_RADIUS_KM
