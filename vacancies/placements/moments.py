"""Outside the usual files of a slice: pure reckoning with the half days on which we can ring somebody back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils.translation import gettext as _

from portal.pages.opening import Schedule, clock, day_words

NOON = time(12)
# Whoever asks at five to twelve is not promised a call before twelve.
NOTICE = timedelta(hours=1)
DAYS_AHEAD = 14


@dataclass(frozen=True)
class Moment:
    """A half day on which we are open; `due` is a local moment without a time zone, before which we ring."""

    value: str
    label: str
    due: datetime


def call_moments(schedule: Schedule, now: datetime, count: int = 2) -> list[Moment]:
    """The next half days, as somebody would name them; empty when no opening hours are known."""
    found: list[Moment] = []
    for ahead in range(DAYS_AHEAD):
        day = now.date() + timedelta(days=ahead)
        found += [half for half in halves(schedule, day, now) if half.due - now >= NOTICE]
        if len(found) >= count:
            break
    return found[:count]


def halves(schedule: Schedule, day: date, now: datetime) -> list[Moment]:
    """Before and after twelve, as far as we are open then."""
    stretches = schedule.on(day)
    made = []
    before = [stretch for stretch in stretches if stretch.opens < NOON]
    after = [stretch for stretch in stretches if stretch.closes > NOON]
    words = {"day": (day_words(datetime.combine(day, NOON), now) or _("vandaag")), "time": clock(NOON)}
    if before:
        due = datetime.combine(day, min(NOON, before[-1].closes))
        label = _("%(day)s voor %(time)s uur") % words
        made.append(Moment(f"{day:%Y-%m-%d}-voor", capital(label), due))
    if after:
        label = _("%(day)s na %(time)s uur") % words
        made.append(Moment(f"{day:%Y-%m-%d}-na", capital(label), datetime.combine(day, after[-1].closes)))
    return made


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]
