"""The Dutch of the demo is plain: short sentences, “u”, no exclamation marks; its pages have the agreed shape."""

from __future__ import annotations

import re
from collections import Counter
from html.parser import HTMLParser
from statistics import mean

import pytest

from portal.management.demo import read
from tests.portal.demo_files import blocks, lix, pages, sentences, strings, texts

MAX_WORDS = 15
MAX_LIX = 35
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


def test_lix_counts_as_it_should() -> None:
    assert lix("Wij bellen. U luistert.") == pytest.approx(2 + 25)
    assert [len(words) for words in sentences("Om 9.30 uur. Kom langs: de koffie staat klaar.")] == [3, 2, 4]
