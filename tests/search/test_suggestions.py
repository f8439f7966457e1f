"""What is offered while somebody types."""

from __future__ import annotations

import pytest

from community.people.models import Profile
from portal.pages.models import StandardPage
from portal.vocabulary.models import Theme
from tests.factories.bank import VacancyFactory
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


def offered(client, q):
    return client.get("/zoeken/suggesties/", {"q": q}).json()


def test_topics_pages_and_open_places_each_with_its_address(client, site):
    Theme.objects.create(name="Taal en lezen", slug="taal", aliases=["nederlands"])
    site.root_page.add_child(instance=StandardPage(title="Nederlands leren", slug="nederlands-leren"))
    site.root_page.add_child(instance=StandardPage(title="Nederlands, een concept", slug="concept", live=False))
    vacancy = VacancyFactory(title="Samen Nederlands oefenen")
    answer = offered(client, "nederl")
    assert [(each["text"], each["url"]) for each in answer["suggestions"][:2]] == [
        ("Taal en lezen", "/vacatures/?theme=taal"),
        ("Nederlands leren", "/nederlands-leren/"),
    ]
    answer = offered(client, "nederlands")
    assert answer["suggestions"][-1] == {"text": vacancy.title, "kind": "Tiel", "url": vacancy.get_absolute_url()}
    assert answer["said"] == "3 suggesties"


@pytest.mark.parametrize("q", ["", "a", "   ", "\x00\x01", "x" * 5000, "NEAR(", '"*', "%", "🙂🙂", "‮abc"])
def test_nothing_breaks_it(client, q):
    response = client.get("/zoeken/suggesties/", {"q": q})
    assert response.status_code == 200
    assert response.json() == {"suggestions": [], "said": ""}
    assert response.cookies == {}


def test_worker_is_offered_by_first_name_and_found_with_the_card(client, site):
    user = UserFactory(first_name="Noor", last_name="Veldman")
    Profile.objects.create(
        user=user, site=site, is_visible=True, for_whom="mantelzorgers in Tiel", where_now="vandaag in De Kom"
    )
    hidden = UserFactory(first_name="Noortje")
    Profile.objects.create(user=hidden, site=site, is_visible=False, for_whom="niemand")
    (offer,) = offered(client, "noor")["suggestions"]
    assert offer["text"] == "Noor Veldman"
    assert offer["url"] == "/zoeken/?q=Noor+Veldman#mensen"
    for question in ("noor", "mantelzorgers", "ik zoek Noor"):
        page = client.get("/zoeken/", {"q": question}).content.decode()
        assert "Noor Veldman" in page
        assert "vandaag in De Kom" in page
        assert "Noortje" not in page
    assert "Noor Veldman" not in client.get("/zoeken/", {"q": "voetbal"}).content.decode()
