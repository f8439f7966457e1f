"""The services as open data: shapes, filters, pages of a list, what is not told, and the CSV package."""

from __future__ import annotations

import csv
import io
import json
import os
import zipfile
from datetime import time
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from jsonschema import Draft202012Validator, FormatChecker
from wagtail.models import Locale, Page, Site

from portal.pages.models import HomePage, IndexPage, ProviderPage, ServicePage, SiteSettings
from portal.places.models import Neighbourhood
from portal.vocabulary.models import Theme
from search.hsds import records
from search.hsds.package import harmless

PRICE = {
    "title": "Zes gesprekken",
    "form": "package",
    "for_whom": "",
    "capacity": None,
    "sessions": 6,
    "minutes": 45,
    "price": 30000,
    "includes": [],
    "note": "",
    "valid_from": None,
    "valid_to": None,
}
TUESDAY = {
    "freq": "WEEKLY",
    "weekdays": ["1"],
    "interval": 1,
    "week_of_month": None,
    "opens": time(10),
    "closes": time(12),
    "attending_type": "physical",
    "valid_from": None,
    "valid_to": None,
    "note": "",
}


@pytest.fixture
def index(site: Site) -> IndexPage:
    home = HomePage(title="Begin", slug="begin")
    Page.get_first_root_node().add_child(instance=home)
    site.root_page = home
    site.save()
    SiteSettings.objects.create(
        site=site, name="Aan de Dijk", tagline="Welzijn rond Tiel", phone="0344 - 12 34 56", place="Tiel"
    )
    return home.add_child(instance=IndexPage(title="Hulp", slug="hulp"))


@pytest.fixture
def provider(index: IndexPage) -> ProviderPage:
    return index.add_child(instance=ProviderPage(title="Thuiszorg De Linde", slug="linde", lead="Zorg aan huis."))


@pytest.fixture
def whole(site: Site, index: IndexPage) -> ServicePage:
    """A service with every part there is."""
    page = ServicePage(
        title="Samen door het verlies",
        slug="verlies",
        lead="Praten over wie u mist.",
        eligibility="Voor wie zijn partner verloor.",
        minimum_age=18,
        application_process="U belt Bram.",
        fees_description="Kunt u het niet betalen? Dan zoeken wij een weg.",
        alert="De groep is vol.",
        phone="0344 - 65 43 21",
        email="bram@example.org",
        location_name="De Peilstok",
        street="Pontwachterspad 1",
        postcode="4001 AB",
        place="Tiel",
        wheelchair=True,
        prices=[("price", PRICE)],
        schedules=[("schedule", TUESDAY)],
        documents=[("document", {"name": "Een brief", "why": "dan betaalt de verzekering mee"})],
        languages=[("language", "nl")],
    )
    index.add_child(instance=page)
    page.neighbourhoods.add(Neighbourhood.objects.create(site=site, name="Drumpt", slug="drumpt"))
    page.themes.add(Theme.objects.create(name="Ouderen", slug="ouderen"))
    page.save_revision().publish()
    page.refresh_from_db()
    return page


def get(client: Client, path: str) -> Any:
    response = client.get(f"/hsds/{path}")
    assert response.status_code == 200, path
    return response.json()


def ids(client: Client, path: str) -> list[str]:
    return [row["id"] for row in get(client, path)["contents"]]


def every_id(value: Any) -> list[str]:
    """All UUIDs of records in an answer, deep."""
    if isinstance(value, list):
        return [found for item in value for found in every_id(item)]
    if isinstance(value, dict):
        return ([value["id"]] if "id" in value else []) + [f for item in value.values() for f in every_id(item)]
    return []


def test_root_says_version_and_where_the_description_is(index, client: Client):
    assert get(client, "") == {
        "version": "3.0",
        "profile": "https://docs.openreferral.org/en/3.0/",
        "openapi_url": "http://testserver/hsds/openapi.json",
    }
    assert set(get(client, "openapi.json")["paths"]) >= {"/", "/services", "/services/{id}", "/organizations"}


def test_service_tells_what_its_page_tells(whole, client: Client):
    found = get(client, f"services/{whole.uuid}")
    assert found["name"] == "Samen door het verlies"
    assert found["status"] == "active"
    assert found["url"] == "http://testserver/hulp/verlies/"
    assert found["minimum_age"] == 18
    assert "maximum_age" not in found
    assert found["alert"] == "De groep is vol."
    assert found["organization"]["name"] == "Aan de Dijk"
    assert found["organization_id"] == found["organization"]["id"]
    (price,) = found["cost_options"]
    assert (price["amount"], price["currency"], price["option"]) == (300.0, "EUR", "Zes gesprekken")
    (moment,) = found["schedules"]
    assert (moment["freq"], moment["byday"], moment["opens_at"][:5]) == ("WEEKLY", "TU", "10:00")
    assert moment["opens_at"][5:] in {"+01:00", "+02:00"}
    (place,) = found["service_at_locations"]
    assert place["location"]["addresses"][0]["postal_code"] == "4001 AB"
    assert place["location"]["accessibility"][0]["description"] == "wheelchair"
    assert [area["name"] for area in found["service_areas"]] == ["Drumpt"]
    assert found["attributes"][0]["taxonomy_term"]["code"] == "ouderen"
    assert found["required_documents"][0]["document"] == "Een brief (dan betaalt de verzekering mee)"


def test_every_id_is_a_uuid_and_stays_the_same(whole, client: Client):
    first, second = (every_id(get(client, f"services/{whole.uuid}")) for _time in range(2))
    assert first == second
    assert len(first) > 10
    assert all(str(UUID(found)) == found for found in first)


def test_bare_service_leaves_out_what_it_does_not_know(index, client: Client):
    page = index.add_child(instance=ServicePage(title="Koffie", slug="koffie"))
    assert set(get(client, f"services/{page.uuid}")) <= {
        "id",
        "organization_id",
        "name",
        "status",
        "url",
        "last_modified",
        "organization",
    }


def test_concept_and_other_site_are_not_told(index, whole, client: Client):
    hidden = index.add_child(instance=ServicePage(title="Concept", slug="concept", live=False))
    other_home = HomePage(title="Ander", slug="ander")
    Page.get_first_root_node().add_child(instance=other_home)
    Site.objects.create(hostname="ander.example.org", root_page=other_home)
    other = other_home.add_child(instance=ServicePage(title="Van een ander", slug="ander"))
    assert ids(client, "services") == [str(whole.uuid)]
    for page in (hidden, other):
        assert client.get(f"/hsds/services/{page.uuid}").status_code == 404


def test_walking_all_pages_visits_each_once(index, client: Client):
    pages = [index.add_child(instance=ServicePage(title=f"Dienst {n}", slug=f"dienst-{n}")) for n in range(7)]
    seen: list[str] = []
    for number in (1, 2, 3):
        found = get(client, f"services?per_page=3&page={number}")
        assert {name: found[name] for name in ("total_items", "total_pages", "page_number")} == {
            "total_items": 7,
            "total_pages": 3,
            "page_number": number,
        }
        assert (found["first_page"], found["last_page"], found["empty"]) == (number == 1, number == 3, False)
        assert found["size"] == len(found["contents"])
        seen += [row["id"] for row in found["contents"]]
    assert seen == [str(page.uuid) for page in pages]
    after = get(client, "services?per_page=3&page=4")
    assert (after["empty"], after["size"], after["contents"]) == (True, 0, [])


def test_list_asks_the_same_for_one_and_for_more(index, provider, client: Client, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def add(number: int) -> None:
        index.add_child(instance=ServicePage(title=f"Dienst {number}", slug=f"dienst-{number}", provider=provider))

    add(0)
    get(client, "services?full=true")
    with CaptureQueriesContext(connection) as one:
        get(client, "services?full=true")
    cost = len(one)
    add(1)
    add(2)
    get(client, "services?full=true")
    with django_assert_num_queries(cost):
        get(client, "services?full=true")


def test_words_come_in_english_where_there_are_and_ids_stay(site, index, whole, client: Client):
    english = Locale.objects.get_or_create(language_code="en")[0]
    site.root_page.copy_for_translation(english).save_revision().publish()
    index.copy_for_translation(english).save_revision().publish()
    made = whole.copy_for_translation(english)
    made.title, made.slug, made.lead = "Grief", "grief", "Talking about who you miss."
    made.save_revision().publish()
    other = index.add_child(instance=ServicePage(title="Alleen Nederlands", slug="nl"))
    listed = {row["id"]: row for row in get(client, "services?language=en")["contents"]}
    assert listed.keys() == {str(whole.uuid), str(other.uuid)}
    assert listed[str(whole.uuid)]["name"] == "Grief"
    assert listed[str(whole.uuid)]["url"] == "http://testserver/en/hulp/grief/"
    assert listed[str(other.uuid)]["name"] == "Alleen Nederlands"
    one = get(client, f"services/{whole.uuid}?language=en")
    dutch = get(client, f"services/{whole.uuid}")
    assert (one["name"], dutch["name"]) == ("Grief", "Samen door het verlies")
    assert one["schedules"] == dutch["schedules"]
    assert client.get("/hsds/services?language=fy").status_code == 422


def test_filters_narrow_each_other(index, whole, provider, client: Client):
    theirs = index.add_child(instance=ServicePage(title="Wassen", slug="wassen", provider=provider))
    term = records.term_id("ouderen")
    own = get(client, "organizations")["contents"][0]["id"]
    assert ids(client, f"services?organization_id={provider.uuid}") == [str(theirs.uuid)]
    assert ids(client, f"services?organization_id={own}") == [str(whole.uuid)]
    assert ids(client, f"services?taxonomy_term_id={term}") == [str(whole.uuid)]
    assert ids(client, f"services?taxonomy_term_id={term}&organization_id={provider.uuid}") == []
    assert ids(client, "services?search=wassen") == [str(theirs.uuid)]
    assert ids(client, f"services?taxonomy_id={records.taxonomy_id()}") == [str(whole.uuid)]
    assert ids(client, "services?modified_after=2020-01-01T00:00:00Z") == [str(whole.uuid)]
    assert ids(client, "services?modified_after=2100-01-01T00:00:00Z") == []
    assert ids(client, "services?unknown=x&search=&organization_id=") == [str(whole.uuid), str(theirs.uuid)]


@pytest.mark.parametrize(
    "question", ["page=0", "per_page=101", "page=x", "organization_id=x", "modified_after=gisteren"]
)
def test_malformed_value_is_named(index, client: Client, question: str):
    response = client.get(f"/hsds/services?{question}")
    assert response.status_code == 422
    assert list(response.json()["errors"]) == [question.split("=")[0]]


def test_organisations_and_their_services(whole, provider, client: Client):
    own, theirs = get(client, "organizations")["contents"]
    assert (own["name"], theirs["name"]) == ("Aan de Dijk", "Thuiszorg De Linde")
    found = get(client, f"organizations/{own['id']}")
    assert [row["id"] for row in found["services"]] == [str(whole.uuid)]
    assert found["phones"][0]["number"] == "0344 - 12 34 56"
    assert "services" not in get(client, f"organizations/{theirs['id']}")


def test_page_that_says_it_is_us_takes_the_place_of_the_settings(index, whole, provider, client: Client):
    provider.is_ours = True
    provider.save()
    assert [row["name"] for row in get(client, "organizations")["contents"]] == ["Thuiszorg De Linde"]
    assert get(client, f"services/{whole.uuid}")["organization_id"] == str(provider.uuid)


def test_words_and_places(whole, client: Client):
    (words,) = get(client, "taxonomies")["contents"]
    assert get(client, f"taxonomies/{words['id']}") == words
    terms = get(client, f"taxonomy_terms?taxonomy_id={words['id']}")["contents"]
    assert [term["name"] for term in terms] == ["Ouderen"]
    assert get(client, f"taxonomy_terms/{terms[0]['id']}") == terms[0]
    (link,) = get(client, "service_at_locations")["contents"]
    assert link["service"]["id"] == str(whole.uuid)
    assert get(client, f"service_at_locations/{link['id']}") == link
    for path in ("services", "organizations", "service_at_locations", "taxonomies", "taxonomy_terms"):
        assert client.get(f"/hsds/{path}/00000000-0000-4000-8000-000000000000").status_code == 404


def test_package_holds_together(whole, provider, client: Client):
    response = client.get("/hsds/hsds.zip")
    archive = zipfile.ZipFile(io.BytesIO(response.content))
    package = json.loads(archive.read("datapackage.json"))
    rows = {
        resource["name"]: list(csv.DictReader(io.StringIO(archive.read(resource["path"]).decode())))
        for resource in package["resources"]
    }
    assert {row["name"] for row in rows["service"]} == {"Samen door het verlies"}
    for resource in package["resources"]:
        mine = rows[resource["name"]]
        assert len({row["id"] for row in mine}) == len(mine)
        assert list(mine[0]) == [field["name"] for field in resource["schema"]["fields"]]
        for key in resource["schema"].get("foreignKeys", []):
            known = {row["id"] for row in rows[key["reference"]["resource"]]}
            assert {row[key["fields"]] for row in mine if row[key["fields"]]} <= known, (resource["name"], key)


def test_cell_that_a_spreadsheet_would_reckon_with_is_text():
    assert harmless("=1+1") == "'=1+1"
    assert harmless("Tiel") == "Tiel"
    assert harmless("-") == "-"


# ---- the published schemas


def schemas() -> Path:
    named = os.environ.get("HSDS_SCHEMAS", "")
    if not named:
        pytest.skip("HSDS_SCHEMAS names no folder with the published schemas")
    return Path(named)


def strict(schema: Any) -> Any:
    """The schema with every unknown property forbidden, as its authors test their own examples."""
    if isinstance(schema, list):
        return [strict(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    closed = {name: strict(part) for name, part in schema.items()}
    return {**closed, "additionalProperties": False} if isinstance(schema.get("properties"), dict) else closed


@pytest.mark.parametrize("name", ["service", "service_list", "organization", "service_at_location"])
def test_answers_are_valid_by_the_published_schemas(whole, provider, client: Client, name: str):
    schema = strict(json.loads((schemas() / f"{name}.json").read_text(encoding="utf-8")))
    path = name.removesuffix("_list") + "s"
    for row in get(client, path)["contents"]:
        value = row if name == "service_list" else get(client, f"{path}/{row['id']}")
        Draft202012Validator(schema, format_checker=FormatChecker()).validate(value)
