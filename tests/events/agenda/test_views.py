"""The pages of the agenda: one event, the list, and what is kept of them."""

from __future__ import annotations

import json
import re
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils import timezone

from events.agenda.actions.keeping import call_off_event
from events.agenda.actions.series import repeat_event
from events.agenda.emails import token_of
from portal.places.models import Neighbourhood
from tests.factories.agenda import EventFactory, come, in_days
from tests.factories.bank import default_site
from tests.factories.people import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("wednesday")]
AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def at(day: int, hour: int = 10, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=AMSTERDAM)


def titles(response: Any) -> list[str]:
    return [event.title for event in response.context["events"]]


# --- One event --------------------------------------------------------------------------------------------------------


def test_event_page_says_what_when_and_where(client):
    event = EventFactory(title="Aan tafel in Drumpt", location_name="De Pannenkamer", place="Drumpt")
    page = client.get(event.get_absolute_url()).content.decode()
    assert "Aan tafel in Drumpt" in page
    assert "De Pannenkamer, Drumpt" in page
    assert "10.00 tot 12.00 uur" in page
    assert "Ik wil komen" in page


def test_draft_is_there_for_who_keeps_the_agenda_only(client, coordinator):
    event = EventFactory(draft=True)
    assert client.get(event.get_absolute_url()).status_code == 404
    client.force_login(UserFactory())
    assert client.get(event.get_absolute_url()).status_code == 404
    client.force_login(coordinator)
    assert client.get(event.get_absolute_url()).status_code == 200


def test_reader_without_a_session_gets_no_cookie(client):
    response = client.get(EventFactory().get_absolute_url())
    assert not response.cookies


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"cancelled": True}, "De gastvrouw is ziek."),
        ({"past": True}, "Voorbij"),
        ({"takes_sign_up": False}, "U hoeft zich niet aan te melden."),
        ({"starts_at": at(25, 7), "ends_at": at(25, 9)}, "Het is al begonnen."),
    ],
)
def test_event_page_says_why_one_cannot_sign_up(client, values, sentence):
    event = EventFactory(**values)
    page = client.get(event.get_absolute_url()).content.decode()
    assert sentence in page
    assert "/aanmelden/" not in page
    assert client.get(f"{event.get_absolute_url()}aanmelden/").status_code == 302


def test_full_event_says_so_and_points_at_the_next_time(client, coordinator):
    event = EventFactory(title="Soep", capacity=1)
    repeat_event(event=event, rhythm="weekly", count=3, as_a_whole=False, by=coordinator)
    come(event, "Wim")
    come(event, "Els")
    page = client.get(event.get_absolute_url()).content.decode()
    assert "1 van de 1 bezet, 1 op de wachtlijst" in page
    assert "Er staat 1 mens voor u." in page
    assert "Zet mij op de wachtlijst" in page
    assert "Kom op woensdag 9 december" in page


def test_number_and_link_are_not_on_the_public_page(client):
    event = EventFactory(phone_number="+31344012700", phone_code="45128", link="https://praat.example.org/kamer")
    page = client.get(event.get_absolute_url()).content.decode()
    assert "45128" not in page
    assert "praat.example.org" not in page
    made = come(event)
    mine = client.get(f"/agenda/plek/{token_of(made)}/").content.decode()
    assert "45128" in mine
    assert "praat.example.org" in mine


def test_search_engine_reads_an_event(client):
    event = EventFactory(
        capacity=1, price_class="paid", prices=[{"label": "Gewone prijs", "note": "", "cents": 600}], kind="meal"
    )
    come(event)
    page = client.get(event.get_absolute_url()).content.decode()
    data = json.loads(re.search(r'id="activiteit" type="application/json">(.*?)</script>', page, re.S)[1])
    assert data["@type"] == "FoodEvent"
    assert data["startDate"] == "2026-12-02T10:00:00+01:00"
    assert data["eventStatus"] == "https://schema.org/EventScheduled"
    assert data["offers"][0]["price"] == "6.00"
    assert data["offers"][0]["availability"] == "https://schema.org/SoldOut"
    assert data["isAccessibleForFree"] is False


# --- The list ---------------------------------------------------------------------------------------------------------


def test_list_shows_this_week_in_the_order_of_the_clock(client):
    EventFactory(title="Laat", starts_at=at(27, 20))
    EventFactory(title="Vroeg", starts_at=at(25, 10))
    EventFactory(title="Volgende week", starts_at=at(30, 10))
    EventFactory(title="Geweest", starts_at=at(23, 10))
    EventFactory(title="Concept", starts_at=at(26, 10), draft=True)
    response = client.get("/agenda/")
    assert titles(response) == ["Vroeg", "Laat"]
    assert titles(client.get("/agenda/?week=2026-W49")) == ["Volgende week"]
    assert "1 activiteit is voorbij" in response.content.decode()


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["Borrel", "Soep", "Wandelen"]),
        ("kind=meal", ["Soep"]),
        ("kind=meal&kind=walk", ["Soep", "Wandelen"]),
        ("theme=koken", ["Soep"]),
        ("place=drumpt", ["Soep"]),
        ("place=peilstok", ["Borrel", "Wandelen"]),
        ("neighbourhood=tiel", ["Wandelen"]),
        ("free=on", ["Borrel", "Wandelen"]),
        ("meal=on", ["Soep"]),
        ("phone=on", ["Borrel"]),
        ("wheelchair=on", ["Wandelen"]),
        ("free=on&phone=on", ["Borrel"]),
        ("onbekend=1", ["Borrel", "Soep", "Wandelen"]),
    ],
)
def test_filters(client, query, expected):
    tiel = Neighbourhood.objects.create(site=default_site(), name="Tiel", slug="tiel", cbs_code="GM0281", level="GM")
    centre = Neighbourhood.objects.create(
        site=default_site(), name="Centrum", slug="centrum", cbs_code="WK028101", level="WK", parent=tiel
    )
    EventFactory(title="Borrel", kind="network_drinks", starts_at=at(25, 17), phone_number="+31344012700")
    EventFactory(title="Soep", kind="meal", starts_at=at(26), themes=["Koken"], place="Drumpt", location_name="De Pan",
                 price_class="paid", prices=[{"label": "Prijs", "note": "", "cents": 200}])  # fmt: skip
    EventFactory(title="Wandelen", kind="walk", starts_at=at(27), neighbourhood=centre, wheelchair=True)
    assert titles(client.get(f"/agenda/?{query}")) == expected


@pytest.mark.parametrize(
    "query", ["week=gisteren", "week=2026-W99", "week=2026-11-25", "kind=feest", "theme=bestaat-niet", "place=%00"]
)
def test_filter_that_is_not_understood_is_said(client, query):
    EventFactory(starts_at=at(26))
    response = client.get(f"/agenda/?{query}")
    assert response.status_code == 422
    assert "Er klopt nog iets niet" in response.content.decode()


def test_empty_week_says_what_one_can_do(client):
    EventFactory(title="Soep", kind="meal", starts_at=in_days(20))
    page = client.get("/agenda/?kind=meal").content.decode()
    assert "Deze week is er niets meer dat hierbij past." in page
    assert "Kom naar Soep" in page


def test_cancelled_event_stays_in_the_list_and_says_so(client):
    EventFactory(cancelled=True, starts_at=at(26))
    assert "Gaat niet door" in client.get("/agenda/").content.decode()


@pytest.mark.parametrize("path", ["/agenda/", "/agenda/?as_list=on", "/agenda/programma/", "/agenda/voorbij/"])
def test_list_costs_the_same_with_one_and_three_rows(client, django_assert_num_queries, path):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def rows(number: int) -> None:
        for n in range(number):
            EventFactory(starts_at=at(26, 10 + n), themes=["Koken"])
            EventFactory(starts_at=at(24, 10 + n), themes=["Koken"])

    rows(1)
    client.get(path)
    with CaptureQueriesContext(connection) as one:
        client.get(path)
    rows(2)
    with CaptureQueriesContext(connection) as three:
        client.get(path)
    assert len(one) == len(three)


def test_month_counts_the_days_and_leads_to_their_weeks(client):
    EventFactory(starts_at=at(3))
    EventFactory(starts_at=at(3, 20))
    page = client.get("/agenda/").content.decode()
    assert "november, 2 activiteiten" in page
    assert "?week=2026-W45" in page


def test_archive_has_what_is_over_only(client):
    EventFactory(title="Geweest", past=True)
    EventFactory(title="Komt nog")
    page = client.get("/agenda/voorbij/").content.decode()
    assert "Geweest" in page
    assert "Komt nog" not in page.split("<footer")[0]


def test_events_of_another_site_are_not_there(client):
    from wagtail.models import Site

    other = Site.objects.create(hostname="elders.example.nl", root_page=default_site().root_page)
    event = EventFactory(site=other, starts_at=at(26))
    assert titles(client.get("/agenda/")) == []
    assert client.get(event.get_absolute_url()).status_code == 404


# --- Kept pages -------------------------------------------------------------------------------------------------------


@pytest.fixture
def visitor(settings, client):
    from django.core.cache import caches

    settings.KEEP_PAGES_SECONDS = 300
    caches["pages"].clear()
    yield client
    caches["pages"].clear()


def test_kept_page_is_a_moment_behind_at_most(visitor):
    event = EventFactory(capacity=2, place="Zoelen")
    address = event.get_absolute_url()
    assert "0 van de 2 bezet" in visitor.get(address).content.decode()
    come(event)
    assert "0 van de 2 bezet" in visitor.get(address).content.decode()
    with time_machine.travel(timezone.now() + timedelta(seconds=16), tick=False):
        assert "1 van de 2 bezet" in visitor.get(address).content.decode()


def test_kept_page_is_new_at_once_when_it_is_called_off(visitor, coordinator, django_capture_on_commit_callbacks):
    event = EventFactory()
    assert "Ik wil komen" in visitor.get(event.get_absolute_url()).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        call_off_event(event=event, reason="Storm.", by=coordinator)
    assert "Storm." in visitor.get(event.get_absolute_url()).content.decode()


def test_kept_page_is_not_kept_past_the_begin(visitor):
    event = EventFactory(starts_at=timezone.now() + timedelta(seconds=100))
    assert "Ik wil komen" in visitor.get(event.get_absolute_url()).content.decode()
    with time_machine.travel(timezone.now() + timedelta(seconds=101), tick=False):
        assert "Het is al begonnen." in visitor.get(event.get_absolute_url()).content.decode()
