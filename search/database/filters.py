"""What the database itself decides of a question: everything that no facet counts."""

from __future__ import annotations

from django.db.models import Q

from search.contract import Query


def plain_filters(query: Query) -> Q:
    """Status, neighbourhood, from home, hours and age as conditions on the columns."""
    wanted = Q() if query.status == "all" else Q(status=query.status)
    if query.neighbourhood:
        wanted &= Q(neighbourhood__in=query.neighbourhood)
    if query.remote is not None:
        wanted &= Q(remote=query.remote)
    if query.max_hours is not None:
        wanted &= Q(hours__lte=query.max_hours)
    age = query.age if query.age is not None else query.understanding.age
    if age is not None:
        wanted &= Q(minimum_age__lte=age) | Q(minimum_age=None)
    return wanted
