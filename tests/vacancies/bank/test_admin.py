"""The bank in the admin: lists, forms, steps, and what is done with several rows at once."""

from __future__ import annotations

import pytest
from django.urls import reverse
from wagtail.models import Page, Site

from community.people.enums import Role
from portal.history.queries import history_of
from portal.notices.models import Notice
from portal.places.models import Neighbourhood, Place
from portal.vocabulary.models import Theme
from tests.factories.bank import OrganisationFactory, VacancyFactory, default_site
from tests.factories.people import CoordinatorFactory, UserFactory
from vacancies.bank.enums import OrganisationState, VacancyState
from vacancies.bank.models import OrganisationContact

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordinator(client):
    user = CoordinatorFactory()
    client.force_login(user)
    return user


@pytest.fixture
def editor(client):
    user = UserFactory(roles=[Role.EDITOR])
    client.force_login(user)
    return user


def bulk(client, model, action, rows, **data):
    address = reverse("wagtail_bulk_action", args=["bank", model, action])
    return f"{address}?{'&'.join(f'id={row.pk}' for row in rows)}&next=/beheer/"


def test_list_offers_boxes_and_steps(client, coordinator):
    vacancy = VacancyFactory(title="Schapen tellen")
    page = client.get("/beheer/vacancy/").content.decode()
    assert "data-bulk-action-checkbox" in page
    assert f'id="row_{vacancy.pk}_title"' in page
    assert "data-bulk-action-button" in page
    assert reverse("bank_step", args=[vacancy.pk, "pause"]) in page


def test_several_vacancies_are_paused_and_a_refusal_names_the_vacancy(client, coordinator):
    first, second = VacancyFactory(), VacancyFactory(title="Nog een concept", draft=True)
    address = bulk(client, "vacancy", "pause", [first, second])
    assert "Nog een concept" in client.get(address).content.decode()
    answer = client.post(address, follow=True)
    first.refresh_from_db(), second.refresh_from_db()
    assert (first.state, second.state) == (VacancyState.PAUSED, VacancyState.DRAFT)
    assert "“Nog een concept”:" in answer.content.decode()
    assert "1 gedaan" in answer.content.decode()


def test_rows_of_another_site_stay_as_they_are(client, coordinator):
    root = Page.objects.get(depth=1)
    elsewhere = Site.objects.create(hostname="elders.localhost", root_page=root.get_children().first())
    theirs = VacancyFactory(site=elsewhere)
    address = bulk(client, "vacancy", "pause", [theirs])
    client.post(address)
    theirs.refresh_from_db()
    assert theirs.state == VacancyState.PUBLISHED


def test_an_editor_does_nothing_with_vacancies(client):
    client.force_login(UserFactory(roles=[Role.EDITOR]))
    vacancy = VacancyFactory()
    client.post(bulk(client, "vacancy", "archive", [vacancy]))
    vacancy.refresh_from_db()
    assert vacancy.state == VacancyState.PUBLISHED


def test_several_organisations_become_active(client, coordinator):
    rows = [OrganisationFactory(state=OrganisationState.CHECKED) for _ in range(2)]
    client.post(bulk(client, "organisation", "active", rows))
    for row in rows:
        row.refresh_from_db()
        assert row.state == OrganisationState.ACTIVE


def test_an_organisation_is_refused_with_a_reason(client, coordinator):
    organisation = OrganisationFactory(state=OrganisationState.APPLIED)
    address = reverse("bank_refuse", args=[organisation.pk])
    assert address in client.get("/beheer/organisation/").content.decode()
    answer = client.post(address, {"reason": ""})
    assert "Fout:" in answer.content.decode()
    client.post(address, {"reason": "Geen vrijwilligerswerk."})
    organisation.refresh_from_db()
    assert organisation.state == OrganisationState.REFUSED
    assert history_of(organisation).last().reason == "Geen vrijwilligerswerk."
    inspected = client.get(f"/beheer/organisation/inspect/{organisation.pk}/").content.decode()
    assert "Geen vrijwilligerswerk." in inspected
    assert "geweigerd" in inspected


def test_contacts_are_invited_from_the_list(client, coordinator):
    organisation = OrganisationFactory()
    OrganisationContact.objects.create(organisation=organisation, name="Ans", email="ans@example.org")
    address = reverse("bank_invite", args=[organisation.pk])
    assert address in client.get("/beheer/organisation/").content.decode()
    client.post(address)
    assert Notice.objects.get(kind="bank.invitation").recipient == "ans@example.org"


def test_aliases_of_a_theme_are_typed_with_commas_and_reach_search(client, editor):
    theme = Theme.objects.create(name="Koken", slug="koken", aliases=["eten"])
    vacancy = VacancyFactory()
    vacancy.themes.add(theme)
    assert client.get("/api/v1/vacancies/?q=maaltijd").json()["count"] == 0
    page = client.get(f"/beheer/theme/edit/{theme.pk}/").content.decode()
    assert ">\neten</textarea>" in page
    answer = client.post(
        f"/beheer/theme/edit/{theme.pk}/",
        {"name": "Koken", "slug": "koken", "aliases": "eten, maaltijd,\neten", "drawing": "pot"},
    )
    assert answer.status_code == 302
    theme.refresh_from_db()
    assert theme.aliases == ["eten", "maaltijd"]
    assert client.get("/api/v1/vacancies/?q=maaltijd").json()["count"] == 1


def test_postcodes_of_a_neighbourhood_are_checked(client, editor):
    data = {"level": "BU", "name": "Drumpt", "slug": "drumpt", "cbs_code": "BU02810401", "parent": ""}
    answer = client.post("/beheer/neighbourhood/new/", {**data, "postcodes": "4003, vier"})
    assert "“VIER” is geen postcode." in answer.content.decode()
    assert "4003, vier" in answer.content.decode()
    client.post("/beheer/neighbourhood/new/", {**data, "postcodes": "4003, 4003 ab"})
    made = Neighbourhood.objects.get()
    assert (made.postcodes, made.site) == (["4003", "4003AB"], default_site())
    answer = client.post("/beheer/neighbourhood/new/", {**data, "slug": "oost", "postcodes": "4003AB"})
    assert "4003AB hoort al bij Drumpt" in answer.content.decode()
    assert "Een andere buurt heeft deze code al." in answer.content.decode()
    client.post(f"/beheer/neighbourhood/edit/{made.pk}/", {**data, "postcodes": "4003"})
    assert Neighbourhood.objects.get().postcodes == ["4003"]


def test_a_place_gets_its_other_names_in_the_form_that_is_compared(client, editor):
    place = Place.objects.filter(name="Tiel").first()
    client.post(
        f"/beheer/place/edit/{place.pk}/",
        {"name": "Tiel", "aliases": "Fruitstad", "latitude": place.latitude, "longitude": place.longitude},
    )
    place.refresh_from_db()
    assert (place.key, place.aliases) == ("tiel", ["fruitstad"])
