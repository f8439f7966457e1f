from __future__ import annotations

import pytest

from tests.factories.agenda import EventFactory
from tests.factories.people import CoordinatorFactory

pytestmark = pytest.mark.django_db


def test_event_page_says_what_when_and_where(client):
    event = EventFactory(title="Aan tafel in Drumpt", location_name="De Pannenkamer", place="Drumpt")
    page = client.get(event.get_absolute_url()).content.decode()
    assert "Aan tafel in Drumpt" in page
    assert "De Pannenkamer, Drumpt" in page
    assert "10.00 tot 12.00 uur" in page


def test_draft_is_there_for_who_keeps_the_agenda_only(client):
    event = EventFactory(draft=True)
    assert client.get(event.get_absolute_url()).status_code == 404
    client.force_login(CoordinatorFactory())
    assert client.get(event.get_absolute_url()).status_code == 200
