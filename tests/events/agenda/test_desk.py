from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from events.agenda.actions.answering import cancel_registration
from events.agenda.actions.attending import follow_up, introduce
from events.agenda.actions.keeping import repeat_event
from events.agenda.actions.signing_up import sign_up
from events.agenda.models import Call, Introduction, Registration
from tests.factories.agenda import EventFactory, by_phone, come
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client, coordinator):
    client.force_login(coordinator)
    return client


def url(event, tail: str = "") -> str:
    return f"/werk/agenda/{event.uuid}/{tail}"


@pytest.mark.parametrize("tail", ["", "lijst/"])
def test_names_of_guests_are_for_the_desk_only(client, coordinator, tail):
    event = EventFactory()
    come(event, "Wim Waterland")
    assert client.get(url(event, tail)).status_code == 302
    client.force_login(UserFactory())
    assert client.get(url(event, tail)).status_code == 403
    client.force_login(coordinator)
    assert "Wim Waterland" in client.get(url(event, tail)).content.decode()


def test_editor_keeps_events_but_sees_no_guests(client):
    from community.people.enums import Role

    client.force_login(UserFactory(roles=[Role.EDITOR]))
    assert client.get(url(EventFactory())).status_code == 403
    assert client.get("/werk/agenda/bellen/").status_code == 403


def test_worker_writes_down_who_rings(desk):
    event = EventFactory()
    answers = {"name": "Cor", "channel": "phone", "phone": "0344 - 01 25 02", "whom": "self"}
    page = desk.post(url(event, "aanmelden/"), answers, follow=True).content.decode()
    made = Registration.objects.get()
    assert made.user is None
    assert f"Cor staat op de lijst. De code is {made.readable_code}." in page


def test_mistake_at_the_desk_keeps_what_was_typed(desk):
    response = desk.post(url(EventFactory(), "aanmelden/"), {"name": "Cor", "channel": "phone", "phone": "12"})
    assert response.status_code == 422
    assert 'value="Cor"' in response.content.decode()


def test_one_tap_for_who_is_there(desk):
    event = EventFactory()
    wim = come(event)
    page = desk.post(url(event, f"gast/{wim.uuid}/aanwezig/"), {"mark": "attended"}, follow=True).content.decode()
    assert "Wim was er." in page
    desk.post(url(event, f"gast/{wim.uuid}/aanwezig/"), {"mark": "registered"})
    wim.refresh_from_db()
    assert wim.state == "registered"
    assert desk.post(url(event, f"gast/{wim.uuid}/aanwezig/"), {"mark": "waiting"}).status_code == 404


def test_guest_of_another_event_is_not_there(desk):
    wim = come(EventFactory())
    assert desk.post(url(EventFactory(), f"gast/{wim.uuid}/afmelden/")).status_code == 404


def test_worker_says_yes_for_who_was_rung_and_takes_off_and_puts_back(desk):
    event = EventFactory(capacity=1)
    wim = come(event, "Wim")
    cor = sign_up(holder=event, guest=by_phone(), by=None)
    cancel_registration(registration=wim)
    desk.post(url(event, f"gast/{cor.uuid}/ja/"))
    cor.refresh_from_db()
    assert cor.state == "confirmed"
    desk.post(url(event, f"gast/{cor.uuid}/afmelden/"))
    page = desk.post(url(event, f"gast/{cor.uuid}/terug/"), follow=True).content.decode()
    assert "Cor staat weer op de lijst." in page


def test_head_count_without_names(desk):
    event = EventFactory(past=True)
    assert "er waren 23 mensen" in desk.post(url(event, "aantal/"), {"count": "23"}, follow=True).content.decode()
    assert desk.post(url(event, "aantal/"), {"count": "-1"}).status_code == 422
    event.refresh_from_db()
    assert event.head_count == 23


def test_call_off_at_the_desk_fills_the_list_of_whom_to_ring(desk):
    event = EventFactory(title="Soep")
    sign_up(holder=event, guest=by_phone(), by=None)
    assert desk.post(url(event, "gaat-niet-door/"), {"reason": ""}).status_code == 422
    desk.post(url(event, "gaat-niet-door/"), {"reason": "Toos is ziek."})
    page = desk.get("/werk/agenda/bellen/").content.decode()
    assert "Cor" in page
    assert "Het gaat niet door" in page
    call = Call.objects.get()
    assert "Gebeld: Cor." in desk.post(f"/werk/agenda/bellen/{call.pk}/", follow=True).content.decode()
    assert "Niemand. Iedereen weet het." in desk.get("/werk/agenda/bellen/").content.decode()
    desk.post(f"/werk/agenda/bellen/{call.pk}/", {"terug": "1"})
    assert "Cor" in desk.get("/werk/agenda/bellen/").content.decode()


def test_introduction_and_what_came_of_it(desk):
    event = EventFactory(kind="network_drinks")
    wim, els = come(event, "Wim"), come(event, "Els")
    same = {"guest": wim.pk, "other": wim.pk, "introduced_by": "Lotte"}
    assert desk.post(url(event, "kennismaking/"), same).status_code == 422
    page = desk.post(url(event, "kennismaking/"), {**same, "other": els.pk}, follow=True).content.decode()
    assert "voorgesteld door Lotte" in page
    made = Introduction.objects.get()
    assert desk.post(url(event, "nagevraagd/"), {"introduction": made.pk, "outcome": ""}).status_code == 422
    page = desk.post(url(event, "nagevraagd/"), {"introduction": made.pk, "outcome": "Zij fietsen."}, follow=True)
    assert "Zij fietsen." in page.content.decode()


def test_desk_list_costs_the_same_with_one_and_three_rows(desk):
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert desk.get("/werk/agenda/").status_code == 200
        return len(queries)

    EventFactory(capacity=3)
    count()
    one = count()
    for _n in range(2):
        come(EventFactory(capacity=3))
    assert count() == one


def test_worker_ends_a_standing_place_for_who_rings(desk, coordinator):
    event = EventFactory()
    series = repeat_event(event=event, rhythm="weekly", count=3, as_a_whole=False, by=coordinator)
    standing = come(series)
    once = come(event, "Els")
    first = standing.times.get(event=event)
    assert "Stopt helemaal" in desk.get(url(event)).content.decode()
    page = desk.post(url(event, f"gast/{first.uuid}/stopt/"), follow=True).content.decode()
    assert "Wim komt niet meer, ook de volgende keren niet." in page
    assert [row.taken for row in series.events.order_by("starts_at")] == [1, 0, 0]
    assert desk.post(url(event, f"gast/{once.uuid}/stopt/")).status_code == 404


def test_worker_says_yes_to_a_course_for_who_was_rung(desk, coordinator):
    event = EventFactory(capacity=1)
    course = repeat_event(event=event, rhythm="weekly", count=3, as_a_whole=True, by=coordinator)
    wim = come(course)
    cor = sign_up(holder=course, guest=by_phone(), by=None)
    cancel_registration(registration=wim)
    assert "Mogen nu kiezen" in desk.get(url(event)).content.decode()
    desk.post(url(event, f"gast/{cor.uuid}/ja/"))
    cor.refresh_from_db()
    assert (cor.state, cor.times.count()) == ("confirmed", 3)


def test_desk_says_of_which_introductions_to_ask(desk, coordinator):
    event = EventFactory(kind="network_drinks")
    day = timezone.localdate()
    made = introduce(
        guest=come(event, "Wim"), other=come(event, "Els"), introduced_by="Lotte", follow_up_on=day, by=coordinator
    )
    assert "Vraag hoe het ging" in desk.get("/werk/agenda/").content.decode()
    follow_up(introduction=made, outcome="Goed.", by=coordinator)
    assert "Vraag hoe het ging" not in desk.get("/werk/agenda/").content.decode()


def test_unknown_step_is_not_there(desk):
    assert desk.post(url(EventFactory(), "onzin/")).status_code == 404
