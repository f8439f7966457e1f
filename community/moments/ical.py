"""Outside the usual files of a slice: one agreed moment as iCalendar (RFC 5545). Pure, given the moment."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import icalendar
from django.utils import timezone
from django.utils.translation import gettext as _

from community.moments.enums import MomentState
from community.moments.models import Moment

ZONE = "Europe/Amsterdam"
DOMAIN = "moment.welzijnsportaal"


def calendar(moment: Moment, *, url: str) -> bytes:
    """A calendar with one entry. The UID stays and SEQUENCE rises, so that a moved or cancelled moment replaces itself.

    What somebody wrote about their question is not in it: calendars are shared with others.
    """
    called_off = moment.state in {MomentState.REFUSED, MomentState.WITHDRAWN}
    found = icalendar.Calendar()
    found.add("prodid", "-//Welzijnsportaal//Moment//NL")
    found.add("version", "2.0")
    found.add("method", "CANCEL" if called_off else "PUBLISH")
    found.add_component(amsterdam())
    row = icalendar.Event()
    row.add("uid", f"{moment.uuid}@{DOMAIN}")
    row.add("sequence", moment.sequence)
    row.add("dtstamp", moment.changed_at.astimezone(UTC))
    row.add("dtstart", timezone.localtime(moment.starts_at))
    row.add("dtend", timezone.localtime(moment.ends_at))
    row.add("summary", _("Moment met %(name)s") % {"name": moment.first_name})
    row.add("location", moment.where)
    row.add("url", url)
    row.add("status", "CANCELLED" if called_off else "CONFIRMED")
    found.add_component(row)
    return found.to_ical()


def amsterdam() -> icalendar.Timezone:
    """The zone with the rule that the European Union has had since 1996 (directive 2000/84/EC)."""
    zone = icalendar.Timezone()
    zone.add("tzid", ZONE)
    for part, name, start, before, after, month in (
        (icalendar.TimezoneDaylight(), "CEST", datetime(1996, 3, 31, 2), 1, 2, 3),
        (icalendar.TimezoneStandard(), "CET", datetime(1996, 10, 27, 3), 2, 1, 10),
    ):
        part.add("tzname", name)
        part.add("dtstart", start)
        part.add("tzoffsetfrom", timedelta(hours=before))
        part.add("tzoffsetto", timedelta(hours=after))
        part.add("rrule", {"freq": "yearly", "bymonth": month, "byday": "-1su"})
        zone.add_component(part)
    return zone
