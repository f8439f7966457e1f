"""Calendars, the feed, the site's map and the programme."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import pytest
import time_machine
from django.utils import timezone

from events.agenda.actions.attending import renew_calendar_key
from events.agenda.actions.keeping import call_off_event
from tests.factories.agenda import EventFactory, come, in_days
from tests.factories.bank import default_site
from tests.factories.people import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("wednesday")]
AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def at(day: int, hour: int = 10, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=AMSTERDAM)


def calendar_of(response: Any) -> list[Any]:
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    return list(icalendar.Calendar.from_ical(response.content).walk("VEVENT"))


def test_calendar_has_a_stable_uid_a_sequence_and_the_zone(client, coordinator):
    event = EventFactory(
        title="Soep; met brood, en een heel lange titel die over de regel van vijfenzeventig tekens gaat"
    )
    first = client.get("/agenda.ics")
    (row,) = calendar_of(first)
    assert row["uid"] == f"{event.uuid}@agenda.welzijnsportaal"
    assert (row["sequence"], row["status"]) == (0, "CONFIRMED")
    assert row["summary"] == event.title
    assert row.decoded("dtstart").isoformat() == "2026-12-02T10:00:00+01:00"
    assert max(map(len, first.content.split(b"\r\n"))) <= 75
    assert b"TZID:Europe/Amsterdam" in first.content
    call_off_event(event=event, reason="Storm.", by=coordinator)
    (row,) = calendar_of(client.get("/agenda.ics"))
    assert row["uid"] == f"{event.uuid}@agenda.welzijnsportaal"
    assert (row["sequence"], row["status"]) == (1, "CANCELLED")


def test_zone_changes_the_clock_on_the_right_nights():
    from portal.calendars import amsterdam

    zone = amsterdam().to_tz()
    for moment, hours in (
        (datetime(2027, 3, 28, 1, 59), 1),
        (datetime(2027, 3, 28, 3, 0), 2),
        (datetime(2026, 10, 25, 1, 59), 2),
        (datetime(2026, 10, 25, 3, 0), 1),
    ):
        assert moment.replace(tzinfo=zone).utcoffset() == timedelta(hours=hours), moment


@pytest.mark.parametrize("sunday", [datetime(2027, 3, 28, 10, 0), datetime(2026, 10, 25, 10, 0)])
def test_wall_time_is_the_same_on_page_calendar_and_mail_on_a_night_of_the_clock(client, sunday):
    from portal.notices.models import Notice

    start = sunday.replace(tzinfo=AMSTERDAM)
    with time_machine.travel(start - timedelta(days=2), tick=False):
        event = EventFactory(starts_at=start)
        come(event)
        assert "10.00 tot 12.00 uur" in client.get(event.get_absolute_url()).content.decode()
        (row,) = calendar_of(client.get("/agenda.ics"))
        assert row.decoded("dtstart").replace(tzinfo=None) == sunday
        assert "10.00 tot 12.00 uur" in Notice.objects.get(kind="agenda.received").text


def test_calendar_of_one_event_and_with_filters(client):
    soup = EventFactory(kind="meal")
    EventFactory(kind="walk")
    assert len(calendar_of(client.get(f"{soup.get_absolute_url()}agenda.ics"))) == 1
    assert len(calendar_of(client.get("/agenda.ics"))) == 2
    assert [row["summary"] for row in calendar_of(client.get("/agenda.ics?kind=meal"))] == [soup.title]


def test_own_calendar_has_only_own_places_and_stops_when_revoked(client):
    user = UserFactory()
    mine, _other = EventFactory(), EventFactory()
    come(mine, by=user)
    key = renew_calendar_key(site=default_site(), user=user)
    address = f"/mijn/agenda/{key.token}.ics"
    assert [row["summary"] for row in calendar_of(client.get(address))] == [mine.title]
    client.force_login(user)
    assert key.token.hex in client.get("/mijn/agenda/").content.decode().replace("-", "")
    client.post("/mijn/agenda/", {"nieuw": "1"})
    assert client.get(address).status_code == 404
    client.post("/mijn/agenda/", {"stop": "1"})
    assert "Maak mijn adres" in client.get("/mijn/agenda/").content.decode()


def test_my_agenda_is_behind_the_login(client):
    assert client.get("/mijn/agenda/").status_code == 302


def test_feed_has_what_came_last(client):
    EventFactory(title="Oud", published_at=timezone.now() - timedelta(days=3))
    EventFactory(title="Nieuw", published_at=timezone.now())
    EventFactory(title="Concept", draft=True)
    page = client.get("/feeds/agenda.atom").content.decode()
    assert page.index("Nieuw") < page.index("Oud")
    assert "Concept" not in page


def test_sitemap_names_coming_events(client):
    EventFactory(slug="soep")
    EventFactory(slug="geweest", past=True)
    page = client.get("/sitemap-events.xml").content.decode()
    assert "/agenda/soep/" in page
    assert "geweest" not in page


def test_programme_is_four_weeks(client):
    EventFactory(title="Binnenkort", starts_at=in_days(3))
    EventFactory(title="Ver weg", starts_at=in_days(60))
    page = client.get("/agenda/programma/").content.decode()
    assert "Binnenkort" in page
    assert "Ver weg" not in page


def test_home_shows_the_next_three(client):
    from django.template import engines

    for n in range(4):
        EventFactory(title=f"Koffie {n}", starts_at=at(26, 10 + n))
    request = client.get("/agenda/").wsgi_request
    text = engines["django"].from_string('{% include "agenda/home.html" %}').render({}, request)
    assert [f"Koffie {n}" in text for n in range(4)] == [True, True, True, False]
