from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, ReferenceIndex, Site

from community.people.enums import Role
from portal.pages.binning import bin_page, empty_bin, restore_page
from portal.pages.exceptions import NoPlaceLeft, NotAllowed
from portal.pages.models import BinnedPage, IndexPage, StandardPage
from tests.factories.people import UserFactory


@pytest.fixture
def boss(db):
    return UserFactory(roles=[Role.ADMINISTRATOR])


@pytest.fixture
def index(subject) -> IndexPage:
    subject.add_child(instance=StandardPage(title="Concept", slug="concept", live=False))
    return IndexPage.objects.get(slug="hulp-en-advies")


def test_page_goes_with_all_below_it_and_comes_back_as_it_was(index, subject, site: Site, boss, client: Client):
    row = bin_page(page=index, by=boss, site=site)
    assert client.get("/hulp-en-advies/").status_code == 404
    assert client.get("/hulp-en-advies/overleden/").status_code == 404
    restore_page(row=row, by=boss)
    assert client.get("/hulp-en-advies/").status_code == 200
    assert client.get("/hulp-en-advies/overleden/").status_code == 200
    assert not Page.objects.get(slug="concept").live
    assert not BinnedPage.objects.exists()


def test_place_that_was_taken_meanwhile_gives_another_address(index, subject, site: Site, boss):
    row = bin_page(page=subject, by=boss, site=site)
    index.add_child(instance=StandardPage(title="Nieuw", slug="overleden"))
    assert restore_page(row=row, by=boss).slug == "overleden-2"


def test_page_below_one_in_the_bin_waits_for_it(index, subject, site: Site, boss):
    row = bin_page(page=subject, by=boss, site=site)
    bin_page(page=index, by=boss, site=site)
    with pytest.raises(NoPlaceLeft):
        restore_page(row=row, by=boss)


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.COORDINATOR])
def test_who_may_not_delete_may_not_throw_away(subject, site: Site, role: Role):
    with pytest.raises(NotAllowed):
        bin_page(page=subject, by=UserFactory(roles=[role]), site=site)
    subject.refresh_from_db()
    assert subject.live


def test_start_of_a_site_stays(home, site: Site, boss):
    with pytest.raises(NotAllowed):
        bin_page(page=home, by=boss, site=site)


def test_bin_forgets_after_thirty_days(subject, index, site: Site, boss):
    bin_page(page=subject, by=boss, site=site)
    BinnedPage.objects.update(binned_at=timezone.now() - timedelta(days=29))
    assert empty_bin() == 0
    BinnedPage.objects.update(binned_at=timezone.now() - timedelta(days=31))
    assert empty_bin() == 1
    assert not StandardPage.objects.filter(pk=subject.pk).exists()


def test_admin_says_where_a_page_is_used_and_gives_it_back(home, subject, boss, client: Client):
    client.force_login(boss)
    address = reverse("wagtailadmin_pages:delete", args=[subject.pk])
    ReferenceIndex.create_or_update_for_object(home)
    asked = client.get(address).content.decode()
    assert "30 dagen" in asked
    assert f'<a href="/beheer/pages/{home.pk}/edit/">{home.title}</a>' in asked
    assert StandardPage.objects.get(pk=subject.pk).live
    assert client.post(address).status_code == 302
    assert not StandardPage.objects.get(pk=subject.pk).live
    assert subject.title in client.get(reverse("pages_bin")).content.decode()
    row = BinnedPage.objects.get()
    client.post(reverse("pages_restore", args=[row.pk]))
    assert StandardPage.objects.get(pk=subject.pk).live


def test_many_at_once_also_go_to_the_bin(index, subject, boss, client: Client):
    client.force_login(boss)
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    client.post(f"{address}?id={index.pk}&id={subject.pk}&next=/beheer/")
    assert [row.page_id for row in BinnedPage.objects.all()] == [index.pk]
    assert StandardPage.objects.filter(pk=subject.pk).exists()
