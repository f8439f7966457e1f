"""Services, providers, support and figures of the demo, and the question trees of its life events."""

from __future__ import annotations

import uuid
from typing import Any

from wagtail.models import Page, Site

from community.people.models import User
from portal.management.demo import read
from portal.management.demo.pages import Block, PageTree
from portal.pages.models import (
    CareAndWelfarePage,
    CaregiverSupportPage,
    FiguresPage,
    IndexPage,
    LifeEventPage,
    PreventionPage,
    ProviderPage,
    ServicePage,
    VolunteerSupportPage,
)
from portal.vocabulary.models import Theme

KINDS: dict[str, type[Any]] = {
    "index": IndexPage,
    "service": ServicePage,
    "provider": ProviderPage,
    "care_and_welfare": CareAndWelfarePage,
    "volunteer_support": VolunteerSupportPage,
    "caregiver_support": CaregiverSupportPage,
    "prevention": PreventionPage,
    "figures": FiguresPage,
}
# The name of the one block in each stream; the other streams hold the blocks of a body.
ITEMS = {
    "prices": "price",
    "schedules": "schedule",
    "documents": "document",
    "languages": "language",
    "workers": "worker",
    "helpers": "helper",
    "rights": "right",
    "expenses": "expense",
    "trainings": "training",
    "help_lines": "line",
    "cafe_times": "schedule",
    "activities": "activity",
    "small_steps": "step",
    "questions": "question",
}


def load_services(site: Site, people: dict[str, User]) -> None:
    """Once, below the home page of the demo: first every page, so that each can be linked to, then what is on it."""
    if CareAndWelfarePage.objects.descendant_of(site.root_page).exists():
        return
    data = read("services")
    tree = ServiceTree(site, people)
    tree.find()
    for item in data["pages"]:
        tree.plant_one(item)
    for item in data["pages"]:
        tree.fill(item)
    for slug, questions in data["questions"].items():
        tree.ask(slug, questions, data["themes"].get(slug, []))
    for link in data["links"]:
        tree.add_link(**link)


class ServiceTree(PageTree):
    def find(self) -> None:
        """The pages that are there already."""
        home = self.site.root_page
        self.pages = {page.slug: page.specific for page in home.get_descendants()}
        self.pages["home"] = home.specific

    def plant_one(self, data: dict[str, Any]) -> None:
        page = KINDS[data["kind"]](title=data["title"], slug=data["slug"], live=False, drawing=data["drawing"])
        page.lead = page.search_description = data["lead"]
        page.contact = self.people.get(data["contact"])
        page.show_in_menus = data["in_menu"]
        for name, value in data["fields"].items():
            setattr(page, name, value)
        parent: Page = self.pages[data["parent"]]
        parent.add_child(instance=page)
        self.pages[data["slug"]] = page

    def fill(self, data: dict[str, Any]) -> None:
        page = self.pages[data["slug"]]
        self.put(page, "body", [self.block(block) for block in data["body"]])
        for name, values in data["streams"].items():
            if name in ITEMS:
                self.put(page, name, [{"type": ITEMS[name], "value": self.value(name, value)} for value in values])
            else:
                self.put(page, name, [self.block(block) for block in values])
        if data["themes"]:
            page.themes = Theme.objects.filter(slug__in=data["themes"])
        page.save_revision(clean=False).publish()

    def ask(self, slug: str, questions: list[dict[str, Any]], themes: list[str]) -> None:
        page: LifeEventPage = self.pages[slug]
        self.put(
            page, "questions", [{"type": "question", "value": self.value("questions", item)} for item in questions]
        )
        page.themes = Theme.objects.filter(slug__in=themes)
        page.save_revision(clean=False).publish()

    def add_link(self, on: str, text: str, page: str) -> None:
        """A link at the end of a page that is there already."""
        found = self.pages[on]
        found.body.append(("link", {"text": text, "as_button": False, "page": self.pages[page], "url": ""}))
        found.save_revision(clean=False).publish()

    def put(self, page: Any, name: str, blocks: list[Block]) -> None:
        stream = page._meta.get_field(name).stream_block
        setattr(page, name, stream.to_python([{**block, "id": str(uuid.uuid4())} for block in blocks]))

    def value(self, name: str, value: Any) -> Any:
        """A value of the JSON file as Wagtail keeps it: people by their UUID, pages by their number."""
        if name == "workers":
            return str(self.people[value].uuid)
        if name == "helpers":
            return {**value, "helper": self.pages[value["helper"]].pk}
        if name == "prices":
            return {**value, "includes": [self.item(text) for text in value["includes"]]}
        if name == "questions":
            return {**value, "answers": [self.item(self.answer(answer)) for answer in value["answers"]]}
        return value

    def answer(self, data: dict[str, Any]) -> dict[str, Any]:
        return {**data, "page": self.pages[data["page"]].pk} if "page" in data else data
