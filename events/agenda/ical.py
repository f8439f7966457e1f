"""Outside the usual files of a slice: events as iCalendar (RFC 5545). Pure, given the events."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

import icalendar
from django.utils import timezone

from events.agenda.models import Event
from events.agenda.wording import where_text
from portal.calendars import subscription

DOMAIN = "agenda.welzijnsportaal"


def calendar(events: Iterable[Event], *, name: str, address: str) -> bytes:
    """A calendar of events. `address` is the host with scheme, for the links.

    The same event has the same UID everywhere, and a higher SEQUENCE after each change that guests must know of, so a
    calendar that has it already moves it instead of showing it twice.
    """
    found = subscription(what="Agenda", name=name, refreshed=timedelta(hours=6))
    for event in events:
        found.add_component(entry(event, address))
    return found.to_ical()


def entry(event: Event, address: str) -> icalendar.Event:
    row = icalendar.Event()
    row.add("uid", f"{event.uuid}@{DOMAIN}")
    row.add("sequence", event.sequence)
    row.add("dtstamp", event.updated_at.astimezone(timezone.get_fixed_timezone(0)))
    row.add("dtstart", timezone.localtime(event.starts_at))
    row.add("dtend", timezone.localtime(event.ends_at))
    row.add("summary", event.title)
    row.add("location", where_text(event))
    row.add("description", "\n\n".join(part for part in (event.cancelled_reason, event.summary) if part))
    row.add("url", address + event.get_absolute_url())
    row.add("status", "CANCELLED" if event.is_cancelled else "CONFIRMED")
    return row
