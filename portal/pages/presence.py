"""Outside the usual files of a slice: pure reckoning with where a worker is, without the database.

Times are local wall-clock times of the site. On a public holiday nobody is there, unless that day has a row of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from portal.workdays import public_holidays

DAYS_AHEAD = 21


@dataclass(frozen=True)
class Here:
    """One stretch at one place. `walk_in`: one can just come in; else by appointment."""

    opens: time
    closes: time
    where: str
    note: str = ""
    walk_in: bool = True
    place_id: int | None = None


@dataclass(frozen=True)
class Away:
    """Not there from the first up to and including the last day; `stand_in` is the number of a worker's page."""

    first: date
    last: date
    reason: str
    stand_in: int | None = None

    def holds(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True)
class Rota:
    """A worker's week (0 is Monday), the days that differ, the absences, and the last working day."""

    week: Mapping[int, tuple[Here, ...]] = field(default_factory=dict)
    extra: Mapping[date, tuple[Here, ...]] = field(default_factory=dict)
    away: tuple[Away, ...] = ()
    last_day: date | None = None

    def away_on(self, day: date) -> Away | None:
        return next((absence for absence in self.away if absence.holds(day)), None)

    def usual(self, day: date) -> tuple[Here, ...]:
        """Where the worker would be, absence or not."""
        if self.last_day and day > self.last_day:
            return ()
        if day in self.extra:
            return self.extra[day]
        return () if day in public_holidays(day.year) else self.week.get(day.weekday(), ())

    def on(self, day: date) -> tuple[Here, ...]:
        return () if self.away_on(day) else self.usual(day)


@dataclass(frozen=True)
class Day:
    """One day of the list: where, or away."""

    date: date
    ahead: int
    stretches: tuple[Here, ...]
    away: Away | None


def here_now(rota: Rota, now: datetime) -> Here | None:
    """The stretch that holds at a local moment; one where anybody may walk in goes before an appointment."""
    found = [each for each in rota.on(now.date()) if each.opens <= now.time() < each.closes]
    return min(found, key=lambda each: not each.walk_in, default=None)


def next_edge(rota: Rota, now: datetime) -> datetime | None:
    """When today something begins or ends, so that what is said now is no longer true; None for the rest of today."""
    edges = [edge for each in rota.usual(now.date()) for edge in (each.opens, each.closes) if edge > now.time()]
    return datetime.combine(now.date(), min(edges)) if edges else None


def next_walk_in(rota: Rota, now: datetime) -> tuple[date, Here] | None:
    """The first time from now on that anybody may walk in."""
    for ahead in range(DAYS_AHEAD):
        day = now.date() + timedelta(days=ahead)
        for each in rota.on(day):
            if each.walk_in and (ahead or each.opens > now.time()):
                return day, each
    return None


def coming_days(rota: Rota, now: datetime, most: int = 4) -> list[Day]:
    """The next days that a visitor can use: where the worker is, and the working days that he or she is away.

    Of today only what still begins. Days on which nobody expects the worker are left out.
    """
    found: list[Day] = []
    for ahead in range(DAYS_AHEAD):
        day = now.date() + timedelta(days=ahead)
        usual = tuple(each for each in rota.usual(day) if ahead or each.opens > now.time())
        if usual:
            away = rota.away_on(day)
            found.append(Day(day, ahead, () if away else usual, away))
        if len(found) == most:
            break
    return found
