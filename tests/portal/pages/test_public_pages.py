from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client
from django.utils.encoding import force_str

from portal.pages.models import StandardPage

OPEN = datetime(2026, 11, 25, 10, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))
CLOSED = OPEN + timedelta(hours=9)
PATHS = ["/", "/hulp-en-advies/", "/hulp-en-advies/overleden/", "/en/", "/robots.txt", "/sitemap.xml"]


@pytest.mark.parametrize("path", [*PATHS, "/bestaat-niet/"])
def test_public_page_sets_no_cookie(home, details, client: Client, path: str):
    response = client.get(path)
    assert response.status_code == (404 if "niet" in path else 200)
    assert dict(response.cookies) == {}
    assert "Cookie" not in response.headers.get("Vary", "")


@pytest.mark.parametrize(("path", "queries"), [("/", 4), ("/hulp-en-advies/overleden/", 2)])
def test_page_asks_the_same_number_of_questions(
    home, details, client: Client, django_assert_num_queries, path, queries
):
    with time_machine.travel(OPEN, tick=False):
        client.get(path)
        with django_assert_num_queries(queries):
            client.get(path)


def test_closed_home_also_asks_who_rings_back(home, details, client: Client, django_assert_max_num_queries):
    with time_machine.travel(CLOSED, tick=False):
        client.get("/")
        with django_assert_max_num_queries(11):
            html = client.get("/").content.decode()
    assert 'action="/bel-mij-terug/"' in html
    assert "Morgen voor 12.00 uur" in html


def test_overview_asks_the_same_for_one_page_and_for_more(home, details, client: Client, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.get("/hulp-en-advies/")
    with CaptureQueriesContext(connection) as one:
        client.get("/hulp-en-advies/")
    index = home.get_children().get(slug="hulp-en-advies").specific
    for number in range(3):
        index.add_child(instance=StandardPage(title=f"Nog een {number}", slug=f"nog-{number}"))
    with django_assert_num_queries(len(one)):
        client.get("/hulp-en-advies/")


def test_home_asks_its_question_and_sends_it_to_the_search(home, details, client: Client):
    html = client.get("/").content.decode()
    assert "<h1>Wat speelt er bij u?</h1>" in html
    assert '<form class="ask" action="/zoeken/"' in html


def test_page_says_whose_words_its_title_are(home, details, client: Client):
    assert (
        '<h1 lang="nl" class="spoken">Mijn partner is overleden</h1>'
        in client.get("/hulp-en-advies/overleden/").content.decode()
    )
    assert '<h1 lang="nl">Hulp en advies</h1>' in client.get("/hulp-en-advies/").content.decode()


def test_head_is_for_who_shares_and_finds(home, details, client: Client):
    html = client.get("/hulp-en-advies/overleden/").content.decode()
    assert "<title>Mijn partner is overleden – Aan de Dijk</title>" in html
    assert '<meta name="description" content="Na een overlijden.">' in html
    assert '<link rel="canonical" href="http://testserver/hulp-en-advies/overleden/">' in html
    assert '<meta property="og:title" content="Mijn partner is overleden">' in html


def test_english_frame_around_a_dutch_page(home, details, client: Client):
    html = client.get("/en/hulp-en-advies/overleden/").content.decode()
    assert '<html lang="en">' in html
    assert '<h1 lang="nl"' in html
    assert 'href="/en/vacatures/"' in html
    assert '<link rel="canonical" href="http://testserver/hulp-en-advies/overleden/">' in html
    assert 'href="/hulp-en-advies/overleden/" lang="nl"' in html


def test_language_is_the_address_and_nothing_else(home, details, client: Client):
    client.get("/en/")
    html = client.get("/", headers={"accept-language": "en"}).content.decode()
    assert '<html lang="nl">' in html


def test_robots_names_the_sitemap_and_keeps_desks_out(home, client: Client):
    text = client.get("/robots.txt").content.decode()
    assert "Disallow: /werk/" in text
    assert "Sitemap: http://testserver/sitemap.xml" in text


def test_sitemap_holds_published_pages(home, details, client: Client):
    home.add_child(instance=StandardPage(title="Concept", slug="concept", live=False))
    text = client.get("/sitemap-pages.xml").content.decode()
    assert "/hulp-en-advies/overleden/</loc>" in text
    assert "concept" not in text


def test_security_txt_names_an_address_for_less_than_a_year(home, details, client: Client):
    lines = dict(line.split(": ", 1) for line in client.get("/.well-known/security.txt").content.decode().splitlines())
    assert lines["Contact"] == "mailto:hallo@example.org"
    left = datetime.fromisoformat(lines["Expires"]) - datetime.now(UTC)
    assert timedelta(days=30) < left < timedelta(days=365)


def test_security_txt_without_an_address_is_not_there(home, client: Client):
    assert client.get("/.well-known/security.txt").status_code == 404


def test_favicon_is_our_own_drawing(db, client: Client):
    response = client.get("/favicon.ico")
    assert (response.status_code, response.headers["Location"]) == (302, "/static/portal/icon.svg")


def test_site_can_stand_on_a_home_screen(home, details, client: Client):
    for page in ("/", "/en/"):
        assert '<link rel="manifest" href="/manifest.webmanifest">' in client.get(page).content.decode()
    response = client.get("/manifest.webmanifest")
    about = response.json()
    assert response.headers["Content-Type"] == "application/manifest+json"
    assert (about["start_url"], about["display"]) == ("/", "standalone")
    assert about["name"] in client.get("/").content.decode()
    assert not response.cookies


def test_draft_is_not_found(home, details, client: Client):
    home.add_child(instance=StandardPage(title="Concept", slug="concept", live=False))
    assert client.get("/concept/").status_code == 404


def test_editor_gets_the_bar_and_a_visitor_does_not(home, details, client: Client, admin_user):
    assert "wagtail-userbar" not in client.get("/").content.decode()
    client.force_login(admin_user)
    html = force_str(client.get("/").content)
    assert "wagtail-userbar" in html
    assert "Een foto zonder beschrijving" in html


def test_public_page_may_not_be_framed_and_its_preview_may_by_us(home, details, client: Client, admin_user):
    public = client.get("/").headers
    assert "frame-ancestors 'none'" in public["Content-Security-Policy"]
    assert public["X-Frame-Options"] == "DENY"
    client.force_login(admin_user)
    preview = client.get(f"/beheer/pages/{home.pk}/view_draft/").headers
    assert "frame-ancestors 'self'" in preview["Content-Security-Policy"]
    assert preview["X-Frame-Options"] == "SAMEORIGIN"


def test_no_view_of_the_admin_may_hold_a_script(home, details, client: Client, admin_user):
    client.force_login(admin_user)
    policy = client.get(f"/beheer/pages/{home.pk}/edit/").headers["Content-Security-Policy"]
    directives = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    assert directives["script-src"] == "'self'"
    assert directives["style-src-elem"] == "'self' 'unsafe-inline'"
    assert "unsafe-inline" not in client.get("/beheer/").headers["Content-Security-Policy"]
