"""Who leaves a number is rung by the promised half day, and the desk ends it without a place."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from portal.notices.models import Notice
from portal.pages.models import OpeningHours, SiteSettings
from portal.settings.environment import Rate
from tests.factories.people import CoordinatorFactory, UserFactory
from tests.vacancies.placements.test_views import opened
from vacancies.placements import actions
from vacancies.placements.enums import ApplicationState, Topic
from vacancies.placements.exceptions import AlreadyChanged, NotAllowed
from vacancies.placements.models import Application

pytestmark = pytest.mark.django_db

URL = "/bel-mij-terug/"
HERE = {"HTTP_SEC_FETCH_SITE": "same-origin"}
EVENING = datetime(2026, 11, 25, 19, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))


@pytest.fixture(autouse=True)
def _open_from_nine_to_five(site):
    cache.clear()
    details = SiteSettings.objects.create(site=site, name="Aan de Dijk", phone="0344 - 12 34 56")
    for weekday in range(5):
        OpeningHours.objects.create(settings=details, weekday=weekday, opens=time(9), closes=time(17))
    yield
    cache.clear()


@pytest.fixture
def at_night():
    with time_machine.travel(EVENING, tick=False):
        yield


def asked(**changes: Any) -> dict[str, Any]:
    return {"phone": "06 12345678", "when": "2026-11-26-voor", "topic": "call_back", "opened": opened(), **changes}


def test_number_reaches_the_board_with_a_promise_before_noon(client, at_night):
    CoordinatorFactory(first_name="Hanneke")
    response = client.post(URL, asked(), **HERE)
    assert response.status_code == 303
    made = Application.objects.get()
    assert (made.topic, made.channel, made.wish_when) == (Topic.CALL_BACK, "phone", "Morgen voor 12.00 uur")
    assert timezone.localtime(made.due_at) == datetime(2026, 11, 26, 12, 0, tzinfo=EVENING.tzinfo)
    thanks = client.get(response["Location"]).content.decode()
    assert "Hanneke belt u terug." in thanks
    assert "donderdag 26 november om 12.00 uur" in thanks


def test_form_of_another_site_is_refused(client, at_night):
    assert client.post(URL, asked(), HTTP_SEC_FETCH_SITE="cross-site").status_code == 403
    assert client.post(URL, asked(), HTTP_ORIGIN="https://elders.example.org").status_code == 403
    assert client.post(URL, asked()).status_code == 403
    assert client.post(URL, asked(), HTTP_ORIGIN="http://testserver").status_code == 303


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"phone": ""}, "Vul uw telefoonnummer in"),
        ({"phone": "12"}, "Dit telefoonnummer is te kort"),
        ({"when": "2026-11-25-voor"}, "Dit moment is voorbij"),
        ({"when": ""}, "Kies wanneer het uitkomt"),
    ],
)
def test_mistake_is_said_and_the_number_is_kept(client, at_night, change, message):
    response = client.post(URL, asked(**change), **HERE)
    html = response.content.decode()
    assert response.status_code == 422
    assert message in html
    assert "phone" in change or 'value="06 12345678"' in html
    assert not Application.objects.exists()


def test_without_opening_hours_we_ring_by_the_end_of_the_next_working_day(client, at_night):
    OpeningHours.objects.all().delete()
    assert client.post(URL, asked(when=""), **HERE).status_code == 303
    assert timezone.localtime(Application.objects.get().due_at).date().isoformat() == "2026-11-26"


def test_worker_of_the_page_rings_only_when_at_the_desk(client, at_night):
    CoordinatorFactory(first_name="Anna")
    desk, other = CoordinatorFactory(first_name="Zoe"), UserFactory(first_name="Wim")
    client.post(URL, asked(topic="caregiver", worker=str(desk.uuid)), **HERE)
    client.post(URL, asked(phone="06 87654321", worker=str(other.uuid)), **HERE)
    client.post(URL, asked(phone="06 11112222", worker="geen uuid"), **HERE)
    assert [row.handler.first_name for row in Application.objects.order_by("pk")] == ["Zoe", "Anna", "Anna"]


def test_same_number_twice_makes_one_row_and_the_same_page(client, at_night):
    first = client.get(client.post(URL, asked(), **HERE)["Location"]).content.decode()
    second = client.get(client.post(URL, asked(), **HERE)["Location"]).content.decode()
    assert Application.objects.count() == 1
    assert len(first) == len(second)


def test_caregiver_with_a_question_of_another_kind_gets_both(client, at_night):
    client.post(URL, asked(), **HERE)
    client.post(URL, asked(topic="caregiver"), **HERE)
    assert set(Application.objects.values_list("topic", flat=True)) == {"call_back", "caregiver"}


def test_too_many_from_one_address_wait(client, at_night, settings):
    settings.FORM_ADDRESS_LIMIT = Rate(per_minute=1, burst=1)
    client.post(URL, asked(), **HERE)
    response = client.post(URL, asked(phone="06 87654321"), **HERE)
    assert response.status_code == 429
    assert int(response["Retry-After"]) > 0
    assert 'value="06 87654321"' in response.content.decode()


def test_robot_is_answered_like_a_success(client, at_night):
    response = client.post(URL, asked(website="http://spam.example.org"), **HERE)
    assert response.status_code == 200
    assert not Application.objects.exists()


def test_worker_reads_what_it_is_about_and_the_hour(client, at_night):
    CoordinatorFactory(first_name="Hanneke", email="hanneke@example.org")
    client.post(URL, asked(), **HERE)
    text = Notice.objects.get(kind="placements.handler").text
    assert "Wil gebeld worden" in text
    assert "donderdag 26 november, 12.00 uur" in text
    assert "12345678" not in text


def test_desk_ends_a_call_without_a_place(client, at_night):
    worker = CoordinatorFactory()
    client.post(URL, asked(), **HERE)
    made = Application.objects.get()
    client.force_login(worker)
    page = client.get(reverse("placements:application", args=[made.uuid])).content.decode()
    assert "Rond dit af" in page
    assert "Stel een plek voor" not in page
    response = client.post(reverse("placements:act", args=[made.uuid, "klaar"]), {"answer": "Bram gaat langs."})
    assert response.status_code == 303
    made.refresh_from_db()
    assert (made.state, made.answer, made.answered_at is not None) == (ApplicationState.DONE, "Bram gaat langs.", True)


def test_board_names_what_it_is_about(client, at_night):
    client.post(URL, asked(), **HERE)
    client.force_login(CoordinatorFactory())
    assert "wil gebeld worden" in client.get("/werk/").content.decode()


def test_only_the_desk_finishes_and_never_who_came_to_take_part():
    worker = CoordinatorFactory()
    call = actions.apply(
        site=SiteSettings.objects.get().site,
        vacancy=None,
        by=None,
        applicant=actions.Applicant(name="Wim", channel="phone", phone="06", topic=Topic.CALL_BACK),
    )
    with pytest.raises(NotAllowed):
        actions.finish(application=call, answer="", by=UserFactory())
    actions.finish(application=call, answer="", by=worker)
    with pytest.raises(AlreadyChanged):
        actions.finish(application=call, answer="", by=worker)
    general = actions.apply(
        site=call.site,
        vacancy=None,
        by=None,
        applicant=actions.Applicant(name="Ans", channel="email", email="ans@example.org"),
    )
    with pytest.raises(NotAllowed):
        actions.finish(application=general, answer="", by=worker)


def test_thanks_of_a_call_has_the_way_out(client, at_night):
    thanks = client.post(URL, asked(), **HERE)["Location"]
    leave = thanks.replace("/dank/", "/intrekken/")
    assert "Hoeven wij u niet te bellen?" in client.get(leave).content.decode()
    client.post(leave)
    assert Application.objects.get().state == ApplicationState.WITHDRAWN


def test_form_of_a_link_remembers_the_topic_and_nothing_else(client):
    html = client.get(URL, {"topic": "caregiver", "phone": "0612345678"}).content.decode()
    assert 'value="caregiver"' in html
    assert "0612345678" not in html
