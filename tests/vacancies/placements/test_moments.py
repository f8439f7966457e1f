from __future__ import annotations

from datetime import datetime, time

import pytest

from portal.pages.opening import Schedule, Stretch
from vacancies.placements.moments import call_moments

NINE_TO_FIVE = Schedule({day: (Stretch(time(9), time(17)),) for day in range(5)})


@pytest.mark.parametrize(
    ("now", "labels"),
    [
        (datetime(2026, 11, 25, 19, 0), ["Morgen voor 12.00 uur", "Morgen na 12.00 uur"]),
        (datetime(2026, 11, 25, 10, 30), ["Vandaag voor 12.00 uur", "Vandaag na 12.00 uur"]),
        (datetime(2026, 11, 25, 11, 30), ["Vandaag na 12.00 uur", "Morgen voor 12.00 uur"]),
        (datetime(2026, 11, 25, 16, 30), ["Morgen voor 12.00 uur", "Morgen na 12.00 uur"]),
        (datetime(2026, 11, 27, 18, 0), ["Maandag voor 12.00 uur", "Maandag na 12.00 uur"]),
    ],
    ids=["in the evening", "in the morning", "just before noon", "just before closing", "before the weekend"],
)
def test_next_half_days_as_one_says_them(now: datetime, labels: list[str]):
    assert [moment.label for moment in call_moments(NINE_TO_FIVE, now)] == labels


def test_we_promise_no_later_than_we_close():
    wednesday = datetime(2026, 11, 25, 7, 0)
    half_day = Schedule({2: (Stretch(time(9), time(11)),), 3: (Stretch(time(13), time(15)),)})
    dues = [moment.due for moment in call_moments(half_day, wednesday)]
    assert dues == [datetime(2026, 11, 25, 11, 0), datetime(2026, 11, 26, 15, 0)]


def test_without_opening_hours_there_is_no_moment():
    assert call_moments(Schedule(), datetime(2026, 11, 25, 10, 0)) == []
