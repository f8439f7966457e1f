from __future__ import annotations

from datetime import datetime, time, timedelta

from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.notices.enums import Rhythm

MORNING = time(8, 0)


def in_quiet_hours(now: time, start: time, end: time) -> bool:
    """Whether `now` lies from `start` to `end`; over midnight when the end comes before the start."""
    return start <= now < end if start <= end else now >= start or now < end


def earliest(now: datetime, rhythm: str, quiet: tuple[time, time] | None) -> datetime | None:
    """When a message may go at the earliest: None is at once, a digest goes at eight in the morning."""
    local = timezone.localtime(now)
    if rhythm == Rhythm.DAILY:
        return next_at(local, MORNING)
    if rhythm == Rhythm.WEEKLY:
        morning = next_at(local, MORNING)
        return at(morning + timedelta(days=-morning.weekday() % 7), MORNING)
    if quiet is not None and in_quiet_hours(local.time(), *quiet):
        return next_at(local, quiet[1])
    return None


def next_at(local: datetime, moment: time) -> datetime:
    """The next time that the clock shows `moment`."""
    today = at(local, moment)
    return today if today > local else at(local + timedelta(days=1), moment)


def at(day: datetime, moment: time) -> datetime:
    return timezone.make_aware(datetime.combine(day.date(), moment))


BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS", "Firefox"),
    ("Chrome/", "Chrome"),
    ("CriOS", "Chrome"),
    ("Safari/", "Safari"),
)
MACHINES = (
    ("iPhone", _("een iPhone")),
    ("iPad", _("een iPad")),
    ("Android", _("een telefoon of tablet met Android")),
    ("CrOS", _("een Chromebook")),
    ("Windows", _("een computer met Windows")),
    ("Macintosh", _("een Mac")),
    ("Linux", _("een computer met Linux")),
)


def device_name(agent: str) -> str:
    """A browser and a machine in plain words, from what the browser says of itself."""
    browser = next((name for mark, name in BROWSERS if mark in agent), gettext("Een browser"))
    machine = next((str(name) for mark, name in MACHINES if mark in agent), gettext("een apparaat"))
    return gettext("%(browser)s op %(machine)s") % {"browser": browser, "machine": machine}
