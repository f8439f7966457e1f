"""How results are ordered, the same for both engines: pure arithmetic over matches, distance and age."""

from __future__ import annotations

import math
from collections.abc import Sequence

from search.contract import Query
from search.meaning import Group

HALF_DISTANCE_KM = 8.0
OUTSIDE_TOWN_KM = 3.0
NEAR_KM = 10.0
HALF_AGE_DAYS = 365.0
HALF_WAIT_DAYS = 30.0
WAITING_ADDS = 0.06
ROOM_ADDS = 0.02
MANY_PLACES = 5
FULL = 0.95
LIFT = 1.6


# What a second way to match adds to the best one, in both engines: more of a topic is more about it.
MORE_ADDS = 0.15
# How steeply a score falls when a part of what was asked is not there.
INCOMPLETE = 1.5
FARTHEST = 0.25
NEWEST_ADDS = 0.1


def demanded(groups: Sequence[Group]) -> list[Group]:
    """The words that were asked; a moment or “from home” is only demanded when nothing else was asked.

    Who wants “dieren op zaterdag” has no use for another Saturday, but animals on Saturday come first.
    """
    strong = [group for group in groups if group.is_strong]
    return [group for group in strong if group.flag is None] or strong


def needed(strong: int, *, lenient: bool = False) -> int:
    """How many of the things that were asked a result must have: half of them, or a third when nothing has half."""
    return max(1, math.ceil(strong / (3 if lenient else 2)))


def group_strength(group: Group) -> float:
    """What a field that matches counts, beside words: the vacancy really is on Saturday."""
    return 4.0 if group.is_strong else 1.0


def factor(query: Query, far: float | None, days: float, waiting: float, places_left: int) -> float:
    """What the score of the words is multiplied with: near, new, long without a sign-up and room for more come first.

    `far` in kilometres, `days` since it was placed, `waiting` days since somebody signed up, or since it was placed.
    """
    return freshness(days) * nearness(query, far) * need(waiting, places_left)


def factor_bounds(query: Query) -> tuple[float, float]:
    """The least and the most that `factor` can be for a question."""
    far = 1.0 if query.point is None else FARTHEST
    return (1.0 - NEWEST_ADDS) * FULL * far, 1.0 + ROOM_ADDS + WAITING_ADDS


def freshness(days: float) -> float:
    return 1.0 - NEWEST_ADDS + NEWEST_ADDS * math.exp(-max(0.0, days) / HALF_AGE_DAYS)


def need(waiting: float, places_left: int) -> float:
    """What nobody answers rises slowly, and so does what has many places; what is full sinks."""
    if places_left < 1:
        return FULL
    room = ROOM_ADDS * (min(places_left, MANY_PLACES) - 1) / (MANY_PLACES - 1)
    return 1.0 + room + WAITING_ADDS * (1.0 - math.exp(-max(0.0, waiting) / HALF_WAIT_DAYS))


def nearness(query: Query, far: float | None) -> float:
    """A place that stands in the words (“klussen Tiel”) weighs more than one that was filled in as a filter."""
    if query.point is None:
        return 1.0
    if far is None:
        return FARTHEST
    if query.radius_km is None:
        return 1.0 if far <= OUTSIDE_TOWN_KM else 0.5 if far <= NEAR_KM else FARTHEST
    return 0.6 + 0.4 * math.exp(-far / HALF_DISTANCE_KM)
