"""Outside the usual files of a slice: pure reckoning with opening hours, without the database.

Times are local wall-clock times of the site (Europe/Amsterdam). A public holiday is closed unless an exception of that
day says otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.utils.dateformat import format as format_date
from django.utils.dateformat import time_format
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from portal.workdays import public_holidays

DAYS_AHEAD = 60


@dataclass(frozen=True)
class Stretch:
    opens: time
    closes: time


@dataclass(frozen=True)
class Schedule:
    """The stretches of each weekday (0 is Monday), and of the days that differ; an empty tuple is closed."""

    week: Mapping[int, tuple[Stretch, ...]] = field(default_factory=dict)
    exceptions: Mapping[date, tuple[Stretch, ...]] = field(default_factory=dict)

    def on(self, day: date) -> tuple[Stretch, ...]:
        if day in self.exceptions:
            return self.exceptions[day]
        if day in public_holidays(day.year):
            return ()
        return self.week.get(day.weekday(), ())


@dataclass(frozen=True)
class Opening:
    """How it stands at one moment: open until `changes`, or closed until `changes`; None is not known."""

    is_open: bool
    now: datetime
    changes: datetime | None


def opening_at(schedule: Schedule, now: datetime) -> Opening:
    """`now` is a local moment without a time zone."""
    for stretch in schedule.on(now.date()):
        if stretch.opens <= now.time() < stretch.closes:
            return Opening(True, now, datetime.combine(now.date(), stretch.closes))
    for ahead in range(DAYS_AHEAD):
        day = now.date() + timedelta(days=ahead)
        for stretch in schedule.on(day):
            start = datetime.combine(day, stretch.opens)
            if start > now:
                return Opening(False, now, start)
    return Opening(False, now, None)


def clock(moment: time) -> str:
    """9.00 in Dutch, 9:00 in English."""
    return time_format(moment, pgettext("tijd", "G.i"))


def day_words(moment: datetime, now: datetime) -> str:
    """Empty for today, else the day as one says it."""
    ahead = (moment.date() - now.date()).days
    if ahead == 0:
        return ""
    if ahead == 1:
        return _("morgen")
    if ahead < 7:
        return str(WEEKDAYS[moment.weekday()])
    return format_date(moment, pgettext("datum", "l j F"))


def open_text(opening: Opening, location: str) -> str:
    """One line for the strip on top, such as "Open in De Peilstok tot 17.00 uur"; empty when nothing is known."""
    if opening.changes is None:
        return ""
    words = {
        "location": location,
        "time": clock(opening.changes.time()),
        "day": day_words(opening.changes, opening.now),
    }
    if opening.is_open and location:
        return _("Open in %(location)s tot %(time)s uur") % words
    if opening.is_open:
        return _("Open tot %(time)s uur") % words
    if not words["day"]:
        return _("Dicht tot %(time)s uur") % words
    return _("Dicht tot %(day)s %(time)s uur") % words


def again_text(opening: Opening) -> str:
    """When we answer the telephone again, as a heading; empty while open or when nothing is known."""
    if opening.is_open or opening.changes is None:
        return ""
    words = {"time": clock(opening.changes.time()), "day": day_words(opening.changes, opening.now)}
    if not words["day"]:
        return _("Om %(time)s uur nemen wij weer op") % words
    sentence = _("%(day)s om %(time)s uur nemen wij weer op") % words
    return sentence[:1].upper() + sentence[1:]


def hours_text(schedule: Schedule) -> str:
    """The week in sentences: "Maandag tot en met vrijdag, 9.00 tot 17.00 uur."."""
    sentences = []
    first = 0
    for weekday in range(7):
        stretches = schedule.week.get(weekday, ())
        if weekday < 6 and schedule.week.get(weekday + 1, ()) == stretches:
            continue
        if stretches:
            sentences.append(
                _("%(days)s, %(hours)s.") % {"days": days_text(first, weekday), "hours": stretches_text(stretches)}
            )
        first = weekday + 1
    return " ".join(sentences)


def days_text(first: int, last: int) -> str:
    words = {"first": str(WEEKDAYS[first]), "last": str(WEEKDAYS[last])}
    if first == last:
        text = words["first"]
    elif last == first + 1:
        text = _("%(first)s en %(last)s") % words
    else:
        text = _("%(first)s tot en met %(last)s") % words
    return text[:1].upper() + text[1:]


def stretches_text(stretches: tuple[Stretch, ...]) -> str:
    parts = [
        _("%(opens)s tot %(closes)s uur") % {"opens": clock(stretch.opens), "closes": clock(stretch.closes)}
        for stretch in stretches
    ]
    return _(" en ").join(parts)
