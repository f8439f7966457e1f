from __future__ import annotations

from datetime import date, time

import pytest
from django.test import Client, RequestFactory
from time_machine import travel
from wagtail.models import Site

from portal.pages.context_processors import frame_for
from portal.pages.frame import phone_href
from portal.pages.models import OpeningException, SiteSettings, StandardPage

OPEN = "2026-11-24T10:00+01:00"
CHRISTMAS = "2026-12-25T10:00+01:00"


def frame(path: str = "/") -> dict:
    return frame_for(RequestFactory().get(path))


@pytest.mark.parametrize(
    ("moment", "is_open", "text"),
    [
        (OPEN, True, "Open in De Peilstok tot 17.00 uur"),
        ("2026-11-24T20:00+01:00", False, "Dicht tot morgen 9.00 uur"),
        (CHRISTMAS, False, "Dicht tot maandag 9.00 uur"),
    ],
)
def test_frame_knows_the_clock_and_the_holidays(home, details, moment: str, is_open: bool, text: str):
    with travel(moment, tick=False):
        found = frame()
    assert (found["open_now"], found["open_text"]) == (is_open, text)


def test_frame_follows_an_exception_at_once(home, details):
    with travel(OPEN, tick=False):
        assert frame()["open_now"] is True
        OpeningException.objects.create(settings=details, day=date(2026, 11, 24))
        assert frame()["open_now"] is False


def test_frame_names_who_and_where(home, details):
    found = frame()
    assert found["name"] == "Aan de Dijk"
    assert found["phone_href"] == "tel:+31344123456"
    assert found["address_lines"] == ["De Peilstok", "Pontwachterspad 1, Tiel"]
    assert found["hours_text"] == "Maandag tot en met vrijdag, 9.00 tot 17.00 uur."


@pytest.mark.parametrize(
    ("phone", "href"),
    [
        ("0344 - 12 34 56", "tel:+31344123456"),
        ("+31 344 123456", "tel:+31344123456"),
        ("112", "tel:112"),
        ("0800 - 2000", "tel:08002000"),
        ("", ""),
    ],
)
def test_phone_href_is_what_a_telephone_dials(phone: str, href: str):
    assert phone_href(phone) == href


def test_nav_holds_menu_pages_the_bank_and_my_page(home, details):
    nav = frame("/hulp-en-advies/overleden/")["nav"]
    assert [(link["title"], link["url"], link["current"]) for link in nav] == [
        ("Hulp en advies", "/hulp-en-advies/", True),
        ("Meedoen", "/vacatures/", False),
        ("Agenda", "/agenda/", False),
        ("Mijn pagina", "/mijn/", False),
    ]


@pytest.mark.parametrize(
    ("path", "current"),
    [
        ("/vacatures/", ["Meedoen"]),
        ("/vacatures/taalmaatje/", ["Meedoen"]),
        ("/meedoen/aanmelden/", ["Meedoen"]),
        ("/mijn/", ["Mijn pagina"]),
        ("/", []),
    ],
)
def test_nav_says_where_one_is(home, details, path: str, current: list[str]):
    assert [link["title"] for link in frame(path)["nav"] if link["current"]] == current


def test_page_that_editors_call_meedoen_takes_the_place_of_the_bank(home, details):
    home.add_child(instance=StandardPage(title="Meedoen", slug="meedoen", show_in_menus=True)).save_revision().publish()
    assert [link["url"] for link in frame()["nav"]] == ["/hulp-en-advies/", "/meedoen/", "/agenda/", "/mijn/"]


def test_nav_follows_publishing_unpublishing_and_moving(home, details):
    def titles() -> list[str]:
        return [link["title"] for link in frame()["nav"]]

    page = home.add_child(instance=StandardPage(title="Wie wij zijn", slug="wie", show_in_menus=True, live=False))
    assert "Wie wij zijn" not in titles()
    page.save_revision().publish()
    assert "Wie wij zijn" in titles()
    page.refresh_from_db()
    page.unpublish()
    assert "Wie wij zijn" not in titles()


def test_footer_holds_what_editors_put_there_and_not_in_the_menu(home, details):
    home.add_child(instance=StandardPage(title="Privacy", slug="privacy", show_in_footer=True))
    home.add_child(instance=StandardPage(title="Wie wij zijn", slug="wie", show_in_footer=True, show_in_menus=True))
    assert [(link["title"], link["url"]) for link in frame()["footer"]] == [("Privacy", "/privacy/")]


def test_frame_is_kept_after_the_first_time(home, details, django_assert_num_queries):
    frame()
    with django_assert_num_queries(1):  # the site of the host
        frame()


def test_frame_of_another_site_is_its_own(home, details):
    other = Site.objects.create(hostname="ander.example.org", root_page=home, site_name="Ander")
    SiteSettings.objects.create(site=other, name="Welzijn Boomgaard", theme="boomgaard")
    found = frame_for(RequestFactory().get("/", headers={"host": "ander.example.org"}))
    assert (found["name"], found["theme"]) == ("Welzijn Boomgaard", "boomgaard")
    assert (frame()["name"], frame()["theme"]) == ("Aan de Dijk", "dijk")


@pytest.mark.parametrize(("theme", "sheet"), [("dijk", "themes/dijk.css"), ("boomgaard", "themes/boomgaard.css")])
def test_theme_chosen_by_the_editor_is_the_sheet_of_the_page(home, details, client: Client, theme: str, sheet: str):
    details.theme = theme
    details.save()
    html = client.get("/").content.decode()
    assert [name for name in ("themes/dijk.css", "themes/boomgaard.css") if name in html] == [sheet]


def test_settings_that_nobody_saved_are_read_without_writing(home, client: Client):
    assert client.get("/").status_code == 200
    assert not SiteSettings.objects.exists()


def test_error_page_has_its_header(home, details, client: Client):
    response = client.get("/bestaat-niet/")
    assert response.status_code == 404
    assert "0344 - 12 34 56" in response.content.decode()


def test_error_page_stands_without_a_site(db, client: Client):
    Site.objects.all().delete()
    assert client.get("/bestaat-niet/").status_code == 404


def test_host_that_is_not_ours_is_refused_with_a_page(home, details, client: Client, settings):
    settings.ALLOWED_HOSTS = ["localhost"]
    response = client.get("/", headers={"host": "vreemd.example.org"})
    assert response.status_code == 400


def test_bad_times_are_refused_by_the_database(details):
    from django.db import IntegrityError, transaction

    with pytest.raises(IntegrityError), transaction.atomic():
        details.opening_hours.model.objects.create(settings=details, weekday=6, opens=time(17), closes=time(9))
    with pytest.raises(IntegrityError), transaction.atomic():
        OpeningException.objects.create(settings=details, day=date(2026, 12, 24), opens=time(9))
