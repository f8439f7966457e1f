"""What the pages and the API know of search: the question, the answer, and the two methods of an engine."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from search.meaning import Understanding
from vacancies.bank.enums import DEFAULT_KINDS
from vacancies.sharing.queries import Partner

DEFAULT_RADIUS_KM = 10.0
COUNT_LIMIT = 10_000

# What is searched apart from each other. In both engines a help item has the negative of its number, so that one
# index, one outbox and one rebuild serve both, and the sign says which department a document is of.
VACANCIES, HELP = "vacancies", "help"
HELP_KINDS = ("offer", "request")
HELP_FACETS = ("theme", "kind", "daypart", "place")

# The facets of the list, each counted without its own parameter; the order of the page.
FACETS = ("theme", "daypart", "frequency", "kind", "skill", "together", "wheelchair", "language_level", "place")


@dataclass(frozen=True)
class Point:
    """A place that was asked for: its name, and the middle of it in degrees."""

    name: str
    latitude: float
    longitude: float


@dataclass(frozen=True)
class Query:
    """A cleaned question. Empty tuples and None count as not given; `counted` names the facets that are shown."""

    understanding: Understanding
    collection: str = VACANCIES
    point: Point | None = None
    radius_km: float | None = None
    place_exact: bool = False
    theme: tuple[str, ...] = ()
    skill: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    daypart: tuple[str, ...] = ()
    frequency: tuple[str, ...] = ()
    together: tuple[str, ...] = ()
    neighbourhood: tuple[str, ...] = ()
    wheelchair: bool | None = None
    remote: bool | None = None
    language_level: str = ""
    max_hours: float | None = None
    age: int | None = None
    status: str = "open"
    sort: str = "relevance"
    page: int = 1
    page_size: int = 20
    after: tuple[Any, ...] | None = None
    pinned: tuple[int, ...] = ()
    lifted: frozenset[int] = frozenset()
    lenient: bool = False
    counted: tuple[str, ...] = FACETS
    partners: tuple[Partner, ...] = ()

    def sites(self, site_id: int) -> list[int]:
        """The sites whose documents answer: the own one, and those that agreed to share."""
        return [site_id, *(partner.site_id for partner in self.partners)]

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds that were asked for, or those that a list shows by itself."""
        return self.kind or (HELP_KINDS if self.collection == HELP else tuple(kind.value for kind in DEFAULT_KINDS))

    @property
    def pins(self) -> tuple[int, ...]:
        """The objects that editors put on top, in order; a visitor who sorts by day or distance gets just that."""
        return self.pinned if self.sort == "relevance" else ()

    def without(self, facet: str) -> Query:
        """The same question without one facet's own parameter."""
        special: dict[str, dict[str, Any]] = {
            "wheelchair": {"wheelchair": None},
            "language_level": {"language_level": ""},
            "place": {"point": None, "radius_km": None, "place_exact": False},
        }
        empty = special.get(facet, {facet: ()})
        return replace(self, **empty)


@dataclass(frozen=True)
class Hit:
    """One result, as the page and the API show it."""

    id: str
    external_id: str
    title: str
    summary: str
    organisation: str | None
    place: str
    distance_km: float | None
    themes: tuple[str, ...]
    status: str
    url: str
    source: dict[str, Any] = field(default_factory=dict)
    highlighted: bool = False
    shared_by: str | None = None


@dataclass(frozen=True)
class FacetValue:
    value: str
    label: str
    count: int


@dataclass(frozen=True)
class Answer:
    count: int
    hits: tuple[Hit, ...]
    facets: dict[str, tuple[FacetValue, ...]]
    engine: str
    count_is_minimum: bool = False
    did_you_mean: str | None = None
    next_after: tuple[Any, ...] | None = None


@dataclass(frozen=True)
class Key:
    """A document by its object; `version` grows with every change, and a lower one never overwrites a higher one."""

    object_id: int
    version: int


class EngineAway(Exception):
    """The engine cannot answer now; another one may."""


class EngineEmpty(EngineAway):
    """The engine is there and has nothing yet: it is new, or a release gave its documents another shape."""


class Engine(Protocol):
    name: str

    def search(self, query: Query, site_id: int) -> Answer:
        """Answer a question; raises EngineAway."""

    def write(self, documents: Iterable[dict[str, Any]], deleted: Iterable[Key]) -> dict[int, str]:
        """Store and remove documents; returns {object id: error} for those that were refused."""
