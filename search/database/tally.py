"""One pass over the rows that match the words: which satisfy everything that was chosen, and what each facet counts.

A facet counts what satisfies everything except its own choice. So a row that fails nothing counts for every facet, one
that fails one thing counts for that facet alone, and one that fails two counts for nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from itertools import chain
from typing import Any, NamedTuple

from portal.places.queries import distance_km, place_key
from search.contract import FACETS, Query
from search.documents import language_rank

KM_PER_DEGREE = 111.0
SEPARATOR = "|"
PREFIXES = {"theme": "t:", "skill": "s:", "daypart": "d:"}
FIELDS = {"theme": "themes", "skill": "skills", "daypart": "dayparts"}


class Row(NamedTuple):
    """What deciding, counting and ordering need of a document; the fields are columns of SearchDocument."""

    pk: int
    object_id: int
    kind: str
    frequency: str
    together: str
    wheelchair: bool
    language_rank: int
    place: str
    place_key: str
    marks: str
    latitude: float | None
    longitude: float | None
    published: int
    waiting: int
    places_left: int


COUNTED: dict[str, Callable[[Row], Any]] = {
    "kind": lambda row: row.kind,
    "frequency": lambda row: row.frequency,
    "together": lambda row: row.together,
    "wheelchair": lambda row: row.wheelchair,
    "language_level": lambda row: row.language_rank,
    "place": lambda row: row.place,
}
Condition = Callable[[Row], bool]


def marks_of(document: dict[str, Any]) -> str:
    """Themes, skills and dayparts of a document as one text: “t:koken|d:mon-morning”."""
    return SEPARATOR.join(
        PREFIXES[name] + value for name, field in FIELDS.items() for value in dict.fromkeys(document[field])
    )


def tally(rows: Iterable[Row], query: Query) -> tuple[list[Row], dict[str, dict[Any, int]]]:
    """The rows that satisfy the question, and {facet: {value: number}}."""
    conditions = conditions_of(query)
    found: list[Row] = []
    near_misses: dict[str, list[Row]] = {name: [] for name in FACETS}
    if len(conditions) == 1:  # nothing was chosen, so only what is asked of everybody can fail
        ((name, holds),) = conditions
        for row in rows:
            (found if holds(row) else near_misses[name]).append(row)
        return found, counts(found, near_misses)
    for row in rows:
        failed = [name for name, holds in conditions if not holds(row)]
        if not failed:
            found.append(row)
        elif len(failed) == 1:
            near_misses[failed[0]].append(row)
    return found, counts(found, near_misses)


def counts(found: list[Row], near_misses: dict[str, list[Row]]) -> dict[str, dict[Any, int]]:
    marks = Counter(chain.from_iterable(row.marks.split(SEPARATOR) for row in found))
    result: dict[str, dict[Any, int]] = {}
    for name in FACETS:
        missed = near_misses[name]
        if prefix := PREFIXES.get(name):
            total = marks + Counter(chain.from_iterable(row.marks.split(SEPARATOR) for row in missed))
            result[name] = {mark[2:]: number for mark, number in total.items() if mark.startswith(prefix)}
        else:
            result[name] = Counter(map(COUNTED[name], found))
            result[name].update(Counter(map(COUNTED[name], missed)))
    return result


def conditions_of(query: Query) -> list[tuple[str, Condition]]:
    """What was chosen of each facet; without a kind, paid work is left out."""
    kinds = frozenset(query.kinds)
    conditions: list[tuple[str, Condition]] = [("kind", lambda row: row.kind in kinds)]
    for name, prefix in PREFIXES.items():
        if values := getattr(query, name):
            wanted = frozenset(prefix + value for value in values)
            conditions.append((name, lambda row, wanted=wanted: not wanted.isdisjoint(row.marks.split(SEPARATOR))))  # type: ignore[misc]
    if query.frequency:
        conditions.append(("frequency", lambda row: row.frequency in query.frequency))
    if query.together:
        conditions.append(("together", lambda row: row.together in query.together))
    if query.wheelchair is not None:
        conditions.append(("wheelchair", lambda row: row.wheelchair == query.wheelchair))
    if query.language_level:
        highest = language_rank(query.language_level)
        conditions.append(("language_level", lambda row: row.language_rank <= highest))
    if place := place_condition(query):
        conditions.append(("place", place))
    return conditions


def place_condition(query: Query) -> Condition | None:
    """By name when the radius is nought, else within it: first a box, then the great circle."""
    point, radius = query.point, query.radius_km
    if point is None:
        return None
    if query.place_exact:
        key = place_key(point.name)
        return lambda row: row.place_key == key
    if radius is None:
        return None
    high = radius / KM_PER_DEGREE + 0.01

    def within(row: Row) -> bool:
        if row.latitude is None or row.longitude is None or abs(row.latitude - point.latitude) > high:
            return False
        return distance_km((point.latitude, point.longitude), (row.latitude, row.longitude)) <= radius

    return within
