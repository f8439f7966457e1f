"""Outside the usual files of a slice: one agreed moment as iCalendar (RFC 5545). Pure, given the moment."""

from __future__ import annotations

from datetime import UTC

import icalendar
from django.utils import timezone
from django.utils.translation import gettext as _

from community.moments.enums import MomentState
from community.moments.models import Moment
from portal.calendars import empty_calendar

DOMAIN = "moment.welzijnsportaal"


def calendar(moment: Moment, *, url: str) -> bytes:
    """A calendar with one entry. The UID stays and SEQUENCE rises, so that a moved or cancelled moment replaces itself.

    What somebody wrote about their question is not in it: calendars are shared with others.
    """
    called_off = moment.state in {MomentState.REFUSED, MomentState.WITHDRAWN}
    found = empty_calendar(what="Moment", method="CANCEL" if called_off else "PUBLISH")
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
