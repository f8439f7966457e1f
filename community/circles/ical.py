"""Outside the usual files of a slice: what a seat sees of the week, as iCalendar (RFC 5545). Pure, given the rows."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

import icalendar
from django.utils import timezone
from django.utils.translation import gettext as _

from community.circles.enums import ItemKind, ItemState
from community.circles.models import CircleItem
from portal.calendars import subscription

DOMAIN = "kring.welzijnsportaal"


def calendar(items: Iterable[CircleItem], *, name: str) -> bytes:
    """A calendar without links: whoever's telephone shows it, the words behind the link stay on the site."""
    found = subscription(what="Kring", name=name, refreshed=timedelta(hours=1))
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
