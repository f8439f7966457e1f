"""Calendars, the feed, the site's map and the programme."""

from __future__ import annotations

import json
import re
from datetime import datetime, timedelta
from typing import Any
from xml.etree import ElementTree
from zoneinfo import ZoneInfo

import icalendar
import pytest
import time_machine
from django.utils import timezone

from events.agenda.actions.attending import renew_calendar_key
from events.agenda.actions.keeping import call_off_event, save_event, take_back_event
from events.agenda.actions.series import repeat_event
from events.agenda.jsonld import event_data
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


# --- As somebody else's program reads it -----------------------------------------------------------------------------


def read_calendar(text: bytes) -> list[dict[str, str]]:
    """A reader of iCalendar of our own making, by the letter of RFC 5545: lines, folding, escapes. Parameters go."""
    assert text.endswith(b"\r\n")
    assert b"\n" not in text.replace(b"\r\n", b"")
    lines = text.split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)
    events: list[dict[str, str]] = []
    inside = ""
    for line in re.sub(rb"\r\n[ \t]", b"", text).decode().split("\r\n"):
        name, _colon, value = line.partition(":")
        if name == "BEGIN":
            inside = value
            events += [{}] if value == "VEVENT" else []
        elif inside == "VEVENT" and name != "END":
            said = re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], value)
            events[-1][name.split(";")[0]] = said
    return events


def test_words_come_back_whole_from_a_reader_of_another_make(client):
    title = "Soep; met brood, kaas \\ en “één” 🍲 " + "heel lange titel " * 6
    summary = "Eerste regel.\nTweede: komma, punt; en een \\n die geen regel is."
    EventFactory(title=title.strip(), summary=summary, location_name="De Peilstok; zaal 2, links")
    (row,) = read_calendar(client.get("/agenda.ics").content)
    assert row["SUMMARY"] == title.strip()
    assert row["DESCRIPTION"] == summary
    assert "De Peilstok; zaal 2, links" in row["LOCATION"]


def test_series_over_a_night_of_the_clock_keeps_its_hour_in_another_reader(client, coordinator):
    event = EventFactory(
        starts_at=datetime(2027, 3, 21, 19, 0, tzinfo=AMSTERDAM), ends_at=datetime(2027, 3, 21, 21, 0, tzinfo=AMSTERDAM)
    )
    repeat_event(event=event, rhythm="weekly", count=3, as_a_whole=False, by=coordinator)
    text = client.get("/agenda.ics").content
    assert [row["DTSTART"] for row in read_calendar(text)] == ["20270321T190000", "20270328T190000", "20270404T190000"]
    assert text.count(b"DTSTART;TZID=Europe/Amsterdam:") == 3
    assert b"BYDAY=-1SU;BYMONTH=3" in text.replace(b"BYMONTH=3;BYDAY=-1SU", b"BYDAY=-1SU;BYMONTH=3")


def test_change_and_calling_off_reach_a_calendar_that_knows_the_event(client, coordinator):
    event = EventFactory()
    come(event)
    (before,) = read_calendar(client.get("/agenda.ics").content)
    with time_machine.travel(timezone.now() + timedelta(minutes=5), tick=False):
        event.refresh_from_db()
        event.location_name = "De brug"
        save_event(event=event, by=coordinator)
        (moved,) = read_calendar(client.get("/agenda.ics").content)
    with time_machine.travel(timezone.now() + timedelta(minutes=9), tick=False):
        call_off_event(event=event, reason="Storm.", by=coordinator)
        (off,) = read_calendar(client.get("/agenda.ics").content)
    rows = (before, moved, off)
    assert [row["SEQUENCE"] for row in rows] == ["0", "1", "2"]
    assert [row["STATUS"] for row in rows] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    assert len({row["UID"] for row in rows}) == 1
    assert before["DTSTAMP"] < moved["DTSTAMP"] < off["DTSTAMP"]
    assert "Storm." in off["DESCRIPTION"]


def test_own_calendar_says_what_was_called_off_and_ends_with_its_address(client, coordinator):
    user, event = UserFactory(), EventFactory()
    come(event, by=user)
    key = renew_calendar_key(site=default_site(), user=user)
    call_off_event(event=event, reason="Storm.", by=coordinator)
    address = f"/mijn/agenda/{key.token}.ics"
    assert [row["STATUS"] for row in read_calendar(client.get(address).content)] == ["CANCELLED"]
    client.force_login(user)
    client.post("/mijn/agenda/", {"stop": "1"})
    assert client.get(address).status_code == 404
    again = renew_calendar_key(site=default_site(), user=user)
    type(user).objects.filter(pk=user.pk).update(is_active=False)
    assert client.get(f"/mijn/agenda/{again.token}.ics").status_code == 404


ATOM = "{http://www.w3.org/2005/Atom}"


def entries(client: Any) -> dict[str, Any]:
    feed = ElementTree.fromstring(client.get("/feeds/agenda.atom").content)
    return {
        entry.findtext(f"{ATOM}id"): (entry.findtext(f"{ATOM}title"), entry.findtext(f"{ATOM}updated"))
        for entry in feed.iter(f"{ATOM}entry")
    }


def test_feed_moves_on_a_change_alone(client, coordinator):
    event, other = EventFactory(title="Soep"), EventFactory(title="Borrel")
    first = entries(client)
    assert len(first) == 2
    with time_machine.travel(timezone.now() + timedelta(minutes=5), tick=False):
        come(event)
        event.refresh_from_db()
        save_event(event=event, by=coordinator)  # a form that was sent as it was
        assert entries(client) == first
        known = client.get("/feeds/agenda.atom")
        assert known["ETag"]
        assert client.get("/feeds/agenda.atom", headers={"If-None-Match": known["ETag"]}).status_code == 304
        event.summary = "Met brood."
        save_event(event=event, by=coordinator)
        second = entries(client)
        assert {uid for uid in first if first[uid] != second[uid]} == {f"urn:uuid:{event.uuid}"}
    with time_machine.travel(timezone.now() + timedelta(minutes=9), tick=False):
        call_off_event(event=event, reason="Storm.", by=coordinator)
        take_back_event(event=other, by=coordinator)
        third = entries(client)
    assert [title for title, _moved in third.values()] == ["Gaat niet door: Soep"]
    assert third[f"urn:uuid:{event.uuid}"][1] > second[f"urn:uuid:{event.uuid}"][1]


@pytest.mark.parametrize(
    ("values", "mode", "places"),
    [
        ({"location_name": "De Peilstok", "place": "Tiel"}, "Offline", ["Place"]),
        ({"location_name": "", "place": "", "phone_number": "+31344012700"}, "Online", ["VirtualLocation"]),
        ({"place": "Tiel", "link": "https://praat.example.org/"}, "Mixed", ["Place", "VirtualLocation"]),
    ],
)
def test_search_engine_reads_where_it_is(values, mode, places):
    data = event_data(EventFactory(**values), "https://site.example/agenda/x/", "Aan de Dijk")
    where = data["location"] if isinstance(data["location"], list) else [data["location"]]
    assert data["eventAttendanceMode"] == f"https://schema.org/{mode}EventAttendanceMode"
    assert [place["@type"] for place in where] == places
    assert "praat.example.org" not in json.dumps(data)
    assert "344012700" not in json.dumps(data)


def test_search_engine_reads_that_it_does_not_go_on_and_what_it_costs():
    off = event_data(EventFactory(cancelled=True), "https://site.example/", "Aan de Dijk")
    assert off["eventStatus"] == "https://schema.org/EventCancelled"
    assert "offers" not in off
    free = event_data(EventFactory(capacity=3), "https://site.example/", "Aan de Dijk")
    assert free["isAccessibleForFree"] is True
    assert [(offer["price"], offer["priceCurrency"]) for offer in free["offers"]] == [("0.00", "EUR")]
    assert free["offers"][0]["availability"] == "https://schema.org/InStock"
    assert "offers" not in event_data(EventFactory(takes_sign_up=False), "https://site.example/", "Aan de Dijk")
