"""The page tree of the demo and the settings of its site."""

from __future__ import annotations

import uuid
from datetime import time
from typing import Any

from wagtail.models import Locale, Page, Site

from community.people.models import User
from portal.management.demo import read
from portal.pages.actions import STARTER
from portal.pages.enums import Tint, Weekday
from portal.pages.models import (
    AccessibilityPage,
    ComplaintsPage,
    HomePage,
    IndexPage,
    InternshipPage,
    LifeEventPage,
    OpeningHours,
    PrivacyPage,
    SiteSettings,
    StandardPage,
)

Block = dict[str, Any]
KINDS: dict[str, Any] = {
    "index": IndexPage,
    "standard": StandardPage,
    "life_event": LifeEventPage,
    "internship": InternshipPage,
    "privacy": PrivacyPage,
    "accessibility": AccessibilityPage,
    "complaints": ComplaintsPage,
}
LINK_PAGES = {"contact_page": "contact", "privacy_page": "privacy", "accessibility_page": "toegankelijkheid"}


def load_pages(site: Site, people: dict[str, User]) -> None:
    """Make the tree under a new home page, once; then the settings, which refer to it."""
    if not HomePage.objects.exclude(pk__in=untouched_starters()).exists():
        PageTree(site, people).build(read("pages"))
    load_settings(site, people)


def untouched_starters() -> list[int]:
    """The home page that a site without demo begins with, as long as nobody built below it."""
    return [home.pk for home in HomePage.objects.filter(slug=STARTER) if not home.get_children().exists()]


class PageTree:
    """Builds in two rounds: first every page, so that each can be linked to, then what stands on them."""

    def __init__(self, site: Site, people: dict[str, User]) -> None:
        self.site, self.people = site, people
        self.pages: dict[str, Page] = {}

    def build(self, tree: list[dict[str, Any]]) -> None:
        home_data, *parts = tree
        home = HomePage(title=home_data["title"], slug="home-aan-de-dijk", locale=Locale.get_default(), live=False)
        Page.objects.get(depth=1).add_child(instance=home)
        self.pages["home"] = home
        for part in parts:
            self.plant(home, part)
        for data in tree:
            self.fill_tree(data)
        old = self.site.root_page
        self.site.root_page = home
        self.site.save()
        plain = old is not None and (type(old.specific) is Page or old.pk in untouched_starters())
        if plain and not old.get_children().exists():
            old.delete()

    def plant(self, parent: Page, data: dict[str, Any]) -> None:
        page = KINDS[data["kind"]](title=data["title"], slug=data["slug"], live=False)
        parent.add_child(instance=page)
        self.pages[data["slug"]] = page
        for child in data.get("children", []):
            self.plant(page, child)

    def fill_tree(self, data: dict[str, Any]) -> None:
        page = self.pages[data["slug"]]
        page.lead, page.search_description = data["lead"], data["search_description"]
        page.tint, page.drawing = Tint(data["sky"]), data["drawing"]
        if isinstance(page, HomePage):
            page.question, page.example = data["title"], data["example"]
            blocks = self.home_blocks(data)
        else:
            page.is_voice, page.show_in_footer = data["title_is_voice"], data["in_footer"]
            page.show_in_menus = data["in_menu"]
            page.contact = self.people.get(data["contact"])
            blocks = [self.block(block) for block in data["body"]]
        stream = page._meta.get_field("body").stream_block
        page.body = stream.to_python([{**block, "id": str(uuid.uuid4())} for block in blocks])
        page.save_revision(clean=False).publish()
        for child in data.get("children", []):
            self.fill_tree(child)

    def home_blocks(self, data: dict[str, Any]) -> list[Block]:
        giving = {
            "title": data["giving_title"],
            "drawing": data["giving_drawing"],
            "voices": [self.item({"sentence": v["text"], "url": v["path"]}) for v in data["giving"]],
            "more_text": data["giving_link"]["text"],
            "more_url": data["giving_link"]["path"],
        }
        voices = [self.item({"sentence": v["text"], "page": self.pages[v["page"]].pk}) for v in data["voices"]]
        more = {"more_text": data["other"]["text"], "more_page": self.pages[data["other"]["page"]].pk}
        quote = {name: data["quote"][name] for name in ("text", "source")}
        return [
            {"type": "voices", "value": {"title": data["voices_title"], "voices": voices, **more}},
            {"type": "workers", "value": self.workers(data)},
            {"type": "giving", "value": giving},
            {"type": "quote", "value": {**quote, "portrait": data["quote"]["portrait"] or "portrait-06"}},
        ]

    def workers(self, data: dict[str, Any]) -> dict[str, Any]:
        chosen = [self.item(str(self.people[key].uuid)) for key in data["people"]]
        return {"title": data["people_title"], "people": chosen}

    def item(self, value: Any) -> Block:
        return {"type": "item", "value": value, "id": str(uuid.uuid4())}

    def block(self, data: dict[str, Any]) -> Block:
        """A block of the JSON file as Wagtail keeps it."""
        kind = data["type"]
        if kind == "heading":
            return {"type": kind, "value": data["text"]}
        if kind == "paragraph":
            return {"type": kind, "value": data["html"]}
        if kind == "list":
            return {"type": kind, "value": [self.item(item) for item in data["items"]]}
        if kind == "steps":
            steps = [{"title": step["title"], "text": f"<p>{step['text']}</p>"} for step in data["items"]]
            return {"type": kind, "value": [self.item(step) for step in steps]}
        value = {name: item for name, item in data.items() if name != "type"}
        if kind == "notice":
            value["text"] = f"<p>{data['text']}</p>"
        elif kind == "contact":
            value = {"person": str(self.people[data["person"]].uuid)}
        elif kind == "link":
            target = {"page": self.pages[data["page"]].pk} if "page" in data else {"url": data["path"]}
            value = {"text": data["text"], "as_button": data.get("button", False), **target}
        return {"type": kind, "value": value}


def load_settings(site: Site, people: dict[str, User]) -> None:
    data = read("site")
    settings = SiteSettings.for_site(site)
    if settings.name == data["organisation_name"]:
        return
    address = data["address"]
    settings.name, settings.tagline, settings.theme = data["organisation_name"], data["tagline"], data["theme"]
    settings.phone, settings.phone_note, settings.email = data["phone"], data["phone_note"], data["email"]
    settings.location_name, settings.street = address["name"], address["street"]
    settings.postcode, settings.place = address["postcode"], address["place"]
    settings.default_coordinator = people["coordinator"]
    socials = [{"type": "social", "value": social, "id": str(uuid.uuid4())} for social in data["socials"]]
    settings.socials = SiteSettings._meta.get_field("socials").stream_block.to_python(socials)
    for field, slug in LINK_PAGES.items():
        setattr(settings, field, Page.objects.filter(slug=slug).first())
    settings.save()
    site.site_name = data["organisation_name"]
    site.save()
    for name, hours in data["opening_hours"].items():
        if hours:
            times = {side: time.fromisoformat(hours[side]) for side in ("opens", "closes")}
            OpeningHours.objects.create(settings=settings, weekday=Weekday[name.upper()], **times)
