"""Outside the usual files of a slice: what the agenda gives to pages below it: rows for a block, where a code leads."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse

from events.agenda.emails import token_of
from events.agenda.queries import coming_events, filtered, find_by_code, with_parts, with_waiting
from events.agenda.wording import offer_text, true_until, when_text, where_text
from portal.pages.rooms import RoomItem


def upcoming_for_pages(site_id: int, theme: str, count: int) -> Sequence[RoomItem]:
    """The next events as rows: when, where, what it costs and whether there is a place."""
    events = filtered(coming_events(site_id), themes=[theme] if theme else [])
    return [
        RoomItem(
            event.title,
            event.get_absolute_url(),
            (when_text(event), where_text(event), offer_text(event)),
            until=true_until([event]),
        )
        for event in with_waiting(with_parts(events))[:count]
    ]


def address_of_code(site_id: int, text: str) -> str | None:
    found = find_by_code(site_id, text)
    return reverse("agenda:place", args=[token_of(found)]) if found is not None else None
