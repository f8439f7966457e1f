"""The broker of the civic internship works from its first day: places that fit, and two forms that reach the board."""

from __future__ import annotations

from typing import Any

import pytest
from django.template import Context, Template
from django.urls import reverse
from wagtail.models import Page

from portal.pages.models import HomePage, InternshipPage
from portal.settings.environment import Rate
from tests.factories.bank import VacancyFactory
from tests.factories.people import CoordinatorFactory
from tests.vacancies.placements.test_views import opened
from vacancies.bank.enums import Kind
from vacancies.internships.models import HostOffer, InternshipWish
from vacancies.internships.queries import Pupil, open_internships
from vacancies.placements.enums import ApplicationState, Topic
from vacancies.placements.models import Application

pytestmark = pytest.mark.django_db


@pytest.fixture
def broker(site) -> str:
    """The address of the page of the broker."""
    home = HomePage(title="Begin", slug="begin")
    Page.get_first_root_node().add_child(instance=home)
    site.root_page = home
    site.save()
    home.add_child(instance=InternshipPage(title="Maatschappelijke stage", slug="stage"))
    return "/stage/"


ASK, OFFER = "/maatschappelijke-stage/zoeken/", "/maatschappelijke-stage/plek-bieden/"
REACH = {"name": "Mevrouw Griendhout", "channel": "email", "email": "school@example.org"}


def wish(**changes: Any) -> dict[str, Any]:
    own = {
        "asker": "school",
        "school_name": "De Sluiswachter",
        "school_type": "havo",
        "school_year": "3",
        "age": "14",
        "pupils": "24",
        "hours": "30",
        "wish_what": "Iets met fietsen.",
    }
    return {**REACH, **own, "opened": opened(), **changes}


def offer(**changes: Any) -> dict[str, Any]:
    own = {
        "organisation_name": "Werkplaats Het Spatbord",
        "wish_what": "Fietsen maken met Henk.",
        "wish_where": "Tiel-West",
        "school_types": ["vmbo", "havo"],
        "minimum_age": "14",
        "places": "2",
    }
    return {**REACH, **own, "opened": opened(), **changes}


def test_school_reaches_the_board_with_the_promise(client):
    CoordinatorFactory(first_name="Lotte")
    response = client.post(ASK, wish())
    assert response.status_code == 303
    made = Application.objects.get()
    asked = InternshipWish.objects.get(application=made)
    assert (made.topic, made.state) == (Topic.INTERNSHIP, ApplicationState.RECEIVED)
    assert (asked.school_name, asked.school_type, asked.school_year, asked.age, asked.pupils, asked.hours) == (
        "De Sluiswachter", "havo", 3, 14, 24, 30,
    )  # fmt: skip
    thanks = client.get(response["Location"]).content.decode()
    assert "Lotte leest dit" in thanks
    assert made.readable_code in thanks
    client.force_login(CoordinatorFactory())
    desk = client.get(reverse("placements:application", args=[made.uuid])).content.decode()
    assert "De Sluiswachter" in desk
    assert "havo, leerjaar 3" in desk
    assert "Stel een plek voor" in desk


def test_host_reaches_the_board_and_is_helped_without_a_place(client):
    worker = CoordinatorFactory()
    assert client.post(OFFER, offer()).status_code == 303
    made = Application.objects.get()
    offered = HostOffer.objects.get(application=made)
    assert (made.topic, offered.school_types, offered.minimum_age, offered.places) == (
        Topic.INTERNSHIP_HOST, ["vmbo", "havo"], 14, 2,
    )  # fmt: skip
    client.force_login(worker)
    page = client.get(reverse("placements:application", args=[made.uuid])).content.decode()
    assert "Werkplaats Het Spatbord" in page
    assert "Stel een plek voor" not in page
    client.post(reverse("placements:act", args=[made.uuid, "klaar"]), {"answer": ""})
    made.refresh_from_db()
    assert made.state == ApplicationState.DONE


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"asker": ""}, "Kies wie u bent"),
        ({"school_name": ""}, "Vul de naam van de school in"),
        ({"school_type": "mavo"}, "Selecteer een geldige keuze"),
        ({"school_year": ""}, "Kies het leerjaar"),
        ({"age": "9"}, "Vul een leeftijd in van 11 tot en met 23 jaar"),
        ({"pupils": "0"}, "Dit is er minstens 1"),
        ({"email": ""}, "Vul uw e-mailadres in"),
    ],
)
def test_mistake_of_a_school_is_said_and_the_rest_is_kept(client, change, message):
    response = client.post(ASK, wish(**change))
    html = response.content.decode()
    assert response.status_code == 422
    assert message in html
    assert "Iets met fietsen." in html
    assert not Application.objects.exists()


@pytest.mark.parametrize("name", ["organisation_name", "wish_what", "wish_where"])
def test_host_that_forgets_something_hears_it(client, name):
    response = client.post(OFFER, offer(**{name: ""}))
    assert response.status_code == 422
    assert not HostOffer.objects.exists()


def test_pupil_needs_little(client):
    sent = wish(asker="pupil", age="", pupils="", hours="", wish_what="", channel="phone", email="", phone="0612345678")
    assert client.post(ASK, sent).status_code == 303
    asked = InternshipWish.objects.get()
    assert (asked.age, asked.pupils, asked.hours) == (None, 1, None)


def test_second_wish_of_the_same_person_adds_nothing(client):
    for _time in range(2):
        client.post(ASK, wish())
    assert (Application.objects.count(), InternshipWish.objects.count()) == (1, 1)


def test_robots_and_floods_are_held_back(client, settings):
    assert client.post(ASK, wish(website="spam")).status_code == 200
    settings.FORM_ADDRESS_LIMIT = Rate(per_minute=1, burst=1)
    client.post(OFFER, offer())
    response = client.post(OFFER, offer(email="ander@example.org"))
    assert response.status_code == 429
    assert "Fietsen maken met Henk." in response.content.decode()
    assert Application.objects.count() == 1


# ---- places that fit


def place(**values: Any) -> Any:
    return VacancyFactory(kind=Kind.INTERNSHIP, **values)


@pytest.mark.parametrize(
    ("pupil", "titles"),
    [
        (Pupil(), {"voor allen", "havo 3", "vanaf 16"}),
        (Pupil(school_type="havo"), {"voor allen", "havo 3", "vanaf 16"}),
        (Pupil(school_type="vmbo"), {"voor allen", "vanaf 16"}),
        (Pupil(school_year=2), {"voor allen", "vanaf 16"}),
        (Pupil(age=14), {"voor allen", "havo 3"}),
        (Pupil("havo", 3, 16), {"voor allen", "havo 3", "vanaf 16"}),
    ],
)
def test_place_that_asks_nothing_is_for_everyone(site, pupil, titles):
    place(title="voor allen")
    place(title="havo 3", school_types=["havo"], school_years=[3])
    place(title="vanaf 16", minimum_age=16)
    place(title="vervuld", filled=True)
    VacancyFactory(title="vrijwilligerswerk")
    assert {found.title for found in open_internships(site.pk, pupil)} == titles


def test_list_costs_the_same_for_one_and_for_many(site, django_assert_num_queries):
    for count in (1, 3):
        while len(open_internships(site.pk)) < count:
            place(school_types=["havo"])
        with django_assert_num_queries(1):
            for found in open_internships(site.pk):
                assert found.organisation.name


def test_page_part_narrows_by_what_is_asked(rf):
    place(title="havo 3", school_types=["havo"], school_years=[3])
    source = (
        "{% load internships %}{% internship_places as found %}{% for p, f in found.places %}{{ p.title }}{% endfor %}"
    )

    def shown(**asked: str) -> str:
        return Template(source).render(Context({"request": rf.get("/", asked)}))

    assert shown(schoolsoort="havo", leerjaar="3") == "havo 3"
    assert shown(schoolsoort="vmbo") == ""
    assert shown(leeftijd="oud") == ""


@pytest.mark.parametrize(
    ("asked", "field", "message"),
    [
        ({"leeftijd": "oud"}, "leeftijd", "Vul een leeftijd in van 11 tot en met 23 jaar"),
        ({"leeftijd": "140"}, "leeftijd", "Vul een leeftijd in van 11 tot en met 23 jaar"),
        ({"schoolsoort": "onzin", "leerjaar": "2"}, "schoolsoort", "Kies een schoolsoort uit de lijst"),
        ({"leerjaar": "99"}, "leerjaar", "Kies een leerjaar uit de lijst"),
    ],
)
def test_wrong_value_is_said_at_its_field_and_the_rest_is_kept(broker, client, asked, field, message):
    place(title="Stage: havo 3", school_types=["havo"], school_years=[3])
    assert "Stage: havo 3" in client.get(broker).content.decode()
    response = client.get(broker, asked)
    html = response.content.decode()
    assert response.status_code == 422
    assert f'<a href="#id_{field}">{message}</a>' in html
    assert f'id="id_{field}_error"' in html
    assert "<title>Fout:" in html
    assert "Stage: havo 3" not in html
    if "leerjaar" in asked and field != "leerjaar":
        assert '<option value="2" selected>' in html
    assert client.get(broker, {"schoolsoort": "havo"}).status_code == 200
