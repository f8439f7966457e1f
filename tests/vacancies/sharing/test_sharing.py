"""Two organisations show each other's open places once both agree, and stop at once when one does."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from wagtail.models import Site

from portal.history.queries import history_of
from tests.factories.bank import OrganisationFactory, VacancyFactory
from tests.portal.pages.formula.conftest import FORMULA, MEMBER, admin, moderator_of, visitor
from vacancies.bank import actions as bank
from vacancies.bank.enums import VacancyState
from vacancies.sharing import actions
from vacancies.sharing.exceptions import AlreadyAsked, NotAllowed
from vacancies.sharing.models import Sharing
from vacancies.sharing.queries import partners_of

PLACES = ["/vacatures/", "/feeds/vacatures.atom", "/vacatures/ingebed/", "/zoeken/?q=appels", "/api/v1/vacancies/"]


def open_place(site: Site, title: str) -> Any:
    organisation = OrganisationFactory(site=site, state="active")
    vacancy = VacancyFactory(site=site, organisation=organisation, title=title, state=VacancyState.PUBLISHED)
    from portal.history import changed
    from vacancies.bank.models import Vacancy

    changed.send(Vacancy, ids=[vacancy.pk])
    return vacancy


@pytest.fixture
def places(sites) -> dict[str, Any]:
    return {
        "formula": open_place(sites["formula"], "Appels schillen met ons"),
        "member": open_place(sites["member"], "Appels rapen in de boomgaard"),
    }


@pytest.fixture
def asked(sites, heads) -> Sharing:
    return actions.ask_to_share(site=sites["formula"], other=sites["member"], by=heads["formula"])


@pytest.fixture
def shared(asked, heads) -> Sharing:
    actions.agree_to_share(sharing=asked, by=heads["member"])
    return asked


def sees(host: str, path: str) -> tuple[bool, bool]:
    html = visitor(host).get(path).content.decode()
    return ("Appels schillen met ons" in html, "Appels rapen in de boomgaard" in html)


@pytest.mark.parametrize("path", PLACES)
def test_nothing_is_shared_before_both_agree(places, asked, path: str):
    assert sees(FORMULA, path) == (True, False)
    assert sees(MEMBER, path) == (False, True)


@pytest.mark.parametrize("path", PLACES)
def test_both_show_the_places_of_both(places, shared, path: str):
    assert sees(FORMULA, path) == (True, True)
    assert sees(MEMBER, path) == (True, True)


@pytest.mark.parametrize("path", PLACES)
def test_third_site_sees_nothing(places, shared, path: str):
    assert sees("localhost", path) == (False, False)


@pytest.mark.parametrize("path", PLACES)
def test_ended_is_ended_at_once_on_both_sides(places, shared, heads, path: str):
    assert sees(MEMBER, path) == (True, True)
    actions.end_sharing(sharing=shared, by=heads["formula"])
    assert sees(FORMULA, path) == (True, False)
    assert sees(MEMBER, path) == (False, True)


def test_shared_place_says_whose_it_is_and_leads_there(places, shared):
    html = visitor(MEMBER).get("/vacatures/").content.decode()
    assert "via Dorpskamer" in html
    assert f'href="http://{FORMULA}/vacatures/{places["formula"].slug}/"' in html
    assert f'href="/vacatures/{places["member"].slug}/"' in html
    rows = {row["title"]: row for row in visitor(MEMBER).get("/api/v1/vacancies/").json()["results"]}
    shown = rows["Appels schillen met ons"]
    assert shown["shared_by"] == "Dorpskamer"
    assert shown["url"] == f"http://{FORMULA}/vacatures/{places['formula'].slug}/"
    assert rows["Appels rapen in de boomgaard"]["shared_by"] is None


def test_page_of_a_shared_place_stays_on_its_own_site(places, shared):
    assert visitor(MEMBER).get(f"/vacatures/{places['formula'].slug}/").status_code == 404
    assert visitor(MEMBER).get("/sitemap-vacancies.xml").content.decode().count("<loc>") == 1


def test_counts_and_choices_hold_shared_places(places, shared):
    answer = visitor(MEMBER).get("/api/v1/vacancies/").json()
    assert answer["count"] == 2
    assert sum(value["count"] for value in answer["facets"]["kind"]) == 2


def test_filled_place_of_the_other_is_not_found(places, shared, heads):
    from tests.factories.people import UserFactory

    boss = UserFactory(is_superuser=True)
    bank.fill_vacancy(vacancy=places["formula"], by=boss)
    assert sees(MEMBER, "/vacatures/") == (False, True)


def test_desk_shows_no_place_of_the_other(places, shared, sites):
    from vacancies.bank.queries import open_vacancies, vacancies_visible_to

    assert [v.title for v in open_vacancies(sites["member"].pk)] == ["Appels rapen in de boomgaard"]
    assert places["formula"] not in vacancies_visible_to(None, sites["member"].pk)


def test_who_was_asked_agrees_and_nobody_else(asked, sites, heads):
    for user in (heads["formula"], moderator_of(sites["member"])):
        with pytest.raises(NotAllowed):
            actions.agree_to_share(sharing=asked, by=user)
    assert partners_of(sites["member"].pk) == ()


def test_nobody_asks_for_another_or_twice(asked, sites, heads):
    with pytest.raises(NotAllowed):
        actions.ask_to_share(site=sites["formula"], other=sites["member"], by=heads["member"])
    with pytest.raises(NotAllowed):
        actions.ask_to_share(site=sites["formula"], other=sites["formula"], by=heads["formula"])
    with pytest.raises(AlreadyAsked):
        actions.ask_to_share(site=sites["member"], other=sites["formula"], by=heads["member"])


def test_two_rows_for_the_same_pair_cannot_be(asked, sites):
    with pytest.raises(IntegrityError), transaction.atomic():
        Sharing.objects.create(first=asked.second, second=asked.first, asked_by=asked.first)
    with pytest.raises(IntegrityError), transaction.atomic():
        Sharing.objects.create(first=asked.first, second=asked.second, asked_by=asked.first)


def test_after_an_end_one_may_ask_again(shared, sites, heads):
    actions.end_sharing(sharing=shared, by=heads["member"])
    actions.ask_to_share(site=sites["member"], other=sites["formula"], by=heads["member"])
    assert [change.to_state for change in history_of(shared)] == ["asked", "active", "ended"]


def test_it_goes_through_the_admin(sites, heads):
    one, other = admin(FORMULA, heads["formula"]), admin(MEMBER, heads["member"])
    one.post("/beheer/delen/vraag/", {"other": sites["member"].pk})
    assert "1 organisatie vraagt om vacatures te delen" in other.get("/beheer/").content.decode()
    row = Sharing.objects.get()
    one.post(f"/beheer/delen/{row.pk}/ja/")
    assert Sharing.objects.get().state == "asked"
    assert "Ja, wij delen" in other.get("/beheer/delen/").content.decode()
    other.post(f"/beheer/delen/{row.pk}/ja/")
    assert Sharing.objects.get().state == "active"
    one.post(f"/beheer/delen/{row.pk}/stop/")
    assert Sharing.objects.get().state == "ended"


def test_others_come_not_in(shared, sites, heads):
    assert admin(FORMULA, heads["member"]).get("/beheer/delen/").status_code in {302, 403}
    assert admin("localhost", heads["member"]).post(f"/beheer/delen/{shared.pk}/stop/").status_code in {302, 403}
    assert admin(MEMBER, moderator_of(sites["member"])).get("/beheer/delen/").status_code in {302, 403}
    assert Sharing.objects.get().state == "active"
