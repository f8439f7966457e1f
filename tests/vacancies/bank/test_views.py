from __future__ import annotations

import json
import re

import pytest
from django.utils import timezone

from tests.factories.bank import OrganisationFactory, VacancyFactory
from tests.factories.people import CoordinatorFactory, UserFactory
from vacancies.bank.models import Organisation, OrganisationContact, Vacancy

pytestmark = pytest.mark.django_db


@pytest.fixture
def contact():
    user, organisation = UserFactory(), OrganisationFactory()
    OrganisationContact.objects.create(
        organisation=organisation, user=user, name="Ans", email=user.email, accepted_at=timezone.now()
    )
    return user, organisation


def answers(organisation: Organisation, **changes: object) -> dict[str, object]:
    theme = VacancyFactory(themes=["Dieren"]).themes.get()
    return {
        "kind": "volunteer",
        "title": "Kippen voeren",
        "description": "U voert de kippen.",
        "themes": [theme.pk],
        "frequency": "weekly",
        "hours_per_week": "2,5",
        "place": "Tiel",
        "places": "1",
        **changes,
    }


def ld(content: bytes) -> dict[str, object]:
    found = re.search(rb'<script type="application/ld\+json">(.*?)</script>', content, re.S)
    assert found
    return next(node for node in json.loads(found[1])["@graph"] if node["@type"] == "JobPosting")


def test_open_vacancy_is_shown_without_a_cookie(client):
    vacancy = VacancyFactory(dayparts=["tue-morning"], hours_per_week=2, frequency="weekly")
    response = client.get(vacancy.get_absolute_url())
    page = response.content.decode()
    assert "Ik wil dit doen" in page
    assert "dinsdagochtend" in page
    assert "2 uur per week" in page
    assert response.cookies == {}
    assert ld(response.content)["employmentType"] == "VOLUNTEER"


def test_filled_vacancy_says_so_with_the_date_and_takes_nobody(client):
    vacancy = VacancyFactory(filled=True, filled_on=timezone.localdate().replace(day=12))
    page = client.get(vacancy.get_absolute_url())
    assert "Vervuld" in page.content.decode()
    assert "op 12 " in page.content.decode()
    assert "Ik wil dit doen" not in page.content.decode()
    assert ld(page.content)["validThrough"] <= timezone.localdate().isoformat()
    assert client.get(f"{vacancy.get_absolute_url()}aanmelden/").status_code == 302


@pytest.mark.parametrize("state", ["draft", "submitted", "rejected", "archived"])
def test_vacancy_that_is_not_public_is_not_there(client, state):
    assert client.get(VacancyFactory(state=state).get_absolute_url()).status_code == 404


def test_paid_job_has_its_own_way_and_its_last_day(client):
    vacancy = VacancyFactory(kind="paid", employment_type="part_time", valid_through=timezone.localdate())
    page = client.get(vacancy.get_absolute_url())
    assert "Dit is betaald werk." in page.content.decode()
    assert ld(page.content)["employmentType"] == "PART_TIME"
    assert client.get(f"{vacancy.get_absolute_url()}aanmelden/").status_code == 404


def test_page_costs_a_fixed_number_of_queries(client, django_assert_max_num_queries):
    vacancy = VacancyFactory(themes=["Dieren", "Taal", "Koken"], dayparts=["tue-morning", "wed-morning"])
    for _number in range(3):
        VacancyFactory(themes=["Dieren"])
    client.get(vacancy.get_absolute_url())
    with django_assert_max_num_queries(90):
        client.get(vacancy.get_absolute_url())


def test_organisation_writes_submits_and_takes_back(client, contact):
    user, organisation = contact
    client.force_login(user)
    response = client.post(f"/mijn/organisatie/{organisation.uuid}/nieuw/", answers(organisation))
    assert response.status_code == 303
    vacancy = Vacancy.objects.get(title="Kippen voeren")
    assert (vacancy.state, vacancy.latitude is not None) == ("draft", True)
    client.post(f"/mijn/vacature/{vacancy.uuid}/insturen/")
    vacancy.refresh_from_db()
    assert vacancy.state == "submitted"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"title": ""}, "Vul een titel in"),
        ({"title": "a\x00b"}, "tekens die wij niet kunnen lezen"),
        ({"title": "a" * 5000}, "160"),
        ({"hours_per_week": "40"}, "hoogstens 20 uur"),
        ({"hours_per_week": "veel"}, "Vul een getal in"),
        ({"place": "Nergenshuizen"}, "Deze plaats kennen we niet"),
        ({"postcode": "0000 AA"}, "vier cijfers en twee letters"),
        ({"places": "-1"}, "places"),
        ({"themes": []}, "Kies minstens één onderwerp"),
        ({"valid_through": "ooit"}, "Vul een datum in"),
    ],
)
def test_mistake_is_said_and_nothing_that_was_typed_is_lost(client, contact, change, message):
    user, organisation = contact
    client.force_login(user)
    data = answers(organisation, description="Dit schreef ik.", **change)
    response = client.post(f"/mijn/organisatie/{organisation.uuid}/nieuw/", data)
    page = response.content.decode()
    assert response.status_code == 422
    assert message in page
    assert "Dit schreef ik." in page
    assert not Vacancy.objects.filter(organisation=organisation).exists()


def test_other_organisation_is_not_there_and_anonymous_logs_in(client, contact):
    user, _organisation = contact
    other = VacancyFactory(draft=True)
    address = f"/mijn/vacature/{other.uuid}/"
    assert client.get(address)["Location"].startswith("/account/login/?next=")
    client.force_login(user)
    assert client.get(address).status_code == 404
    assert client.post(f"{address}insturen/").status_code == 404
    assert client.get(f"/mijn/organisatie/{other.organisation.uuid}/").status_code == 404


def test_html_in_a_title_is_text(client):
    vacancy = VacancyFactory(title="<script>alert(1)</script>")
    assert b"<script>alert(1)" not in client.get(vacancy.get_absolute_url()).content


@pytest.mark.parametrize(
    "path", ["/beheer/vacancy/", "/beheer/organisation/", "/beheer/theme/", "/beheer/vacancy/?export=xlsx"]
)
def test_admin_lists_are_for_coordinators(client, path):
    VacancyFactory(title="=1+1")
    client.force_login(UserFactory())
    assert client.get(path, follow=True).status_code == 403
    client.force_login(CoordinatorFactory())
    assert client.get(path).status_code == 200


def test_admin_edits_through_the_same_action(client):
    vacancy, by = VacancyFactory(draft=True), CoordinatorFactory()
    client.force_login(by)
    page = client.get(f"/beheer/vacancy/edit/{vacancy.pk}/")
    assert page.status_code == 200
    assert client.get(f"/beheer/vacancy/inspect/{vacancy.pk}/").status_code == 200
    response = client.post(f"/beheer/vacaturebank/stap/{vacancy.pk}/publish/")
    vacancy.refresh_from_db()
    assert (response.status_code, vacancy.state) == (302, "published")


def test_renamed_theme_is_renamed_in_search(client):
    vacancy = VacancyFactory(themes=["Dieren"])
    theme = vacancy.themes.get()
    client.force_login(UserFactory(is_superuser=True))
    data = {"name": "Beesten", "slug": theme.slug, "drawing": "sheep"}
    assert client.post(f"/beheer/theme/edit/{theme.pk}/", data).status_code == 302
    assert client.get("/api/v1/vacancies/?theme=beesten").json()["results"][0]["themes"] == ["Beesten"]


def test_invited_contact_keeps_the_organisation_from_the_first_login(client):
    organisation = OrganisationFactory()
    OrganisationContact.objects.create(
        organisation=organisation, name="Ans", email="ans@example.org", invited_at=timezone.now()
    )
    client.force_login(UserFactory(email="ans@example.org"))
    client.get("/mijn/")
    assert client.get(f"/mijn/organisatie/{organisation.uuid}/").status_code == 200


def test_open_vacancies_stand_in_the_sitemap_and_filled_ones_do_not(client):
    vacancy, filled = VacancyFactory(), VacancyFactory(filled=True)
    index = client.get("/sitemap.xml").content.decode()
    assert "http://testserver/sitemap-vacancies.xml" in index
    listed = client.get("/sitemap-vacancies.xml").content.decode()
    assert f"<loc>http://testserver{vacancy.get_absolute_url()}</loc>" in listed
    assert filled.slug not in listed
    assert client.get("/sitemap-pages.xml").status_code == 200
