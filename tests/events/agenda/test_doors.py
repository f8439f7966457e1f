"""What the agenda gives to pages below it: a list in a block, a code that works wherever one is asked for."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from events.agenda.doors import upcoming_for_pages
from events.agenda.models import Call
from portal.pages.models import StandardPage
from tests.factories.agenda import EventFactory, come
from tests.factories.bank import VacancyFactory, default_site
from tests.factories.people import CoordinatorFactory
from tests.factories.placements import application_for

pytestmark = pytest.mark.django_db


def test_events_block_shows_what_comes_with_its_facts(client: Client):
    site = default_site()
    EventFactory(title="Samen lezen", starts_at=timezone.now() + timedelta(days=2))
    EventFactory(title="Soep van toen", starts_at=timezone.now() - timedelta(days=2))
    blocks = [{"type": "events", "value": {"title": "Binnenkort", "theme": "", "count": 3}}]
    page = StandardPage(title="Iets", slug="iets", lead="", body=json.dumps(blocks))
    site.root_page.add_child(instance=page)
    shown = client.get(page.url).content.decode()
    assert "Binnenkort" in shown
    assert "Samen lezen" in shown
    assert "Soep van toen" not in shown


def test_row_is_true_until_the_event_begins():
    event = EventFactory(capacity=None)
    assert [item.until for item in upcoming_for_pages(event.site_id, "", 3)] == [event.starts_at]
    assert list(upcoming_for_pages(event.site_id, "geen-onderwerp", 3)) == []


@pytest.mark.parametrize("address", ["/aanmelding/", "/agenda/plek/"])
def test_code_works_at_both_doors(client: Client, address: str):
    guest: Any = come(EventFactory(), "Wim")
    application: Any = application_for(VacancyFactory())
    for code, begins in ((guest.code, "/agenda/plek/"), (application.code, "/aanmelding/")):
        response = client.post(address, {"code": code.lower()})
        assert response.status_code == 303
        assert response["Location"].startswith(begins)
        assert len(response["Location"]) > len(begins) + 10
    assert client.post(address, {"code": "Z00000"}).status_code == 422


def test_home_of_the_admin_says_whom_to_ring(client: Client):
    event = EventFactory()
    guest = come(event, "Wim", channel="phone", email="", phone="0344 - 01 25 01")
    Call.objects.create(registration=guest, kind="changed", made_at=timezone.now())
    client.force_login(CoordinatorFactory(is_staff=True))
    home = client.get("/beheer/").content.decode()
    assert "1 gast van de agenda bellen" in home
    assert "/werk/agenda/bellen/" in home
