"""What every iCalendar file of the portal shares (RFC 5545): its head and the one zone its times are in."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import icalendar

ZONE = "Europe/Amsterdam"


def empty_calendar(*, what: str, method: str = "PUBLISH", **properties: Any) -> icalendar.Calendar:
    """A calendar without entries; `what` names the kind in its maker's mark, `properties` with _ for - are added."""
    found = icalendar.Calendar()
    found.add("prodid", f"-//Welzijnsportaal//{what}//NL")
    found.add("version", "2.0")
    found.add("calscale", "GREGORIAN")
    found.add("method", method)
    for name, value in properties.items():
        found.add(name.replace("_", "-"), value)
    found.add_component(amsterdam())
    return found


def subscription(*, what: str, name: str, refreshed: timedelta) -> icalendar.Calendar:
    """An empty calendar that a telephone follows under a name, and asks for again after a while."""
    return empty_calendar(what=what, x_wr_calname=name, x_wr_timezone=ZONE, refresh_interval=refreshed)


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
