"""Outside the usual files of a slice: a week and a month laid out for the page. Pure, given the events."""

from __future__ import annotations

import calendar
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.utils import timezone

from events.agenda.models import Event

MORNING, AFTERNOON, EVENING = "morning", "afternoon", "evening"
DOTS = 3


def part_of_day(moment: datetime) -> str:
    hour = timezone.localtime(moment).hour
    return MORNING if hour < 12 else AFTERNOON if hour < 17 else EVENING


@dataclass
class Day:
    """One day of the week: its events per part of the day, in the order of the clock."""

    day: date
    today: date
    parts: dict[str, list[Event]] = field(default_factory=lambda: {MORNING: [], AFTERNOON: [], EVENING: []})

    @property
    def count(self) -> int:
        return sum(map(len, self.parts.values()))

    @property
    def is_today(self) -> bool:
        return self.day == self.today

    @property
    def is_spent(self) -> bool:
        """Whether everything of this day is over."""
        return all(event.is_past for events in self.parts.values() for event in events)

    @property
    def is_past(self) -> bool:
        return self.day < self.today


def days_of(monday: date, events: Iterable[Event], today: date) -> list[Day]:
    """The seven days that begin at `monday`."""
    days = {monday + timedelta(days=n): Day(monday + timedelta(days=n), today) for n in range(7)}
    for event in events:
        days[timezone.localtime(event.starts_at).date()].parts[part_of_day(event.starts_at)].append(event)
    return list(days.values())


@dataclass(frozen=True)
class Cell:
    """One day of the month: how many events it has, and the week that it leads to."""

    day: date
    count: int
    in_month: bool
    is_today: bool

    @property
    def dots(self) -> range:
        return range(min(self.count, DOTS))


def month_of(monday: date, moments: Iterable[datetime], today: date) -> list[tuple[date, list[Cell]]]:
    """The weeks of the month that the week is in, as (Monday, days)."""
    counts = Counter(timezone.localtime(moment).date() for moment in moments)
    middle = monday + timedelta(days=3)
    weeks = calendar.Calendar().monthdatescalendar(middle.year, middle.month)
    return [
        (week[0], [Cell(day, counts[day], day.month == middle.month, day == today) for day in week]) for week in weeks
    ]


def month_span(monday: date) -> tuple[date, int]:
    """First day and number of days that the month above shows."""
    middle = monday + timedelta(days=3)
    weeks = calendar.Calendar().monthdatescalendar(middle.year, middle.month)
    return weeks[0][0], 7 * len(weeks)


def month_beside(monday: date, step: int) -> date:
    """The Monday of the week with the first day of the month before (-1) or after (1)."""
    middle = monday + timedelta(days=3)
    month = middle.month - 1 + step
    first = date(middle.year + month // 12, month % 12 + 1, 1)
    # The week belongs to the month that its Thursday is in.
    start = first - timedelta(days=first.weekday())
    return start if (start + timedelta(days=3)).month == first.month else start + timedelta(weeks=1)
