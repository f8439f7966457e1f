"""The demo files hold together, and their Dutch is plain: short sentences, "u", no exclamation marks."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import time
from html.parser import HTMLParser
from statistics import mean
from typing import Any

import pytest

from community.people.enums import Channel
from portal.drawings import DRAWINGS, PORTRAITS
from portal.management.demo import FOLDER, read
from portal.pages.enums import Tint
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

FILES = sorted(path.stem for path in FOLDER.glob("*.json"))
DRAWING_KEYS = {name for name, _label in DRAWINGS}
PORTRAIT_KEYS = {name for name, _label in PORTRAITS}
MAX_WORDS = 15
MAX_LIX = 35
RIVER_AREA = {"latitude": (51.75, 52.0), "longitude": (5.1, 5.7)}
# What residents say in their own words; there "je" is theirs.
VOICES = {"voice", "message", "example"}
BLOCK_KEYS = {
    "heading": {"text"},
    "paragraph": {"html"},
    "list": {"items"},
    "quote": {"text", "source"},
    "steps": {"items"},
    "notice": {"title", "text"},
    "contact": {"person"},
    "vacancies": {"title", "theme", "count"},
    "offers": {"title", "theme", "count"},
    "link": {"text", "page"},
}


def strings(value: Any, key: str = "") -> Iterator[tuple[str, str]]:
    """Every text in a file with the key it stands under; the text of a quote has the key "voice"."""
    if isinstance(value, dict):
        for name, item in value.items():
            own = "voice" if value.get("type") == "quote" and name == "text" else name
            yield from strings(item, own)
    elif isinstance(value, list):
        for item in value:
            yield from strings(item, key)
    elif isinstance(value, str):
        yield key, value


def texts() -> list[tuple[str, str, str]]:
    """(file, key, text) of whatever reads as language: more than one word."""
    return [(name, key, text) for name in FILES for key, text in strings(read(name)) if " " in text.strip()]


def plain(text: str) -> str:
    """Without tags; a paragraph ends a sentence, a dot within a time or an amount does not."""
    text = re.sub(r"</p>", "\n", text)
    text = re.sub(r"<[^>]+>", " ", text)
    return re.sub(r"(?<=\d)\.(?=\d)", "", text)


def sentences(text: str) -> list[list[str]]:
    """Words per sentence; what follows a colon is counted as a sentence of its own."""
    parts = re.split(r"[.?!:]+(?:\s|$)|\n+", plain(text))
    return [words for part in parts if (words := re.findall(r"[\w€][\w’'-]*", part))]


def lix(text: str) -> float:
    """Words per sentence plus the percentage of words of more than six letters."""
    counted = sentences(text)
    words = [word for sentence in counted for word in sentence]
    return len(words) / len(counted) + 100 * sum(len(word) > 6 for word in words) / len(words)


def pages() -> list[dict[str, Any]]:
    def below(items: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
        for item in items:
            yield item
            yield from below(item.get("children", []))

    return list(below(read("pages")))


def blocks() -> list[tuple[str, dict[str, Any]]]:
    return [(page["slug"], block) for page in pages() for block in page.get("body", [])]


def keys(name: str, key: str = "key") -> set[str]:
    found = [item[key] for item in read(name)]
    assert len(found) == len(set(found)), f"{name}.json names something twice"
    return set(found)


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


# ---- pages


class Tags(HTMLParser):
    """Collects the tags that are used and whether every one is closed."""

    def __init__(self) -> None:
        super().__init__()
        self.used: set[str] = set()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.used.add(tag)
        self.open.append(tag)
        assert tag != "a" or [name for name, _value in attrs] == ["href"]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_blocks_have_the_agreed_shape() -> None:
    for slug, block in blocks():
        wanted = BLOCK_KEYS[block["type"]]
        found = set(block) - {"type", "button"}
        assert found == wanted or (block["type"] == "link" and found == {"text", "path"}), (slug, block)
        if block["type"] == "paragraph":
            tags = Tags()
            tags.feed(block["html"])
            assert not tags.open, (slug, block["html"])
            assert tags.used <= {"p", "a", "strong", "em"}, (slug, block["html"])
        if block["type"] == "steps":
            assert all(set(step) == {"title", "text"} for step in block["items"]), slug


def test_each_life_question_says_what_to_do_and_whom_to_call() -> None:
    by_slug = {page["slug"]: page for page in pages()}
    for voice in read("pages")[0]["voices"]:
        page = by_slug[voice["page"]]
        kinds = Counter(block["type"] for block in page["body"])
        assert page["title"] == voice["text"], page["slug"]
        assert page["title_is_voice"], page["slug"]
        assert kinds["heading"] >= 3, page["slug"]
        assert {"steps", "list", "quote", "contact"} <= set(kinds), page["slug"]


def test_help_lines_have_their_own_numbers() -> None:
    """A wrong digit here may cost a life, so the numbers are spelled out once more."""
    lines = {
        "113 of": "0800-0113",
        "Kindertelefoon": "0800-0432",
        "Luisterlijn": "088 0767 000",
        "Veilig Thuis": "0800-2000",
    }
    others = {read("site")["phone"], "0900-8844", "0344 - 01 26 00"}  # ours, the police, our confidant
    for slug, block in blocks():
        text = " ".join(text for _key, text in strings(block))
        for line, number in lines.items():
            assert line not in text or number in text, (slug, text)
        assert set(re.findall(r"0\d{2,3}(?: ?-? ?\d+)+(?=[^\d\"]|$)", text)) <= {*lines.values(), *others}, (slug, text)
        for target, shown in re.findall(r'<a href="tel:(\d+)">([^<]+)</a>', text):
            assert target == re.sub(r"\D", "", shown), slug


# ---- language


def test_no_exclamation_marks() -> None:
    assert not [text for _name, _key, text in texts() if "!" in text]


def test_we_say_u() -> None:
    informal = re.compile(r"\b(je|jij|jou|jouw|jullie)\b", re.IGNORECASE)
    ours = [(name, re.sub(r"[‘“][^’”]*[’”]", "", text)) for name, key, text in texts() if key not in VOICES]
    assert not [(name, text) for name, text in ours if informal.search(text)]


def test_sentences_are_short() -> None:
    long = [(name, words) for name, _key, text in texts() for words in sentences(text) if len(words) > MAX_WORDS]
    assert not long


def test_texts_are_easy_to_read() -> None:
    """LIX of whole texts: what a visitor reads in one go."""
    offers = [" ".join([v["summary"], v["description"], v["start_text"]]) for v in read("vacancies")]
    readings = []
    for page in pages():
        body = "\n".join(text for block in page.get("body", []) for key, text in strings(block) if " " in text)
        readings.append(f"{page['lead']}\n{body}")
    assert mean(map(lix, offers)) < MAX_LIX
    assert mean(map(lix, readings)) < MAX_LIX
    assert max(map(lix, offers)) < MAX_LIX + 5
    assert max(map(lix, readings)) < MAX_LIX + 5


def test_pages_of_people_and_places_are_easy_to_read() -> None:
    """LIX of what stands on one page, headings and facts apart."""
    places = read("places")
    readings = [" ".join(text for _key, text in strings(worker) if "." in text) for worker in read("workers")]
    facts = ("lead", "coffee", "access_note", "on_foot", "by_bus")
    readings += ["\n".join(place[fact] for fact in facts if place[fact]) for place in places["meeting_places"]]
    assert mean(map(lix, readings)) < MAX_LIX
    assert max(map(lix, readings)) < MAX_LIX + 5
    assert mean(lix(node["lead"]) for node in places["neighbourhoods"]) < MAX_LIX


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


def test_lix_counts_as_it_should() -> None:
    assert lix("Wij bellen. U luistert.") == pytest.approx(2 + 25)
    assert [len(words) for words in sentences("Om 9.30 uur. Kom langs: de koffie staat klaar.")] == [3, 2, 4]
