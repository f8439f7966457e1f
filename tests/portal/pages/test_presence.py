"""Pure reckoning with where a worker is: 23 November 2026 is a Monday."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest

from portal.pages.presence import Away, Here, Rota, coming_days, here_now, next_edge, next_walk_in

MORNING = Here(time(9), time(12), "De Peilstok", "aan de leestafel")
VISITS = Here(time(13), time(16), "Op huisbezoek", walk_in=False)
ROTA = Rota(
    week={0: (MORNING,), 2: (VISITS,), 3: (MORNING, VISITS), 4: (MORNING,)},
    extra={date(2026, 11, 24): (VISITS,), date(2026, 12, 25): (MORNING,)},
    away=(Away(date(2026, 11, 27), date(2026, 11, 30), "free", 7),),
    last_day=date(2026, 12, 28),
)


@pytest.mark.parametrize(
    ("moment", "where"),
    [
        (datetime(2026, 11, 23, 8, 59), None),
        (datetime(2026, 11, 23, 9, 0), "De Peilstok"),
        (datetime(2026, 11, 23, 12, 0), None),
        (datetime(2026, 11, 24, 14, 0), "Op huisbezoek"),
        (datetime(2026, 11, 27, 10, 0), None),
        (datetime(2026, 12, 25, 10, 0), "De Peilstok"),
        (datetime(2027, 1, 4, 10, 0), None),
    ],
)
def test_present_by_the_week_the_day_the_absence_and_the_last_day(moment, where):
    found = here_now(ROTA, moment)
    assert (found.where if found else None) == where


def test_nobody_is_there_on_a_public_holiday_without_a_row_of_its_own():
    boxing_day = Rota(week={5: (MORNING,)})
    assert here_now(boxing_day, datetime(2026, 12, 26, 10, 0)) is None
    assert here_now(boxing_day, datetime(2026, 12, 19, 10, 0)) == MORNING


def test_next_time_to_walk_in_passes_over_visits_and_absences():
    assert next_walk_in(ROTA, datetime(2026, 11, 23, 8, 0)) == (date(2026, 11, 23), MORNING)
    assert next_walk_in(ROTA, datetime(2026, 11, 23, 12, 0)) == (date(2026, 11, 26), MORNING)
    assert next_walk_in(ROTA, datetime(2026, 11, 27, 8, 0)) == (date(2026, 12, 3), MORNING)
    assert next_walk_in(Rota(), datetime(2026, 11, 23, 8, 0)) is None


def test_days_to_come_hold_absences_on_days_that_one_would_come():
    days = coming_days(ROTA, datetime(2026, 11, 25, 17, 0))
    assert [(day.date.day, day.ahead, len(day.stretches), bool(day.away)) for day in days] == [
        (26, 1, 2, False),
        (27, 2, 0, True),
        (30, 5, 0, True),
        (2, 7, 1, False),
    ]


def test_what_is_said_is_true_until_something_begins_or_ends():
    assert next_edge(ROTA, datetime(2026, 11, 26, 8, 0)) == datetime(2026, 11, 26, 9, 0)
    assert next_edge(ROTA, datetime(2026, 11, 26, 9, 0)) == datetime(2026, 11, 26, 12, 0)
    assert next_edge(ROTA, datetime(2026, 11, 26, 16, 0)) is None


def test_what_already_began_today_is_not_in_the_list():
    days = coming_days(ROTA, datetime(2026, 11, 26, 10, 0), most=1)
    assert [each.where for each in days[0].stretches] == ["Op huisbezoek"]
