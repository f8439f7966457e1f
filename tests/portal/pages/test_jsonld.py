"""What machines read of a page: one graph, that says what the page says."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.test import Client

from portal.pages.models import StandardPage
from tests.factories.bank import VacancyFactory

BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


def graph(client: Client, path: str) -> dict[str, Any]:
    """The nodes of a page by type; a page has exactly one data block."""
    (text,) = BLOCK.findall(client.get(path).content.decode())
    data = json.loads(text)
    assert data["@context"] == "https://schema.org"
    return {node["@type"]: node for node in data["@graph"]}


def test_every_page_names_the_organisation_and_the_site(home, details, client: Client):
    nodes = graph(client, "/")
    assert nodes["NGO"] == {
        "@type": "NGO",
        "@id": "http://testserver/#organisatie",
        "name": "Aan de Dijk",
        "url": "http://testserver/",
        "logo": "http://testserver/static/portal/icon.svg",
        "telephone": "+31344123456",
        "email": "hallo@example.org",
        "address": {
            "@type": "PostalAddress",
            "streetAddress": "Pontwachterspad 1",
            "addressLocality": "Tiel",
            "addressCountry": "NL",
        },
        "openingHoursSpecification": [
            {
                "@type": "OpeningHoursSpecification",
                "dayOfWeek": f"https://schema.org/{day}",
                "opens": "09:00",
                "closes": "17:00",
            }
            for day in ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
        ],
    }
    assert nodes["WebSite"]["publisher"] == {"@id": nodes["NGO"]["@id"]}
    assert "BreadcrumbList" not in nodes


def test_page_of_a_department_has_the_same_and_its_own(home, details, client: Client):
    vacancy = VacancyFactory(summary="Elke dinsdag koffie.")
    nodes = graph(client, vacancy.get_absolute_url())
    assert set(nodes) == {"NGO", "WebSite", "BreadcrumbList", "JobPosting"}
    assert nodes["JobPosting"]["title"] == vacancy.title
    assert [item["name"] for item in nodes["BreadcrumbList"]["itemListElement"]] == ["Begin", "Meedoen", vacancy.title]


def test_page_type_adds_its_own_nodes(home, details, subject, client: Client, monkeypatch: pytest.MonkeyPatch):
    def own(page: StandardPage, request: Any) -> list[dict[str, Any]]:
        return [{"@type": "WebPage", "url": request.build_absolute_uri(page.get_url(request))}]

    monkeypatch.setattr(StandardPage, "structured_data", own)
    nodes = graph(client, "/hulp-en-advies/overleden/")
    assert nodes["WebPage"]["url"] == "http://testserver/hulp-en-advies/overleden/"
    assert "WebPage" not in graph(client, "/hulp-en-advies/")


def test_trail_is_told_without_breaking_out(home, details, client: Client):
    page = StandardPage(title="</script><script>alert(1)</script> & co", slug="gek")
    home.add_child(instance=page)
    items = graph(client, "/gek/")["BreadcrumbList"]["itemListElement"]
    assert [item["name"] for item in items] == ["Begin", page.title]
    assert items[1]["item"] == "http://testserver/gek/"


def test_site_that_is_not_there_says_nothing(db, client: Client):
    from wagtail.models import Site

    Site.objects.all().delete()
    assert BLOCK.findall(client.get("/bestaat-niet/").content.decode()) == []
