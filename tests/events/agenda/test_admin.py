from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from community.people.actions import ensure_roles
from community.people.enums import Role
from events.agenda.models import Event
from tests.factories.agenda import EventFactory, come
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client) -> Any:
    ensure_roles()
    user = UserFactory(roles=[Role.EDITOR], is_staff=True)
    client.force_login(user)
    return client


def answers(**changes: Any) -> dict[str, Any]:
    return {
        "kind": "meal",
        "title": "Aan tafel in Drumpt",
        "summary": "Soep en brood.",
        "description": "",
        "drawing": "soup",
        "day": "2027-01-06",
        "start_time": "17:30",
        "end_time": "19:30",
        "location_name": "De Pannenkamer",
        "place": "Drumpt",
        "price_class": "paid",
        "price_lines": "Gewone prijs: 6\nKleine beurs: 2,50 (u hoeft niets te laten zien)",
        "takes_sign_up": "on",
        "capacity": "12",
        **changes,
    }


def test_editor_makes_an_event_and_puts_it_on_the_site(editor):
    response = editor.post("/beheer/agenda_event/new/", answers())
    assert response.status_code == 302, response.context["form"].errors
    event = Event.objects.get()
    assert (event.slug, event.state, event.capacity) == ("aan-tafel-in-drumpt", "draft", 12)
    assert f"{timezone.localtime(event.starts_at):%Y-%m-%d %H:%M}" == "2027-01-06 17:30"
    assert [(row["label"], row["cents"], row["note"]) for row in event.prices] == [
        ("Gewone prijs", 600, ""),
        ("Kleine beurs", 250, "u hoeft niets te laten zien"),
    ]
    editor.post(f"/beheer/agenda/stap/{event.pk}/publish/")
    event.refresh_from_db()
    assert event.state == "published"


def test_end_before_the_begin_is_the_next_day(editor):
    editor.post("/beheer/agenda_event/new/", answers(start_time="22:00", end_time="01:00"))
    event = Event.objects.get()
    assert f"{timezone.localtime(event.ends_at):%Y-%m-%d %H:%M}" == "2027-01-07 01:00"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"day": "2027-03-28", "start_time": "02:30", "end_time": "04:00"}, "gaat de klok een uur"),
        ({"day": "2027-10-31", "start_time": "02:30", "end_time": "04:00"}, "gaat de klok een uur"),
        ({"price_lines": "zes euro"}, "begrijpen we niet"),
        ({"price_lines": ""}, "Schrijf op wat het kost."),
        ({"capacity": "0"}, "1"),
    ],
)
def test_mistake_is_said(editor, change, message):
    response = editor.post("/beheer/agenda_event/new/", answers(**change))
    assert response.status_code == 200
    assert message in response.content.decode()
    assert not Event.objects.exists()


def test_change_in_the_admin_is_told_and_too_few_places_are_refused(editor, mails):
    event = EventFactory(capacity=12)
    come(event, "Wim")
    come(event, "Els")
    page = f"/beheer/agenda_event/edit/{event.pk}/"
    assert editor.get(page).status_code == 200
    assert "Er zijn al 2 mensen aangemeld." in editor.post(page, answers(capacity="1")).content.decode()
    editor.post(page, answers(slug=event.slug))
    assert mails("wim@example.org") == ["received", "changed"]


def test_repeat_extend_and_call_off_in_the_admin(editor):
    event = EventFactory()
    editor.post(f"/beheer/agenda/stap/{event.pk}/repeat/", {"rhythm": "weekly", "count": "3"})
    assert Event.objects.count() == 3
    editor.post(f"/beheer/agenda/stap/{event.pk}/extend/", {"count": "2"})
    assert Event.objects.count() == 5
    editor.post(f"/beheer/agenda/stap/{event.pk}/call_off/", {"reason": ""})
    event.refresh_from_db()
    assert event.state == "published"
    editor.post(f"/beheer/agenda/stap/{event.pk}/call_off/", {"reason": "Storm."})
    event.refresh_from_db()
    assert event.state == "cancelled"


def test_lists_and_steps_are_not_for_everyone(client, editor):
    event = EventFactory()
    assert editor.get("/beheer/agenda_event/").status_code == 200
    client.force_login(UserFactory(roles=[Role.MODERATOR], is_staff=True))
    assert client.post(f"/beheer/agenda/stap/{event.pk}/take_back/").status_code in {302, 403}
    event.refresh_from_db()
    assert event.state == "published"
