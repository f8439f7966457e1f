"""What others take from the list: the feed, and the page for another's site."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from search.feeds import contrast
from tests.factories.bank import VacancyFactory

pytestmark = pytest.mark.django_db
ATOM = {"a": "http://www.w3.org/2005/Atom"}


def entries(response):
    return [
        e.findtext("a:title", namespaces=ATOM)
        for e in ElementTree.fromstring(response.content).findall("a:entry", ATOM)
    ]  # noqa: S314


def test_feed_holds_what_the_same_search_finds(client):
    VacancyFactory(title="Soep koken", description="Koken voor gasten.")
    VacancyFactory(title="Honden uitlaten", description="Naar buiten.")
    VacancyFactory(title="Koken, maar vervuld", filled=True)
    response = client.get("/feeds/vacatures.atom?q=koken")
    assert response["Content-Type"].startswith("application/atom+xml")
    assert entries(response) == ["Soep koken"]
    assert response.cookies == {}
    feed = ElementTree.fromstring(response.content)  # noqa: S314
    assert feed.find("a:entry/a:id", ATOM).text.startswith("urn:uuid:")
    assert feed.find("a:link[@rel='self']", ATOM).get("href") == "http://testserver/feeds/vacatures.atom?q=koken"


def test_feed_of_a_search_that_cannot_be_names_the_field(client):
    response = client.get("/feeds/vacatures.atom?place=Nergenshuizen")
    assert response.status_code == 422
    assert response.content.decode().startswith("place: Deze plaats kennen we niet.")


def test_list_points_to_its_own_feed_and_gives_the_line_to_embed(client):
    VacancyFactory(title="Soep koken")
    page = client.get("/vacatures/?q=soep&radius=").content.decode()
    assert 'href="/feeds/vacatures.atom?q=soep"' in page
    assert "&lt;iframe src=&quot;http://testserver/vacatures/ingebed/?q=soep&amp;amp;kleur=0a5a73" in page


def test_page_for_another_site_may_be_framed_and_sets_no_cookie(client):
    VacancyFactory(title="Soep koken")
    response = client.get("/vacatures/ingebed/?q=soep&kleur=%23AA3300&achtergrond=zwart")
    page = response.content.decode()
    assert "Soep koken" in page
    assert "/vacatures/ingebed/ffffff-aa3300.css" in page
    assert "frame-ancestors *" in response["Content-Security-Policy"]
    assert "X-Frame-Options" not in response
    assert response.cookies == {}
    assert "frame-ancestors 'none'" in client.get("/vacatures/")["Content-Security-Policy"]


def test_page_for_another_site_tells_what_is_wrong_with_its_address(client):
    response = client.get("/vacatures/ingebed/?place=Nergenshuizen")
    assert response.status_code == 422
    assert "Deze plaats kennen we niet." in response.content.decode()


@pytest.mark.parametrize(
    ("paper", "accent", "ink", "link"),
    [
        ("ffffff", "0a5a73", "12333d", "0a5a73"),
        ("000000", "111111", "ffffff", "ffffff"),
        ("ffffff", "ffff00", "12333d", "12333d"),
    ],
)
def test_colours_that_cannot_be_read_are_replaced(client, paper, accent, ink, link):
    response = client.get(f"/vacatures/ingebed/{paper}-{accent}.css")
    style = response.content.decode()
    assert response["Content-Type"].startswith("text/css")
    assert f"background: #{paper}; color: #{ink};" in style
    assert f"a {{ color: #{link};" in style


def test_contrast_is_that_of_the_standard():
    assert contrast("000000", "ffffff") == pytest.approx(21)
    assert contrast("767676", "ffffff") == pytest.approx(4.54, abs=0.01)
