"""Dutch working days: Monday to Friday without the public holidays, Liberation Day each year among them."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import lru_cache

import holidays
from django.utils import timezone

END_OF_DAY = time(17, 0)


@lru_cache(maxsize=32)
def public_holidays(year: int) -> frozenset[date]:
    """The Dutch public holidays of a year, Liberation Day included.

    Source: Algemene termijnenwet art. 3 and the `holidays` package, which knows 5 May only as an optional day.
    """
    return frozenset(holidays.country_holidays("NL", years=year)) | {date(year, 5, 5)}


def is_workday(day: date) -> bool:
    return day.weekday() < 5 and day not in public_holidays(day.year)


def add_workdays(start: date, days: int) -> date:
    """The date `days` working days after `start`; `start` itself does not count."""
    day = start
    while days > 0:
        day += timedelta(days=1)
        if is_workday(day):
            days -= 1
    return day


def workdays_between(start: date, end: date) -> int:
    """How many working days lie after `start` up to and including `end`; 0 when `end` is not later."""
    count, day = 0, start
    while day < end:
        day += timedelta(days=1)
        count += is_workday(day)
    return count


def due_moment(received: datetime, days: int) -> datetime:
    """The end of the last working day of an answer promise that was given at `received`."""
    day = add_workdays(timezone.localtime(received).date(), days)
    return timezone.make_aware(datetime.combine(day, END_OF_DAY))
