from __future__ import annotations

import math
import re
import unicodedata

from portal.places.models import Neighbourhood, Place, Postcode

EARTH_RADIUS_KM = 6371.0088
POSTCODE = re.compile(r"^([1-9]\d{3})\s?([A-Za-z]{2})?$")


def place_key(text: str) -> str:
    """The form in which names are compared: lower case, no accents, apostrophes or doubled spaces."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return re.sub(r"[\s'’‘`.-]+", " ", bare.lower()).strip()


def find_place(text: str) -> Place | None:
    """The place of that name, the largest when there are several."""
    key = place_key(text)
    if not key:
        return None
    return Place.objects.filter(key=key).order_by("-population").first() or find_alias(key)


def find_alias(key: str) -> Place | None:
    """A place that is also known by this name; `aliases` holds keys."""
    for place in Place.objects.exclude(aliases=[]).order_by("-population"):
        if key in place.aliases:
            return place
    return None


def is_postcode(text: str) -> bool:
    return bool(POSTCODE.match(text.strip()))


def find_postcode(text: str) -> Postcode | None:
    """The postcode itself, else the area of its four digits; None when neither is in the table."""
    match = POSTCODE.match(text.strip())
    if match is None:
        return None
    digits, letters = match.groups()
    codes = [digits + letters.upper(), digits] if letters else [digits]
    found = {postcode.code: postcode for postcode in Postcode.objects.filter(code__in=codes)}
    for code in codes:
        if code in found:
            return found[code]
    return Postcode.objects.filter(code__startswith=digits).order_by("code").first()


def neighbourhoods_of(site_id: int) -> list[Neighbourhood]:
    return list(Neighbourhood.objects.filter(site_id=site_id))


def distance_km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Great-circle distance between two (latitude, longitude) pairs in degrees, in kilometres."""
    lat1, lon1, lat2, lon2 = map(math.radians, (*a, *b))
    h = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(min(1.0, math.sqrt(h)))
