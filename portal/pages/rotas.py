"""Outside the usual files of a slice: from the rows of editors to the pure reckoning of presence and opening."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from portal.pages.models import MeetingPlacePage, WorkerPage
from portal.pages.opening import Schedule, Stretch
from portal.pages.presence import Away, Here, Rota


def rota_of(page: WorkerPage) -> Rota:
    """Three queries for a page; none when its rows and their places were prefetched (`with_rotas`)."""
    week: dict[int, tuple[Here, ...]] = {}
    for row in page.hours.all():
        week[row.weekday] = (*week.get(row.weekday, ()), here(row))
    extra: dict[date, tuple[Here, ...]] = {}
    for row in page.extra_days.all():
        extra[row.day] = (*extra.get(row.day, ()), here(row))
    away = tuple(Away(row.first_day, row.last_day, row.reason, row.stand_in_id) for row in page.absences.all())
    return Rota(week, extra, away, page.leaves_on)


def here(row: Any) -> Here:
    place = row.place
    return Here(
        opens=row.opens,
        closes=row.closes,
        where=place.title if place is not None else row.where,
        note=row.note,
        walk_in=row.kind == "walk_in",
        place_id=row.place_id,
    )


def schedule_of_place(page: MeetingPlacePage) -> Schedule:
    week: dict[int, tuple[Stretch, ...]] = {}
    for row in page.hours.all():
        week[row.weekday] = (*week.get(row.weekday, ()), Stretch(row.opens, row.closes))
    return Schedule(week, days_of(page.other_days.all()))


def days_of(rows: Iterable[Any]) -> dict[date, tuple[Stretch, ...]]:
    return {row.day: ((Stretch(row.opens, row.closes),) if row.opens and row.closes else ()) for row in rows}
