"""The start of the demo in English, and a few pages below it; what is not translated is shown in Dutch and says so."""

from __future__ import annotations

import copy
from typing import Any

from wagtail.models import Locale, Page, Site

from community.people.models import User
from portal.management.demo import read
from portal.management.demo.services import ServiceTree

TEXTS = ("title", "question", "lead", "example", "slug")


def load_english(site: Site, people: dict[str, User]) -> None:
    """Once: pages that somebody translated since stay as they are."""
    locale = Locale.objects.get_or_create(language_code="en")[0]
    home = site.root_page.specific
    if home.get_translations().filter(locale=locale).exists():
        return
    tree = ServiceTree(site, people)
    tree.find()
    for slug, data in read("english").items():
        translate(tree, tree.pages[slug], locale, data)


def translate(tree: ServiceTree, page: Page, locale: Locale, data: dict[str, Any]) -> None:
    made: Any = page.copy_for_translation(locale)
    for name in TEXTS:
        if name in data:
            setattr(made, name, data[name])
    for name, text in data.get("fields", {}).items():
        setattr(made, name, text)
    made.search_description = data.get("search_description", data["lead"])
    if isinstance(data["body"], dict):
        say_in_english(made, data["body"])
    else:
        tree.put(made, "body", [tree.block(block) for block in data["body"]])
    if "questions" in data:
        questions = [{"type": "question", "value": tree.value("questions", item)} for item in data["questions"]]
        tree.put(made, "questions", questions)
    made.save_revision(clean=False).publish()


def say_in_english(home: Any, words: dict[str, Any]) -> None:
    """The blocks of the start keep their people, links and drawings; their words change."""
    blocks = copy.deepcopy(list(home.body.raw_data))
    for block in blocks:
        value, said = block["value"], dict(words[block["type"]])
        for item, sentence in zip(value.get("voices", []), said.pop("voices", []), strict=False):
            item["value"]["sentence"] = sentence
        value.update(said)
    home.body = home._meta.get_field("body").stream_block.to_python(blocks)
