"""What is offered while somebody types."""

from __future__ import annotations

import pytest

from portal.pages.models import StandardPage
from portal.vocabulary.models import Theme
from tests.factories.bank import VacancyFactory

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
