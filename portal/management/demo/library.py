"""Stories with their consents, and what we learn: meeting, trends, tips, proposition, questions, a form, a landing."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

from django.utils import timezone
from wagtail.models import Page, Site

from community.people.models import User
from portal.history.actions import record_change
from portal.management.demo import read
from portal.management.demo.articles import Shelf, days_ago
from portal.pages.models import (
    Author,
    FaqPage,
    FormField,
    FormPage,
    IndexPage,
    LandingPage,
    MeetingPage,
    PropositionPage,
    StoryByline,
    StoryConsent,
    StoryIndexPage,
    StoryPage,
    TipsPage,
    TrendsByline,
    TrendsPage,
)
from portal.places.models import Neighbourhood

AUTHORS = {"hanneke": "Hanneke", "bram": "Bram", "noor": "Noor", "farid": "Farid"}


def load_library(site: Site, people: dict[str, User]) -> None:
    """Make stories and library, once."""
    if not StoryIndexPage.objects.descendant_of(site.root_page).exists():
        Library(site, people).load(read("stories"))


class Library(Shelf):
    def load(self, data: dict[str, Any]) -> None:
        self.authors = {key: Author.objects.get(site=self.site, name__startswith=name) for key, name in AUTHORS.items()}
        self.load_stories(data)
        shelf = self.plant(IndexPage, self.home, data["shelf"])
        self.load_meeting(shelf, data["meeting"])
        self.load_trends(shelf, data["trends"])
        self.load_tips(shelf, data["tips"])
        self.load_proposition(shelf, data["proposition"])
        self.load_form(shelf, data["form"])
        self.load_faq(data["faq"])
        self.load_landing(data["landing"])
        shelf.save_revision(clean=False).publish()

    def stream(self, page: Page, name: str, blocks: list[dict[str, Any]]) -> None:
        """Blocks as Wagtail keeps them, into a stream field."""
        rows = [{**block, "id": str(uuid.uuid4())} for block in blocks]
        setattr(page, name, page._meta.get_field(name).stream_block.to_python(rows))

    def items(self, values: list[Any]) -> list[dict[str, Any]]:
        return [self.tree.item(value) for value in values]

    def publish(self, page: Page) -> None:
        page.save()
        page.save_revision(clean=False).publish()

    def load_stories(self, data: dict[str, Any]) -> None:
        consents = {row["key"]: self.consent(row) for row in data["consents"]}
        index = self.plant(StoryIndexPage, self.home, data["index"])
        for story in reversed(data["stories"]):
            extra = {"kind": story["kind"], "consent": consents[story["consent"]]}
            page: Any = self.write(StoryPage, StoryByline, index, story, self.authors, **extra)
            page.neighbourhoods = list(Neighbourhood.objects.filter(site=self.site, slug__in=story["neighbourhoods"]))
            page.save_revision(clean=False).publish()
        index.save_revision(clean=False).publish()
        for slug, story in data["quoted"].items():
            self.quote(slug, self.tree.pages[story].pk)

    def quote(self, slug: str, story: int) -> None:
        """The quotes of a page are words of a story: they go when it goes."""
        page: Any = self.home if slug == "home" else self.tree.pages[slug].specific
        for block in page.body:
            if block.block_type == "quote":
                block.value["story"] = Page.objects.get(pk=story)
        page.save_revision(clean=False).publish()

    def consent(self, row: dict[str, Any]) -> StoryConsent:
        start = days_ago(row["from_days_ago"])
        names = ("teller", "pseudonym", "audience", "in_feed", "state", "given")
        consent = StoryConsent.objects.create(
            site=self.site,
            read_back_on=start,
            valid_from=start,
            valid_until=start + timedelta(days=row["days"]),
            withdrawn_at=timezone.now() - timedelta(days=5) if row["state"] == "withdrawn" else None,
            recorded_by=self.people["editor"],
            **{name: row[name] for name in names},
        )
        record_change(obj=consent, from_state="", to_state=row["state"], by=self.people["editor"])
        return consent

    def load_meeting(self, parent: Page, data: dict[str, Any]) -> None:
        names = ("place", "visitors", "tag")
        values = {name: data[name] for name in names}
        page = self.plant(MeetingPage, parent, {**data, "body": []}, date=days_ago(data["days_ago"]), **values)
        self.stream(page, "body", [self.meeting_block(block) for block in data["body"]])
        self.publish(page)

    def meeting_block(self, block: dict[str, Any]) -> dict[str, Any]:
        value = block["value"]
        if isinstance(value, list):
            value = self.items(value)
        else:
            value = {name: self.items(part) if isinstance(part, list) else part for name, part in value.items()}
        return {"type": block["type"], "value": value}

    def load_trends(self, parent: Page, data: dict[str, Any]) -> None:
        page: Any = TrendsPage(title=data["title"], slug=data["slug"], year=days_ago(data["days_ago"]).year)
        page.lead, page.drawing, page.tint, page.date = (
            data["lead"],
            data["drawing"],
            "home",
            days_ago(data["days_ago"]),
        )
        page.look_back_on = days_ago(-data["look_back_in_days"])
        page.bylines = [TrendsByline(author=self.authors[key]) for key in data["authors"]]
        rich = [
            {**row, "text": f"<p>{row['text']}</p>", "look_back": f"<p>{row['look_back']}</p>"}
            for row in data["trends"]
        ]
        self.stream(page, "trends", [{"type": "trend", "value": row} for row in rich])
        parent.add_child(instance=page)
        self.publish(page)

    def load_tips(self, parent: Page, data: dict[str, Any]) -> None:
        page = self.plant(TipsPage, parent, data)
        blocks = []
        for row in data["tips"]:
            value = {name: part for name, part in row.items() if name not in {"type", "say"}}
            if "say" in row:
                value["text"] = row["say"]
            blocks.append({"type": row["type"], "value": value})
        self.stream(page, "tips", blocks)
        self.publish(page)

    def load_proposition(self, parent: Page, data: dict[str, Any]) -> None:
        names = ("clients", "needs", "helps", "difference", "difference_text", "statement")
        page = self.plant(PropositionPage, parent, data, **{name: data[name] for name in names})
        rivals = []
        for row in data["rivals"]:
            value = {name: part for name, part in row.items() if name != "visited_days_ago"}
            value["visited_on"] = days_ago(row["visited_days_ago"]).isoformat()
            rivals.append({"type": "rival", "value": value})
        self.stream(page, "rivals", rivals)
        self.publish(page)

    def load_faq(self, data: dict[str, Any]) -> None:
        page = self.plant(FaqPage, self.home, data)
        groups = [{"title": group["title"], "items": self.items(group["items"])} for group in data["groups"]]
        self.stream(page, "questions", [{"type": "group", "value": group} for group in groups])
        self.publish(page)

    def load_landing(self, data: dict[str, Any]) -> None:
        target = self.tree.pages[data["action_page"]]
        page = self.plant(LandingPage, self.home, data, action_text=data["action_text"], action_page=target)
        self.stream(page, "points", [{"type": "list", "value": self.items(data["points"])}])
        self.publish(page)

    def load_form(self, parent: Page, data: dict[str, Any]) -> None:
        page = self.plant(FormPage, parent, data, thanks=data["thanks"])
        page.form_fields = [FormField(sort_order=n, **row) for n, row in enumerate(data["fields"])]
        self.publish(page)
