from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Collection

from portal.places.models import Neighbourhood, NeighbourhoodPostcode, Place, Postcode

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
    return Place.objects.filter(key=key).order_by("-population").first() or find_aliases([key]).get(key)


def find_places(texts: Collection[str]) -> dict[str, Place | Postcode]:
    """The places and postcodes of these texts, as far as they are known; the names are looked up together."""
    keys = {text: place_key(text) for text in texts if not is_postcode(text)}
    rows = Place.objects.filter(key__in=set(keys.values()) - {""}).order_by("population")
    named = {place.key: place for place in rows}
    found: dict[str, Place | Postcode] = {text: named[key] for text, key in keys.items() if key in named}
    for text in set(texts) - set(found):
        other = find_postcode(text) if is_postcode(text) else find_place(text)
        if other is not None:
            found[text] = other
    return found


def find_aliases(keys: Collection[str]) -> dict[str, Place]:
    """{key: place} of what is also known by one of these names, the largest place first; `aliases` holds keys."""
    found: dict[str, Place] = {}
    for place in Place.objects.exclude(aliases=[]).order_by("-population"):
        for key in set(place.aliases).intersection(keys):
            found.setdefault(key, place)
    return found


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


def neighbourhood_tree(site_id: int) -> list[tuple[int, Neighbourhood]]:
    """Every node with its depth (0 is the top), each one directly before what lies in it, by name. One query."""
    below: dict[int | None, list[Neighbourhood]] = {}
    for node in neighbourhoods_of(site_id):
        below.setdefault(node.parent_id, []).append(node)

    def walk(parent: int | None, depth: int) -> list[tuple[int, Neighbourhood]]:
        return [found for node in below.get(parent, []) for found in ((depth, node), *walk(node.pk, depth + 1))]

    return walk(None, 0)


def neighbourhoods_within(node: Neighbourhood) -> list[Neighbourhood]:
    """The node itself and whatever lies in it, at every level. One query."""
    return nodes_within(neighbourhood_tree(node.site_id), node)


def nodes_within(tree: list[tuple[int, Neighbourhood]], node: Neighbourhood) -> list[Neighbourhood]:
    """The same of a tree that was read already."""
    start = next((place for place, (_depth, each) in enumerate(tree) if each.pk == node.pk), None)
    if start is None:
        return [node]
    found = [tree[start]]
    for depth, each in tree[start + 1 :]:
        if depth <= tree[start][0]:
            break
        found.append((depth, each))
    return [each for _depth, each in found]


def slugs_within(site_id: int, slug: str) -> tuple[str, ...]:
    """The slugs that a filter on this one means: who asks for a wijk also asks for its buurten."""
    node = Neighbourhood.objects.filter(site_id=site_id, slug=slug).first()
    return tuple(each.slug for each in neighbourhoods_within(node)) if node else (slug,)


def neighbourhoods_above(node: Neighbourhood) -> list[Neighbourhood]:
    """From the top down to the parent of the node."""
    by_key = {each.pk: each for each in neighbourhoods_of(node.site_id)}
    found: list[Neighbourhood] = []
    while node.parent_id in by_key and len(found) < len(by_key):
        node = by_key[node.parent_id]
        found.insert(0, node)
    return found


def neighbourhood_of_postcode(site_id: int, text: str) -> Neighbourhood | None:
    """Where a postcode lies: by all six characters, else by its four digits; None when it is not known or none."""
    match = POSTCODE.match(text.strip())
    if match is None:
        return None
    digits, letters = match.groups()
    codes = [digits + letters.upper(), digits] if letters else [digits]
    rows = NeighbourhoodPostcode.objects.filter(site_id=site_id, code__in=codes).select_related("neighbourhood")
    found = {row.code: row.neighbourhood for row in rows}
    return next((found[code] for code in codes if code in found), None)


def distance_km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Great-circle distance between two (latitude, longitude) pairs in degrees, in kilometres."""
    lat1, lon1, lat2, lon2 = map(math.radians, (*a, *b))
    h = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(min(1.0, math.sqrt(h)))
