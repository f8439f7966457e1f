"""Outside the usual files of a slice: what a seat sees of the week, as iCalendar (RFC 5545). Pure, given the rows."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

import icalendar
from django.utils import timezone
from django.utils.translation import gettext as _

from community.circles.enums import ItemKind, ItemState
from community.circles.models import CircleItem

ZONE = "Europe/Amsterdam"
DOMAIN = "kring.welzijnsportaal"


def calendar(items: Iterable[CircleItem], *, name: str) -> bytes:
    """A calendar without links: whoever's telephone shows it, the words behind the link stay on the site."""
    found = icalendar.Calendar()
    for key, value in (
        ("prodid", "-//Welzijnsportaal//Kring//NL"),
        ("version", "2.0"),
        ("calscale", "GREGORIAN"),
        ("method", "PUBLISH"),
        ("x-wr-calname", name),
        ("x-wr-timezone", ZONE),
        ("refresh-interval", timedelta(hours=1)),
    ):
        found.add(key, value)
    found.add_component(amsterdam())
    for item in items:
        found.add_component(entry(item))
    return found.to_ical()


def entry(item: CircleItem) -> icalendar.Event:
    """Without an hour it is of the whole day; one UID, and a higher SEQUENCE after each change."""
    row = icalendar.Event()
    row.add("uid", f"{item.uuid}@{DOMAIN}")
    row.add("sequence", item.sequence)
    row.add("dtstamp", item.changed_at.astimezone(timezone.get_fixed_timezone(0)))
    if item.at is None:
        row.add("dtstart", item.day)
        row.add("dtend", item.day + timedelta(days=1))
    else:
        start = timezone.localtime(item.starts_at)
        row.add("dtstart", start)
        row.add("dtend", start + timedelta(hours=1))
    nobody = item.kind == ItemKind.TASK and not item.who
    row.add("summary", f"{item.title} ({item.who or _('nog niemand')})" if item.who or nobody else item.title)
    if item.place:
        row.add("location", item.place)
    row.add("status", "CANCELLED" if item.state == ItemState.CANCELLED else "CONFIRMED")
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
