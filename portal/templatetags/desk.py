"""The rooms of the desk for its navigation: those that somebody may enter, with how much waits in each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import template
from wagtail.models import Site

from portal.desk_rooms import GROUPS, Room

register = template.Library()
# So few rooms need no doors: they stand beside each other.
FLAT = 4


@dataclass(frozen=True)
class Place:
    label: Any
    url: str
    waiting: int
    is_here: bool


@dataclass(frozen=True)
class Group:
    label: Any
    places: list[Place]

    @property
    def waiting(self) -> int:
        return sum(place.waiting for place in self.places)

    @property
    def here(self) -> Place | None:
        return next((place for place in self.places if place.is_here), None)


@register.simple_tag(takes_context=True)
def desk_groups(context: template.Context) -> dict[str, Any]:
    """`groups` in the order of the day, and whether they are few enough to be `flat`."""
    request: Any = context["request"]
    site = Site.find_for_request(request)
    site_id = site.pk if site is not None else 0
    open_to_me = [(label, [room for room in rooms if room.may(request.user, site_id)]) for label, rooms in GROUPS]
    now = room_of(request.resolver_match, [room for _label, rooms in open_to_me for room in rooms])
    groups = [
        Group(label, [place_of(room, request.user, site_id, room is now) for room in rooms])
        for label, rooms in open_to_me
        if rooms
    ]
    return {"groups": groups, "flat": sum(len(group.places) for group in groups) <= FLAT}


def room_of(match: Any, rooms: list[Room]) -> Room | None:
    """The room that a page is in: the one that names it, else the first of its namespace."""
    found = max(rooms, key=lambda room: room.nearness(match), default=None)
    return found if found is not None and found.nearness(match) else None


def place_of(room: Room, user: Any, site_id: int, is_here: bool) -> Place:
    return Place(room.label, room.url, room.waiting(user, site_id) if room.waiting else 0, is_here)
