from __future__ import annotations

import json
import re
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import pytest
import time_machine
from django.core import signing
from django.utils import timezone

from events.agenda.actions.answering import cancel_registration
from events.agenda.actions.attending import renew_calendar_key
from events.agenda.actions.keeping import call_off_event
from events.agenda.actions.series import repeat_event
from events.agenda.emails import token_of
from events.agenda.models import Registration
from portal.forms.base import SALT, TOO_FAST_SECONDS
from portal.places.models import Neighbourhood
from portal.settings.environment import Rate
from tests.factories.agenda import EventFactory, come, in_days
from tests.factories.bank import default_site
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db
WEDNESDAY = "2026-11-25T08:00+01:00"
AMSTERDAM = ZoneInfo("Europe/Amsterdam")


@pytest.fixture(autouse=True)
def _wednesday():
    with time_machine.travel(WEDNESDAY, tick=False):
        yield


def opened(seconds_ago: int = TOO_FAST_SECONDS + 1) -> str:
    return signing.dumps(int(timezone.now().timestamp()) - seconds_ago, salt=SALT)


def answers(**changes: Any) -> dict[str, Any]:
    wim = {"name": "Wim", "channel": "email", "email": "wim@example.org", "whom": "self"}
    return {**wim, "opened": opened(), **changes}


def at(day: int, hour: int = 10, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=AMSTERDAM)


def titles(response: Any) -> list[str]:
    return [event.title for event in response.context["events"]]


# --- One event ------------------------------------------------------------------------------------------------------


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


# --- The list -------------------------------------------------------------------------------------------------------


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


# --- Signing up -----------------------------------------------------------------------------------------------------


def sign_up_url(event: Any) -> str:
    return f"{event.get_absolute_url()}aanmelden/"


def test_sign_up_leads_to_thanks_with_code_and_place(client):
    event = EventFactory(title="Aan tafel")
    response = client.post(sign_up_url(event), answers())
    assert response.status_code == 303
    made = Registration.objects.get()
    thanks = client.get(response["Location"])
    page = thanks.content.decode()
    assert made.readable_code in page
    assert "Dank u wel, Wim." in page
    assert "U heeft een plek" in page
    assert "no-store" in thanks["Cache-Control"]


def test_second_time_the_page_is_the_same(client):
    """Apart from the code and the token, byte for byte; also when it is full."""
    event = EventFactory(capacity=1)

    def page() -> str:
        response = client.post(sign_up_url(event), answers())
        text = client.get(response["Location"]).content.decode()
        text = re.sub(r"/plek/[^/\"]+/", "/plek/T/", text)
        text = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", text)
        return re.sub(r"[A-Z]\d \d\d \d\d", "CODE", text)

    come(event, "Ander")
    assert page() == page()
    assert Registration.objects.filter(original=None).count() == 2


def test_sign_up_for_somebody_else(client):
    client.post(sign_up_url(EventFactory()), answers(whom="other", guest_name="Oma Griet", name="Sanne"))
    made = Registration.objects.get()
    assert (made.name, made.arranged_by, made.email) == ("Oma Griet", "Sanne", "wim@example.org")


def test_sign_up_for_every_time(client, coordinator):
    event = EventFactory()
    series = repeat_event(event=event, rhythm="weekly", count=3, as_a_whole=False, by=coordinator)
    response = client.post(sign_up_url(event), answers(times="always"))
    assert Registration.objects.filter(series=series).count() == 1
    page = client.get(response["Location"]).content.decode()
    assert "Voortaan elke keer." in page
    assert page.count("/plek/") >= 3


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"name": ""}, "Vul uw naam in"),
        ({"whom": "other", "guest_name": ""}, "Vul in wie er komt"),
        ({"channel": ""}, "Kies hoe u iets van ons wilt horen"),
        ({"email": ""}, "Vul uw e-mailadres in"),
        ({"price_label": ""}, "Kies wat u betaalt"),
        ({"message": "y" * 501}, "Dit is te lang"),
        ({"opened": ""}, "stond lang open"),
    ],
)
def test_mistake_is_said_at_the_field_and_the_rest_is_kept(client, change, message):
    event = EventFactory(price_class="paid", prices=[{"label": "Gewone prijs", "note": "", "cents": 600}])
    typed = answers(**{"message": "Ik eet geen vlees.", "price_label": "Gewone prijs", **change})
    response = client.post(sign_up_url(event), typed)
    page = response.content.decode()
    assert response.status_code == 422
    assert message in page
    assert page.count("<title>Fout:") == 1
    assert "message" in change or "Ik eet geen vlees." in page
    assert not Registration.objects.exists()


def test_event_called_off_while_the_form_is_open_refuses_kindly(client, coordinator):
    event = EventFactory()
    client.get(sign_up_url(event))
    call_off_event(event=event, reason="Storm.", by=coordinator)
    response = client.post(sign_up_url(event), answers(message="Ik eet geen vlees."))
    assert response.status_code == 422
    assert "Aanmelden kan hier niet meer." in response.content.decode()
    assert "Ik eet geen vlees." in response.content.decode()


def test_too_many_from_one_address_wait_and_keep_their_text(client, settings):
    settings.FORM_ADDRESS_LIMIT = Rate(per_minute=1, burst=1)
    event = EventFactory()
    client.post(sign_up_url(event), answers())
    response = client.post(sign_up_url(event), answers(name="Els", message="Ik eet geen vlees."))
    assert response.status_code == 429
    assert int(response["Retry-After"]) > 0
    assert "Ik eet geen vlees." in response.content.decode()


def test_robot_is_answered_like_a_success(client):
    assert client.post(sign_up_url(EventFactory()), answers(website="https://x.example")).status_code == 200
    assert not Registration.objects.exists()


# --- One's own place ------------------------------------------------------------------------------------------------


def test_sign_off_and_undo_by_the_link(client):
    event = EventFactory(capacity=1)
    token = token_of(come(event))
    page = client.post(f"/agenda/plek/{token}/afmelden/", follow=True).content.decode()
    assert "U bent afgemeld." in page
    assert "Ik kom toch" in page
    assert client.get(f"/agenda/plek/{token}/afmelden/").status_code == 405
    page = client.post(f"/agenda/plek/{token}/toch/", follow=True).content.decode()
    assert "Uw plek is er weer voor u." in page
    cancel_registration(registration=Registration.objects.get())
    come(event, "Els")
    page = client.post(f"/agenda/plek/{token}/toch/", follow=True).content.decode()
    assert "Uw plek ging al naar een ander." in page


def test_yes_to_an_offer_and_too_late(client):
    event = EventFactory(capacity=1)
    wim, els = come(event, "Wim"), come(event, "Els")
    token = token_of(els)
    assert "U bent de eerste." in client.get(f"/agenda/plek/{token}/").content.decode()
    cancel_registration(registration=wim)
    assert "Er is een plek voor u." in client.get(f"/agenda/plek/{token}/").content.decode()
    with time_machine.travel(timezone.now() + timedelta(hours=25)):
        page = client.post(f"/agenda/plek/{token}/ja/", follow=True).content.decode()
        assert "De tijd om te kiezen is voorbij." in page
    page = client.post(f"/agenda/plek/{token}/ja/", follow=True).content.decode()
    assert "De plek is voor u." in page


@pytest.mark.parametrize("path", ["/agenda/plek/onzin/", "/agenda/plek/onzin/dank/"])
def test_link_that_is_not_ours_is_not_there(client, path):
    assert client.get(path).status_code == 404


def test_code_finds_the_place_however_it_is_typed(client, settings):
    made = come(EventFactory())
    response = client.post("/agenda/plek/", {"code": made.readable_code.lower().replace("0", "o")})
    assert response.status_code == 303
    assert made.readable_code in client.get(response["Location"]).content.decode()
    assert client.post("/agenda/plek/", {"code": "Z9 99 99"}).status_code == 422
    settings.FORM_ADDRESS_LIMIT = Rate(per_minute=20, burst=60)
    statuses = [client.post("/agenda/plek/", {"code": f"Z9 99 {n}"}).status_code for n in range(10, 22)]
    assert statuses[-1] == 429


# --- Calendars and feed ---------------------------------------------------------------------------------------------


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


# --- Kept pages -----------------------------------------------------------------------------------------------------


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
