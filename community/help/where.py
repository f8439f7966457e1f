"""Outside the usual files of a slice: from what somebody types to a neighbourhood, and to no more than that."""

from __future__ import annotations

from dataclasses import dataclass

from portal.places.models import Neighbourhood
from portal.places.queries import (
    POSTCODE,
    find_place,
    find_postcode,
    neighbourhood_of_postcode,
    neighbourhoods_above,
)


@dataclass(frozen=True)
class Where:
    """The place, four digits at most, and the middle of the neighbourhood or of the place."""

    place: str
    postcode: str = ""
    neighbourhood: Neighbourhood | None = None
    latitude: float | None = None
    longitude: float | None = None


def find_where(site_id: int, text: str) -> Where | None:
    """A postcode, a neighbourhood of the site or a place; None when we know none of that name."""
    text = text.strip()
    if match := POSTCODE.match(text):
        return of_postcode(site_id, text, match[1])
    node = Neighbourhood.objects.filter(site_id=site_id, name__iexact=text).order_by("-level").first()
    place = find_place(text)
    if node is not None and not (place and node.level == "GM"):
        return of_neighbourhood(node)
    return Where(place.name, "", None, place.latitude, place.longitude) if place else None


def of_postcode(site_id: int, text: str, digits: str) -> Where | None:
    node = neighbourhood_of_postcode(site_id, text)
    if node is not None:
        return of_neighbourhood(node, digits)
    found = find_postcode(digits)
    if found is None:
        return None
    place = find_place(found.place_name)
    point = (place.latitude, place.longitude) if place else (round(found.latitude, 2), round(found.longitude, 2))
    return Where(found.place_name, digits, None, *point)


def of_neighbourhood(node: Neighbourhood, digits: str = "") -> Where:
    above = neighbourhoods_above(node)
    name = above[0].name if above else node.name
    latitude, longitude = node.latitude, node.longitude
    if latitude is None or longitude is None:
        place = find_place(name)
        latitude, longitude = (place.latitude, place.longitude) if place else (None, None)
    return Where(name, digits, node, latitude, longitude)


def rounded(where: Where | None, latitude: float | None, longitude: float | None) -> tuple[float | None, float | None]:
    """The middle of the neighbourhood or place; without one the point itself, to about a kilometre."""
    if where is not None and where.latitude is not None:
        return where.latitude, where.longitude
    if latitude is None or longitude is None:
        return None, None
    return round(latitude, 2), round(longitude, 2)
