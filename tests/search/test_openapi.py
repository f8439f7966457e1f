"""The description of the open data is valid, and what is answered is as it says."""

from __future__ import annotations

import jsonschema
import pytest
from openapi_spec_validator import validate

from tests.factories.bank import VacancyFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def described(client):
    return client.get("/api/v1/openapi.json").json()


def fits(value, name, described):
    schema = {"$ref": f"#/components/schemas/{name}", "components": described["components"]}
    jsonschema.Draft202012Validator(schema).validate(value)


def operations(described):
    for path, item in described["paths"].items():
        server = item.get("servers", described["servers"])[0]["url"].rstrip("/")
        yield server + path, item["get"]


def test_description_is_openapi(described):
    validate(described)


def test_every_example_fits_its_own_description(described):
    checked = 0
    for _path, operation in operations(described):
        for parameter in operation["parameters"]:
            if "example" in parameter:
                jsonschema.validate(parameter["example"], parameter["schema"])
                checked += 1
        for response in operation["responses"].values():
            for media in response.get("content", {}).values():
                if "example" in media:
                    fits(media["example"], media["schema"]["$ref"].rpartition("/")[2], described)
                    checked += 1
    assert checked > 10


def test_every_address_answers_as_described(client, described):
    VacancyFactory(title="Taalmaatje", themes=["Taal"], dayparts=["sat-morning"])
    VacancyFactory(title="Taal op afstand", place="", latitude=None, longitude=None, remote=True)
    for path, operation in operations(described):
        answer = client.get(path, {"q": "taal"})
        kinds = operation["responses"]["200"]["content"]
        assert answer.status_code == 200
        (kind,) = kinds
        assert answer["Content-Type"].startswith(kind)
        if kind == "application/json":
            fits(answer.json(), kinds[kind]["schema"]["$ref"].rpartition("/")[2], described)


def test_every_parameter_of_the_list_is_described_and_none_that_is_not_there(described):
    from search.forms import SearchForm

    names = {parameter["name"] for parameter in described["paths"]["/vacancies/"]["get"]["parameters"]}
    assert names == set(SearchForm.base_fields) - {"after"}


def test_refusal_is_as_described(client, described):
    answer = client.get("/api/v1/vacancies/", {"radius": "ver", "theme": "onbekend"})
    assert answer.status_code == 422
    fits(answer.json(), "Errors", described)
    assert set(answer.json()["errors"]) == {"radius", "theme"}
