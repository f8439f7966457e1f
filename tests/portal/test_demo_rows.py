"""The rows of the demo hold together: they refer to what exists, and fit the fields they go to."""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import time

import pytest

from community.people.enums import Channel
from portal.management.demo import FOLDER, read
from portal.pages.enums import Tint
from tests.portal.demo_files import DRAWING_KEYS, FILES, PORTRAIT_KEYS, blocks, keys, pages, strings
from vacancies.bank.enums import (
    Daypart,
    EmploymentType,
    Frequency,
    Kind,
    LanguageLevel,
    LegalForm,
    OrganisationState,
    SchoolType,
    Together,
    VacancyState,
)
from vacancies.bank.models import POSTCODE, Vacancy
from vacancies.placements.enums import ApplicationState

RIVER_AREA = {"latitude": (51.75, 52.0), "longitude": (5.1, 5.7)}


@pytest.mark.parametrize("name", FILES)
def test_file_is_readable_utf8_json(name: str) -> None:
    raw = (FOLDER / f"{name}.json").read_bytes().decode("utf-8")
    assert json.loads(raw)
    assert raw == json.dumps(json.loads(raw), ensure_ascii=False, indent=2) + "\n"


@pytest.mark.parametrize("name", ["applications", "organisations", "vacancies"])
def test_rows_are_sorted_by_key(name: str) -> None:
    found = [item["key"] for item in read(name)]
    assert found == sorted(found)


# ---- counts


def test_vacancies_in_every_state_and_of_every_kind() -> None:
    vacancies = read("vacancies")
    assert Counter(v["state"] for v in vacancies) == {
        VacancyState.PUBLISHED: 44,
        VacancyState.FILLED: 4,
        VacancyState.DRAFT: 3,
        VacancyState.SUBMITTED: 3,
        VacancyState.PAUSED: 2,
        VacancyState.EXPIRED: 2,
        VacancyState.ARCHIVED: 1,
        VacancyState.REJECTED: 1,
    }
    assert Counter(v["kind"] for v in vacancies) == {
        Kind.VOLUNTEER: 48,
        Kind.INTERNSHIP: 5,
        Kind.TASK: 5,
        Kind.PAID: 2,
    }


def test_organisations_and_applications_in_their_states() -> None:
    assert Counter(o["state"] for o in read("organisations")) == {
        OrganisationState.ACTIVE: 8,
        OrganisationState.CHECKED: 1,
        OrganisationState.PAUSED: 1,
    }
    applications = read("applications")
    assert sum(a["vacancy"] is None for a in applications) == 7
    assert len(applications) == 21
    assert {a["state"] for a in applications} == set(ApplicationState.values)
    late = [a for a in applications if a["state"] == ApplicationState.RECEIVED and a["received_workdays_ago"] > 5]
    assert len(late) == 2
    assert any(a["phone"] and not a["email"] for a in applications if a["state"] == ApplicationState.RECEIVED)


def test_taalmaatje_is_found_more_than_twice() -> None:
    open_ones = [v for v in read("vacancies") if v["state"] == VacancyState.PUBLISHED]
    found = [v["key"] for v in open_ones if "taalmaatje" in f"{v['title']} {v['summary']} {v['description']}".lower()]
    assert len(found) >= 3
    young_father = next(v for v in open_ones if v["key"] == "taalmaatje-jonge-vader")
    assert (young_father["title"], young_father["place"]) == ("Taalmaatje voor een jonge vader", "Tiel")


# ---- what refers to what


def test_vacancies_refer_to_what_exists() -> None:
    organisations, themes, skills = keys("organisations"), keys("themes", "slug"), keys("skills", "slug")
    for vacancy in read("vacancies"):
        assert vacancy["organisation"] in organisations, vacancy["key"]
        assert vacancy["themes"], vacancy["key"]
        assert set(vacancy["themes"]) <= themes, vacancy["key"]
        assert set(vacancy["skills"]) <= skills, vacancy["key"]
        assert vacancy["coordinator"] in keys("people"), vacancy["key"]
    used = {theme for vacancy in read("vacancies") for theme in vacancy["themes"]}
    assert used == themes


def test_drawings_and_portraits_exist() -> None:
    for item in [*read("vacancies"), *read("themes"), *pages()]:
        assert item["drawing"] in DRAWING_KEYS, item
    portraits = [person["portrait"] for person in read("people") if person["portrait"]]
    assert set(portraits) <= PORTRAIT_KEYS
    assert len(portraits) == len(set(portraits)), "a portrait is one person"


def test_applications_refer_to_what_exists() -> None:
    vacancies, people = {v["key"]: v for v in read("vacancies")}, keys("people")
    for application in read("applications"):
        named = [application["vacancy"], *application["alternatives"]]
        for key in filter(None, named):
            assert vacancies[key]["state"] == VacancyState.PUBLISHED, key
        assert application["handler"] in people
        assert not application["user"] or application["user"] in people
        assert application["channel"] in Channel.values
        reach = {"phone": "phone", "email": "email", "letter": "postcode"}[application["channel"]]
        assert application[reach], application["key"]
        if application["state"] == ApplicationState.DECLINED:
            assert application["reason"]
            assert len(set(application["alternatives"])) == 2
            assert application["vacancy"] not in application["alternatives"]


def test_pages_refer_to_what_exists() -> None:
    slugs = [page["slug"] for page in pages()]
    assert len(slugs) == len(set(slugs))
    people, themes = keys("people"), keys("themes", "slug")
    home = read("pages")[0]
    assert len(home["voices"]) == 8
    wanted = [*(v["page"] for v in home["voices"]), home["other"]["page"], home["quote"]["page"]]
    wanted += [block["page"] for _slug, block in blocks() if block.get("page")]
    assert set(wanted) <= set(slugs)
    assert set(home["people"]) <= people
    for slug, block in blocks():
        assert block.get("person") in {None, *people}, slug
        assert block.get("theme", "") in {"", *themes}, slug
    for page in pages():
        assert page["sky"] in Tint.values
        assert page.get("contact", "") in {"", *people}


def test_links_into_the_vacancy_bank_name_what_exists() -> None:
    home = read("pages")[0]
    paths = [*(v["path"] for v in home["giving"]), *(b["path"] for _slug, b in blocks() if "path" in b)]
    known = {"theme": keys("themes", "slug"), "skill": keys("skills", "slug"), "kind": set(Kind.values)}
    for path in paths:
        assert path.startswith("/")
        for name, value in re.findall(r"(\w+)=([\w-]+)", path):
            assert value in known.get(name, {value}), path


def test_visible_workers_have_a_face_and_a_place() -> None:
    workers = [person for person in read("people") if person["visible"]]
    assert {"Hanneke", "Bram", "Joyce", "Noor", "Yusuf", "Lotte", "Marloes"} == {
        person["first_name"] for person in workers
    }
    for person in workers:
        assert all(person[field] for field in ("portrait", "for_whom", "where_now")), person["key"]


# ---- values


def test_choices_are_those_of_the_models() -> None:
    for vacancy in read("vacancies"):
        assert vacancy["frequency"] in Frequency.values, vacancy["key"]
        assert set(vacancy["dayparts"]) <= set(Daypart.values), vacancy["key"]
        assert vacancy["together"] in {"", *Together.values}, vacancy["key"]
        assert vacancy["language_level"] in {"", *LanguageLevel.values}, vacancy["key"]
        if vacancy["kind"] == Kind.INTERNSHIP:
            assert set(vacancy["school_types"]) <= set(SchoolType.values)
            assert vacancy["school_years"]
            assert vacancy["hours_total"] <= 30
            assert vacancy["minimum_age"] >= 13
        if vacancy["kind"] == Kind.PAID:
            assert vacancy["employment_type"] in EmploymentType.values
            assert vacancy["salary_text"]
            assert vacancy["valid_in_days"] > 0
    assert {o["legal_form"] for o in read("organisations")} <= set(LegalForm.values)


def test_vacancies_fit_their_fields() -> None:
    """Texts that are too long would be cut off or refused when the demo is loaded."""
    for vacancy in read("vacancies"):
        for field in ("title", "voice", "summary", "description", "start_text", "for_whom", "time_note", "filled_note"):
            assert len(vacancy[field]) <= (Vacancy._meta.get_field(field).max_length or 0), (vacancy["key"], field)
        needs = "\n".join(f"{need['text']} ({need['reason']})" for need in vacancy["requirements"])
        assert len(needs) <= 1000, vacancy["key"]
        assert len(vacancy["you_get"]) <= 300, vacancy["key"]


def test_states_agree_with_their_dates_and_places() -> None:
    active = {o["key"] for o in read("organisations") if o["state"] == OrganisationState.ACTIVE}
    for vacancy in read("vacancies"):
        key, state = vacancy["key"], vacancy["state"]
        assert 0 <= vacancy["filled_places"] <= vacancy["places"], key
        if state == VacancyState.PUBLISHED:
            assert vacancy["organisation"] in active, key
            assert vacancy["checklist"], key
            assert vacancy["filled_places"] < vacancy["places"], key
            assert vacancy["valid_in_days"] > 0, key
        if state == VacancyState.FILLED:
            assert vacancy["filled_places"] == vacancy["places"], key
            assert vacancy["filled_note"], key
            assert vacancy["filled_days_ago"] < vacancy["published_days_ago"], key
        if state == VacancyState.EXPIRED:
            assert vacancy["valid_in_days"] < 0, key
        assert bool(vacancy["rejected_reason"]) == (state == VacancyState.REJECTED), key
        if vacancy["kind"] != Kind.PAID:
            assert vacancy["hours_per_week"] <= 20, key


def test_what_is_asked_has_a_reason() -> None:
    for vacancy in read("vacancies"):
        assert all(need["text"] and need["reason"] for need in vacancy["requirements"]), vacancy["key"]
        if vacancy["vog_required"]:
            assert any("VOG" in need["text"] for need in vacancy["requirements"]), vacancy["key"]


def test_places_lie_in_the_river_area() -> None:
    for item in [*read("vacancies"), *read("organisations"), read("site")["address"]]:
        for name, (low, high) in RIVER_AREA.items():
            assert low <= item[name] <= high, item
    for item in [*read("vacancies"), *read("organisations"), *read("applications")]:
        if item["postcode"]:
            POSTCODE(item["postcode"])
    for number in (o["kvk_number"] for o in read("organisations")):
        assert re.fullmatch(r"00\d{6}", number)


def test_addresses_and_numbers_are_fictional() -> None:
    for file, _key, text in [(name, key, text) for name in FILES for key, text in strings(read(name))]:
        for host in re.findall(r"@([\w.-]+\w)", text):
            assert re.search(r"(^|\.)example\.(nl|org)$", host) or host == "aandedijk", (file, text)
        for host in re.findall(r"https?://([\w.-]+)", text):
            assert re.search(r"(^|\.)example\.(nl|org)$", host), (file, text)
    for row in [*read("people"), *read("applications"), *read("organisations"), read("site")]:
        assert not row["phone"] or re.fullmatch(r"0\d{3} - 01 2\d \d\d|06 - 00 11 22 33", row["phone"]), row["phone"]


def test_opening_hours_open_before_they_close() -> None:
    for hours in read("site")["opening_hours"].values():
        assert hours is None or time.fromisoformat(hours["opens"]) < time.fromisoformat(hours["closes"])


def test_workers_and_places_refer_to_what_exists() -> None:
    places, people = read("places"), keys("people")
    codes, slugs = keys("neighbourhoods", "cbs_code"), {page["slug"] for page in pages()}
    known = {place["key"] for place in places["meeting_places"]}
    assert {node["code"] for node in places["neighbourhoods"]} <= codes
    for place in places["meeting_places"]:
        assert place["neighbourhood"] in codes
        assert place["drawing"] in DRAWING_KEYS
        POSTCODE(place["postcode"])
    for worker in read("workers"):
        assert {worker["person"], worker["successor"] or worker["person"]} <= people
        assert set(worker["neighbourhoods"]) <= codes
        assert {row["place"] for row in worker["hours"]} <= {"", *known}
        assert {thing["page"] for thing in worker["can_do"]} <= {"", *slugs}
