from __future__ import annotations

from datetime import date, datetime, time

import pytest
from django.utils import translation

from portal.pages.opening import Schedule, Stretch, again_text, hours_text, open_text, opening_at

DAY = Stretch(time(9), time(17))
WEEK = Schedule({weekday: (DAY,) for weekday in range(5)})


def words(schedule: Schedule, moment: str) -> str:
    return open_text(opening_at(schedule, datetime.fromisoformat(moment)), "De Peilstok")


@pytest.mark.parametrize(
    ("moment", "text"),
    [
        ("2026-11-24T08:59", "Dicht tot 9.00 uur"),
        ("2026-11-24T09:00", "Open in De Peilstok tot 17.00 uur"),
        ("2026-11-24T16:59", "Open in De Peilstok tot 17.00 uur"),
        ("2026-11-24T17:00", "Dicht tot morgen 9.00 uur"),
        ("2026-11-27T18:00", "Dicht tot maandag 9.00 uur"),
        # Christmas 2026 falls on Friday and Saturday.
        ("2026-12-24T18:00", "Dicht tot maandag 9.00 uur"),
        ("2026-12-25T11:00", "Dicht tot maandag 9.00 uur"),
        # Liberation Day, and the day after it Ascension Day.
        ("2027-05-05T11:00", "Dicht tot vrijdag 9.00 uur"),
    ],
)
def test_open_text_says_how_long(moment: str, text: str):
    assert words(WEEK, moment) == text


def test_exception_opens_a_holiday_and_closes_a_working_day():
    exceptions = {date(2026, 12, 25): (Stretch(time(11), time(13)),), date(2026, 11, 24): ()}
    schedule = Schedule(WEEK.week, exceptions)
    assert words(schedule, "2026-12-25T11:30") == "Open in De Peilstok tot 13.00 uur"
    assert words(schedule, "2026-11-24T11:30") == "Dicht tot morgen 9.00 uur"


def test_lunch_break_closes_and_opens_again():
    schedule = Schedule({1: (Stretch(time(9), time(12)), Stretch(time(13), time(17)))})
    assert words(schedule, "2026-11-24T12:30") == "Dicht tot 13.00 uur"
    assert hours_text(schedule) == "Dinsdag, 9.00 tot 12.00 uur en 13.00 tot 17.00 uur."


def test_nothing_is_said_without_hours():
    opening = opening_at(Schedule(), datetime(2026, 11, 24, 11))
    assert (open_text(opening, ""), again_text(opening), hours_text(Schedule())) == ("", "", "")


@pytest.mark.parametrize(
    ("moment", "text"),
    [
        ("2026-11-24T11:00", ""),
        ("2026-11-24T08:00", "Om 9.00 uur nemen wij weer op"),
        ("2026-11-24T20:00", "Morgen om 9.00 uur nemen wij weer op"),
        ("2026-11-28T20:00", "Maandag om 9.00 uur nemen wij weer op"),
    ],
)
def test_again_text_is_for_the_hours_that_nobody_answers(moment: str, text: str):
    assert again_text(opening_at(WEEK, datetime.fromisoformat(moment))) == text


def test_hours_text_joins_days_with_the_same_hours():
    saturday = Schedule({**WEEK.week, 5: (Stretch(time(10), time(12, 30)),)})
    assert hours_text(saturday) == "Maandag tot en met vrijdag, 9.00 tot 17.00 uur. Zaterdag, 10.00 tot 12.30 uur."
    assert hours_text(Schedule({5: (DAY,), 6: (DAY,)})) == "Zaterdag en zondag, 9.00 tot 17.00 uur."


def test_days_are_named_in_the_readers_language():
    with translation.override("en"):
        assert "Monday" in words(WEEK, "2026-11-27T18:00")
