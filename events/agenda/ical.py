"""Outside the usual files of a slice: events as iCalendar (RFC 5545). Pure, given the events."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

import icalendar
from django.utils import timezone

from events.agenda.models import Event
from events.agenda.wording import where_text

ZONE = "Europe/Amsterdam"
DOMAIN = "agenda.welzijnsportaal"


def calendar(events: Iterable[Event], *, name: str, address: str) -> bytes:
    """A calendar of events. `address` is the host with scheme, for the links.

    The same event has the same UID everywhere, and a higher SEQUENCE after each change that guests must know of, so a
    calendar that has it already moves it instead of showing it twice.
    """
    found = icalendar.Calendar()
    for key, value in (
        ("prodid", "-//Welzijnsportaal//Agenda//NL"),
        ("version", "2.0"),
        ("calscale", "GREGORIAN"),
        ("method", "PUBLISH"),
        ("x-wr-calname", name),
        ("x-wr-timezone", ZONE),
        ("refresh-interval", timedelta(hours=6)),
    ):
        found.add(key, value)
    found.add_component(amsterdam())
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


def amsterdam() -> icalendar.Timezone:
    """The zone with the rule that the European Union has had since 1996 (directive 2000/84/EC)."""
    zone = icalendar.Timezone()
    zone.add("tzid", ZONE)
    summer, winter = icalendar.TimezoneDaylight(), icalendar.TimezoneStandard()
    for part, name, start, before, after, month in (
        (summer, "CEST", datetime(1996, 3, 31, 2), 1, 2, 3),
        (winter, "CET", datetime(1996, 10, 27, 3), 2, 1, 10),
    ):
        part.add("tzname", name)
        part.add("dtstart", start)
        part.add("tzoffsetfrom", timedelta(hours=before))
        part.add("tzoffsetto", timedelta(hours=after))
        part.add("rrule", {"freq": "yearly", "bymonth": month, "byday": "-1su"})
        zone.add_component(part)
    return zone
