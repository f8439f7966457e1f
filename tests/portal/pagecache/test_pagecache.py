"""What a visitor reads may come from the cache; what has changed never does."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import time

import pytest
from django.apps import apps
from django.core.cache import caches
from django.db import connection
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.cache import patch_cache_control
from time_machine import travel
from wagtail.models import Page, PageViewRestriction, Site

from community.people.models import Profile
from portal.history import changed
from portal.pagecache.apps import NAMED, PRIVATE
from portal.pagecache.middleware import seconds_to_keep
from portal.pagecache.queries import change_is_done, stored_generation
from portal.pages.models import HomePage, OpeningHours, SiteSettings, StandardPage
from tests.factories.bank import VacancyFactory
from tests.factories.people import UserFactory
from vacancies.bank import actions as bank
from vacancies.bank.models import Vacancy


@pytest.fixture(autouse=True)
def _kept_pages(settings) -> Iterator[None]:
    settings.KEEP_PAGES_SECONDS = 300
    change_is_done()
    clear()
    yield
    clear()
    change_is_done()


def clear() -> None:
    for cache in caches.all(initialized_only=False):
        cache.clear()


@pytest.fixture
def home(site: Site) -> HomePage:
    home = HomePage(title="Begin", slug="begin")
    Page.get_first_root_node().add_child(instance=home)
    site.root_page = home
    site.save()
    home.add_child(instance=StandardPage(title="Rouw", slug="rouw", lead="Wat verdrietig."))
    SiteSettings.objects.create(site=site, name="Aan de Dijk", email="hallo@example.org")
    change_is_done()
    return home


@pytest.fixture
def commits(django_capture_on_commit_callbacks):
    """What runs after the transaction of a change, run at once: the tests themselves are in one that never ends."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def asked(client: Client, path: str, **headers: str) -> tuple[str, int]:
    """The page and what it cost in queries."""
    with CaptureQueriesContext(connection) as queries:
        content = client.get(path, headers=headers).content.decode()
    return content, len(queries)


def test_second_visitor_costs_one_query(home, client: Client):
    first, cost = asked(client, "/rouw/")
    assert cost > 1
    assert asked(Client(), "/rouw/") == (first, 1)
    assert client.head("/rouw/").status_code == 200


def test_kept_page_has_the_headers_of_the_first(home, client: Client):
    first, second = client.get("/rouw/"), client.get("/rouw/")
    for name in ("Content-Security-Policy", "X-Frame-Options", "Content-Type", "Permissions-Policy", "ETag"):
        assert second.headers[name] == first.headers[name]
    assert client.get("/rouw/", headers={"if-none-match": first.headers["ETag"]}).status_code == 304


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        ("/rouw/?x=1", {}),
        ("/rouw/", {"HX-Request": "true"}),
        ("/rouw/", {"Cookie": "sessionid=abc"}),
        ("/rouw/", {"Cookie": "leesstand=groot"}),
        ("/rouw/", {"Authorization": "Bearer abc"}),
        ("/rouw/", {"Referer": "http://testserver/vacatures/?q=koken"}),
    ],
)
def test_anything_out_of_the_ordinary_is_made_anew(home, client: Client, path: str, headers: dict[str, str]):
    client.get("/rouw/")
    assert asked(client, path, **headers)[1] > 1


def test_hosts_schemes_and_languages_do_not_share_a_page(home, site, client: Client, settings):
    settings.ALLOWED_HOSTS = ["testserver", "ander.example.org"]
    other = HomePage(title="Ander", slug="ander")
    Page.get_first_root_node().add_child(instance=other)
    Site.objects.create(hostname="ander.example.org", root_page=other)
    other.add_child(instance=StandardPage(title="Rouw bij een ander", slug="rouw"))
    pages = [
        client.get("/rouw/").content,
        client.get("/rouw/", headers={"host": "ander.example.org"}).content,
        client.get("/rouw/", secure=True).content,
        client.get("/en/rouw/").content,
    ]
    assert len(set(pages)) == 4
    assert client.get("/rouw/").content == pages[0]


def test_page_with_a_token_is_never_kept(home, client: Client):
    vacancy = VacancyFactory()
    path = f"/vacatures/{vacancy.slug}/aanmelden/"
    forms = Client()
    forms.get(path)  # now it has the cookie of forms, and the next answer sets none
    assert asked(forms, path)[1] > 1
    assert asked(client, path)[1] > 1


def test_visitor_with_the_cookie_of_forms_reads_kept_pages_and_leaves_none(home, client: Client):
    client.cookies["csrftoken"] = "x" * 32
    assert asked(client, "/rouw/")[1] > 1
    assert asked(Client(), "/rouw/")[1] > 1
    assert asked(client, "/rouw/")[1] == 1


def test_worker_of_the_site_never_sees_nor_leaves_a_kept_page(home, client: Client, admin_user):
    client.force_login(admin_user)
    assert "wagtail-userbar" in client.get("/rouw/").content.decode()
    assert "wagtail-userbar" not in Client().get("/rouw/").content.decode()
    assert "wagtail-userbar" in client.get("/rouw/").content.decode()


def test_preview_is_neither_answered_from_the_cache_nor_kept(home, client: Client, admin_user):
    page = StandardPage.objects.get(slug="rouw")
    client.get("/rouw/")
    page.title = "Een concept"
    page.save_revision()
    preview = page.make_preview_request()
    assert "Een concept" in preview.content.decode()
    assert "Een concept" not in Client().get("/rouw/").content.decode()
    client.force_login(admin_user)
    assert "Een concept" in client.get(f"/beheer/pages/{page.pk}/view_draft/").content.decode()


def test_publishing_moving_and_unpublishing_are_seen_at_once(home, client: Client, commits):
    page = StandardPage.objects.get(slug="rouw")
    client.get("/rouw/")
    page.title = "Verdriet"
    with commits():
        page.save_revision().publish()
    assert "Verdriet" in client.get("/rouw/").content.decode()
    with commits():
        page.refresh_from_db()
        page.unpublish()
    assert client.get("/rouw/").status_code == 404


def test_draft_changes_nothing(home, client: Client, commits):
    page = StandardPage.objects.get(slug="rouw")
    before = stored_generation()
    with commits():
        page.save_revision()
        page.save()
    assert stored_generation() == before


def test_menu_and_settings_are_seen_at_once(home, client: Client, commits):
    client.get("/rouw/")
    with commits():
        home.add_child(
            instance=StandardPage(title="Wie wij zijn", slug="wie", show_in_menus=True)
        ).specific.save_revision().publish()
    assert "Wie wij zijn" in client.get("/rouw/").content.decode()
    with commits():
        details = SiteSettings.objects.get()
        details.name = "Welzijn Boomgaard"
        details.save()
    assert "Welzijn Boomgaard" in client.get("/rouw/").content.decode()


def test_filled_vacancy_is_seen_at_once(home, client: Client, commits, admin_user):
    vacancy = VacancyFactory()
    assert "Ik wil dit doen" in client.get(vacancy.get_absolute_url()).content.decode()
    assert vacancy.title in client.get("/vacatures/").content.decode()
    with commits():
        bank.fill_vacancy(vacancy=vacancy, by=admin_user, note="Dank.")
    assert "Ik wil dit doen" not in client.get(vacancy.get_absolute_url()).content.decode()
    assert vacancy.title not in client.get("/vacatures/").content.decode()


def test_worker_who_leaves_the_site_is_seen_at_once(home, site, commits):
    before = stored_generation()
    with commits():
        Profile.objects.create(user=UserFactory(), site=site, is_visible=True)
    assert stored_generation() != before


def test_name_and_place_of_a_worker_are_seen_at_once(home, client: Client, commits):
    user = UserFactory(first_name="Bram")
    before = stored_generation()
    with commits():
        user.first_name = "Abraham"
        user.save()
    renamed = stored_generation()
    with commits():
        user.is_active = False
        user.save(update_fields=["is_active"])
    assert len({before, renamed, stored_generation()}) == 3


def test_new_account_changes_nothing(home, client: Client, commits):
    before = stored_generation()
    with commits():
        UserFactory()
    assert stored_generation() == before


def test_closed_branch_is_seen_at_once(home, client: Client, commits):
    assert client.get("/rouw/").status_code == 200
    with commits():
        PageViewRestriction.objects.create(page=home.get_children().get(slug="rouw"), restriction_type="login")
    assert client.get("/rouw/").status_code == 302


def test_site_with_another_start_is_seen_at_once(home, site, client: Client, commits):
    assert "Aan de Dijk" in client.get("/").content.decode()
    with commits():
        site.root_page = home.get_children().get(slug="rouw")
        site.save()
    assert "Wat verdrietig." in client.get("/").content.decode()


def test_login_changes_nothing(home, client: Client, commits):
    user = UserFactory()
    before = stored_generation()
    with commits():
        client.force_login(user)
    assert stored_generation() == before


@pytest.mark.parametrize("label", sorted(PRIVATE))
def test_what_happens_in_a_closed_room_takes_no_page_away(home, client: Client, commits, label: str):
    """A circle, a question to us or a transfer of time stands on no page that visitors share."""
    first = client.get("/rouw/").content
    before = stored_generation()
    with commits():
        changed.send(apps.get_model(label), ids=[1])
    assert stored_generation() == before
    assert asked(Client(), "/rouw/") == (first.decode(), 1)


def test_open_rooms_still_renew_the_pages(home, commits):
    """Every other model of an action: what it changes may stand on a page."""
    for label in ("bank.Vacancy", "help.HelpItem", "agenda.Event", "comments.Comment", "ideas.Idea", "networks.Member"):
        before = stored_generation()
        with commits():
            changed.send(apps.get_model(label), ids=[1])
        assert stored_generation() != before, label


def test_every_name_is_one_of_a_model():
    assert {apps.get_model(label)._meta.label for label in NAMED | PRIVATE} == NAMED | PRIVATE


def test_change_that_is_undone_shows_nothing(home, client: Client):
    """The page of a request in between is kept under the old generation, and so is never wrong afterwards."""
    before = stored_generation()
    changed.send(Vacancy, ids=[1])
    assert stored_generation() == before


@pytest.mark.parametrize(
    ("moment", "most"),
    [("2026-11-24T10:00+01:00", 300), ("2026-11-24T16:58+01:00", 120), ("2026-11-24T23:59:30+01:00", 30)],
)
def test_page_is_not_kept_past_closing_time_or_midnight(home, moment: str, most: int):
    OpeningHours.objects.create(settings=SiteSettings.objects.get(), weekday=1, opens=time(9), closes=time(17))
    from portal.pages.context_processors import frame_for

    with travel(moment, tick=False):
        request = RequestFactory().get("/")
        frame_for(request)
        assert 0 < seconds_to_keep(request, HttpResponse()) <= most


def test_answer_is_not_kept_longer_than_it_allows_others(rf):
    """The state of a live room says one second: votes change it, and no change is sent for them."""
    response = HttpResponse()
    patch_cache_control(response, public=True, max_age=1)
    with travel("2026-11-24T10:00+01:00", tick=False):
        assert seconds_to_keep(rf.get("/"), response) == 1


def test_moment_without_a_time_zone_is_one_of_here(rf):
    from portal.pagecache.actions import keep_until

    request = rf.get("/")
    keep_until(request, None)
    assert not hasattr(request, "_keep_until")
    keep_until(request, timezone.localtime().replace(tzinfo=None))
    assert timezone.is_aware(request._keep_until)
