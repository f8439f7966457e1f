"""From what an engine found to what the page and the API show; the same for both engines."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from community.help.enums import HelpKind
from portal.pagecache.queries import remember
from portal.places.queries import distance_km
from portal.vocabulary.models import Skill, Theme
from search.contract import HELP, VACANCIES, FacetValue, Hit, Query
from vacancies.bank.enums import LANGUAGE_ORDER, Daypart, Frequency, Kind, LanguageLevel, Together

CHOICES: dict[str, Any] = {"kind": Kind, "frequency": Frequency, "together": Together, "daypart": Daypart}


def hit_of(document: dict[str, Any], query: Query) -> Hit:
    partner = next((each for each in query.partners if each.site_id == document["site"]), None)
    return Hit(
        id=document["id"],
        external_id=document["external_id"],
        title=document["title"],
        summary=document["summary"],
        organisation=document["organisation"],
        place=document["place"],
        distance_km=distance_of(document, query),
        themes=tuple(document["theme_names"]),
        status=document["status"],
        url=f"{partner.root_url}{document['url']}" if partner is not None else document["url"],
        source=document,
        highlighted=document["object_id"] in query.pins or document["object_id"] in query.lifted,
        shared_by=partner.name if partner is not None else None,
    )


def distance_of(document: dict[str, Any], query: Query) -> float | None:
    """Kilometres with one decimal; None without a place that was asked for, or without one of its own."""
    location = document["location"]
    if query.point is None or not location:
        return None
    here = (query.point.latitude, query.point.longitude)
    return round(distance_km(here, (location["lat"], location["lon"])), 1)


def facet_values(name: str, counts: dict[Any, int], collection: str = VACANCIES) -> tuple[FacetValue, ...]:
    """All values of a facet, those without a result too; the most frequent first, dayparts as the week has them."""
    if name in {"theme", "skill"}:
        values = [FacetValue(slug, word, counts.get(slug, 0)) for slug, word in known_words(name)]
    elif name == "kind" and collection == HELP:
        values = [FacetValue(v, str(label), counts.get(v, 0)) for v, label in HelpKind.choices]
    elif name in CHOICES:
        values = [FacetValue(v, str(label), counts.get(v, 0)) for v, label in CHOICES[name].choices]
    elif name == "wheelchair":
        return (FacetValue("true", _("Met een rolstoel"), sum(n for value, n in counts.items() if value)),)
    elif name == "language_level":
        return language_values(counts)
    else:
        values = [FacetValue(value, value, n) for value, n in counts.items() if value]
    if name == "daypart":
        return tuple(values)
    return tuple(sorted(values, key=lambda value: (-value.count, value.label.lower())))


def known_words(name: str) -> list[tuple[str, str]]:
    """Slug and word of every theme or skill; kept, because every list asks for them."""
    model = Theme if name == "theme" else Skill
    return remember(f"words.{name}", lambda: list(model.objects.values_list("slug", "name")))


def language_values(counts: dict[Any, int]) -> tuple[FacetValue, ...]:
    """A level counts what needs at most that level."""
    found = []
    for rank, level in enumerate(LANGUAGE_ORDER, 1):
        at_most = sum(n for asked, n in counts.items() if int(asked) <= rank)
        found.append(FacetValue(level.value, str(LanguageLevel(level).label), at_most))
    return tuple(found)
