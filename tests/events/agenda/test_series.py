from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils import timezone

from events.agenda.actions.answering import cancel_registration, confirm_offer, return_registration
from events.agenda.actions.keeping import extend_series, next_times, on_the_wall, repeat_event, save_event
from events.agenda.actions.signing_up import sign_up
from events.agenda.exceptions import ClockChange, NotAllowed, StillSignedUp
from events.agenda.models import Event, Series
from tests.factories.agenda import EventFactory, come, guest
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db
AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def wall(*numbers: int) -> datetime:
    return datetime(*numbers, tzinfo=AMSTERDAM)  # type: ignore[arg-type]


def clock_of(events) -> list[str]:
    return [f"{timezone.localtime(event.starts_at):%Y-%m-%d %H:%M}" for event in events]


@pytest.fixture
def walk() -> Event:
    return EventFactory(title="Wandelen", capacity=3)


@pytest.fixture
def weekly(walk, coordinator) -> Series:
    return repeat_event(event=walk, rhythm="weekly", count=4, as_a_whole=False, by=coordinator)


@pytest.fixture
def course(coordinator) -> Series:
    return repeat_event(event=EventFactory(capacity=1), rhythm="weekly", count=6, as_a_whole=True, by=coordinator)


@pytest.mark.parametrize("first", [wall(2026, 10, 18, 19), wall(2027, 3, 21, 19)])
def test_weekly_keeps_the_time_of_the_clock_over_both_changes(first):
    moments = [first, *next_times(first, "weekly", 3)]
    assert [f"{moment:%H:%M}" for moment in moments] == ["19:00"] * 3
    assert len({moment.utcoffset() for moment in moments}) == 2


@pytest.mark.parametrize("night", [datetime(2027, 3, 28, 2, 30), datetime(2027, 10, 31, 2, 30)])
def test_hour_that_is_not_there_or_is_there_twice_is_refused(night):
    with pytest.raises(ClockChange):
        on_the_wall(night)


def test_series_into_a_night_of_the_clock_is_refused_as_a_whole(coordinator):
    with time_machine.travel("2027-03-01T12:00+01:00", tick=False):
        event = EventFactory(starts_at=wall(2027, 3, 21, 2, 30))
        with pytest.raises(ClockChange):
            repeat_event(event=event, rhythm="weekly", count=3, as_a_whole=False, by=coordinator)
    assert Event.objects.count() == 1
    assert not Series.objects.exists()


@pytest.mark.parametrize(
    ("rhythm", "first", "expected"),
    [
        ("fortnightly", wall(2026, 12, 29, 10), ["2027-01-12", "2027-01-26"]),
        ("monthly", wall(2026, 12, 15, 10), ["2027-01-19", "2027-02-16"]),
        ("monthly", wall(2026, 12, 31, 10), ["2027-01-28", "2027-02-25"]),
        ("monthly", wall(2028, 1, 29, 10), ["2028-02-26", "2028-03-25"]),
    ],
)
def test_rhythm_of_two_weeks_and_of_a_month(rhythm, first, expected):
    assert [f"{moment:%Y-%m-%d}" for moment in next_times(first, rhythm, 3)] == expected


def test_repeating_makes_events_of_the_same_length_with_addresses_of_their_own(weekly, walk):
    events = list(weekly.events.order_by("starts_at"))
    assert len({event.slug for event in events}) == 4
    assert {event.ends_at - event.starts_at for event in events} == {walk.ends_at - walk.starts_at}
    assert {(event.state, event.capacity) for event in events} == {("published", 3)}


def test_only_who_keeps_the_agenda_repeats(walk):
    with pytest.raises(NotAllowed):
        repeat_event(event=walk, rhythm="weekly", count=4, as_a_whole=False, by=UserFactory())


def test_standing_guest_has_a_place_each_time_and_skips_one(weekly):
    standing = come(weekly)
    assert [row.state for row in standing.times.all()] == ["registered"] * 4
    second = standing.times.order_by("event__starts_at")[1]
    cancel_registration(registration=second)
    assert [event.taken for event in weekly.events.order_by("starts_at")] == [1, 0, 1, 1]
    return_registration(registration=second)
    assert [event.taken for event in weekly.events.order_by("starts_at")] == [1, 1, 1, 1]


def test_standing_guest_waits_only_for_the_time_that_is_full(weekly, walk):
    for name in ("An", "Bo", "Cas"):
        come(walk, name)
    standing = come(weekly)
    assert [row.state for row in standing.times.order_by("event__starts_at")] == [
        "waiting",
        "registered",
        "registered",
        "registered",
    ]


def test_who_came_once_and_comes_always_holds_one_place(weekly, walk):
    once = come(walk)
    standing = come(weekly)
    walk.refresh_from_db()
    once.refresh_from_db()
    assert walk.taken == 1
    assert once.standing == standing


def test_standing_guest_who_stops_frees_all_times_and_may_come_back(weekly):
    standing = come(weekly)
    cancel_registration(registration=standing)
    assert {event.taken for event in weekly.events.all()} == {0}
    return_registration(registration=standing)
    assert {event.taken for event in weekly.events.all()} == {1}


def test_longer_series_has_a_place_for_who_comes_always(weekly, coordinator):
    standing = come(weekly)
    made = extend_series(series=weekly, count=2, by=coordinator)
    assert len(clock_of(made)) == 2
    assert standing.times.count() == 6


def test_course_is_had_as_a_whole_only(course):
    first = course.events.order_by("starts_at").first()
    made = come(first)
    course.refresh_from_db()
    assert made.series == course
    assert (course.taken, made.times.count()) == (1, 6)


def test_full_course_offers_the_whole_to_the_next(course):
    wim, els = come(course, "Wim"), come(course, "Els")
    assert (els.state, els.times.count()) == ("waiting", 0)
    cancel_registration(registration=wim)
    els.refresh_from_db()
    assert els.state == "offered"
    confirm_offer(registration=els)
    course.refresh_from_db()
    assert (course.taken, els.times.count()) == (1, 6)
    assert {event.taken for event in course.events.all()} == {1}


def test_event_with_guests_becomes_no_course(walk, coordinator):
    come(walk)
    walk.refresh_from_db()
    with pytest.raises(StillSignedUp):
        repeat_event(event=walk, rhythm="weekly", count=4, as_a_whole=True, by=coordinator)


def test_change_of_the_later_ones_keeps_their_days(weekly, walk, coordinator):
    days = [text[:10] for text in clock_of(weekly.events.order_by("starts_at"))]
    walk.refresh_from_db()
    start, end = timezone.localtime(walk.starts_at), timezone.localtime(walk.ends_at)
    walk.starts_at, walk.ends_at = start.replace(hour=14), end.replace(hour=15)
    walk.location_name = "De brug"
    save_event(event=walk, by=coordinator, following=True)
    events = list(weekly.events.order_by("starts_at"))
    assert clock_of(events) == [f"{day} 14:00" for day in days]
    assert {event.location_name for event in events} == {"De brug"}


def test_letter_of_a_standing_sign_up_is_one(weekly, mails):
    sign_up(holder=weekly, guest=guest("Wim"), by=None)
    assert mails("wim@example.org") == ["received"]
