"""Pages of the demo for workers, neighbourhoods and meeting places. Dates are reckoned from the day of loading."""

from __future__ import annotations

import uuid
from datetime import date, time, timedelta
from typing import Any

from django.utils import timezone
from django.utils.dateformat import format as format_date
from wagtail.models import Page, Site

from community.people.models import User
from portal.management.demo import read
from portal.management.demo.pages import PageTree
from portal.pages.enums import Tint
from portal.pages.models import (
    MeetingPlaceDay,
    MeetingPlaceHours,
    MeetingPlacePage,
    NeighbourhoodIndexPage,
    NeighbourhoodPage,
    TeamPage,
    WorkerAbsence,
    WorkerHours,
    WorkerPage,
)
from portal.places.models import Neighbourhood
from portal.workdays import is_workday

ADDRESS_FIELDS = ("street", "postcode", "place", "latitude", "longitude", "phone", "coffee", "access_note", "on_foot")
SUCCESSION_FIELDS = ("introduction_text", "farewell_title", "farewell_url")


def load_people_places(site: Site, people: dict[str, User], nodes: dict[str, Neighbourhood]) -> None:
    """Make the pages once; whoever works in the demo goes on from there."""
    if WorkerPage.objects.descendant_of(site.root_page).exists():
        return
    maker = Maker(site, people, nodes)
    maker.make_places(read("places"))
    maker.make_workers(read("workers"))


class Maker:
    def __init__(self, site: Site, people: dict[str, User], nodes: dict[str, Neighbourhood]) -> None:
        self.site, self.people, self.nodes = site, people, nodes
        self.blocks = PageTree(site, people)
        self.places: dict[str, MeetingPlacePage] = {}
        self.workers: dict[str, WorkerPage] = {}

    def stream(self, page: Any, name: str, blocks: list[dict[str, Any]]) -> None:
        block = page._meta.get_field(name).stream_block
        setattr(page, name, block.to_python([{**each, "id": str(uuid.uuid4())} for each in blocks]))

    def publish(self, parent: Page, page: Any, body: list[dict[str, Any]]) -> Any:
        self.stream(page, "body", [self.blocks.block(block) for block in body])
        parent.add_child(instance=page)
        page.save_revision(clean=False).publish()
        return page

    # ---- places

    def make_places(self, data: dict[str, Any]) -> None:
        index = NeighbourhoodIndexPage(**data["index"], slug="buurten", tint=Tint.HOME, show_in_footer=True)
        self.publish(self.site.root_page, index, [])
        pages: dict[str, Page] = {}
        for each in data["neighbourhoods"]:
            node = self.nodes[each["code"]]
            above = pages.get(node.parent.cbs_code) if node.parent else None
            page = NeighbourhoodPage(title=node.name.removesuffix(" (gemeente)"), slug=node.slug, neighbourhood=node)
            page.lead, page.drawing, page.tint = each["lead"], each["drawing"], Tint.HOME
            page.search_description = each["lead"]
            pages[each["code"]] = self.publish(above or index, page, [])
        for each in data["meeting_places"]:
            self.places[each["key"]] = self.make_place(index, each)

    def make_place(self, index: Page, data: dict[str, Any]) -> MeetingPlacePage:
        page = MeetingPlacePage(title=data["title"], slug=data["key"], lead=data["lead"], drawing=data["drawing"])
        page.tint, page.search_description, page.by_bus = Tint.HOME, data["lead"], data["by_bus"]
        page.neighbourhood = self.nodes[data["neighbourhood"]]
        for name in ADDRESS_FIELDS:
            setattr(page, name, data[name])
        for name in data["access"]:
            setattr(page, name, True)
        page.hours = [MeetingPlaceHours(weekday=row["weekday"], **times(row)) for row in data["hours"]]
        page.other_days = [
            MeetingPlaceDay(day=workday(row["in_days"]), reason=row["reason"], **times(row)) for row in data["other"]
        ]
        made: MeetingPlacePage = self.publish(index, page, data["body"])
        return made

    # ---- workers

    def make_workers(self, rows: list[dict[str, Any]]) -> None:
        team = TeamPage.objects.descendant_of(self.site.root_page).get(slug="wie-wij-zijn")
        for data in rows:
            self.workers[data["person"]] = self.make_worker(team, data)
        for data in rows:
            self.link_worker(self.workers[data["person"]], data)

    def make_worker(self, team: Page, data: dict[str, Any]) -> WorkerPage:
        worker = self.people[data["person"]]
        page = WorkerPage(title=worker.get_full_name(), slug=data["slug"], worker=worker, pronoun=data["pronoun"])
        page.lead, page.search_description = data["lead"], data["search_description"]
        things = [{"text": each["text"], "page": self.page_key(each["page"])} for each in data["can_do"]]
        self.stream(page, "can_do", [{"type": "thing", "value": thing} for thing in things])
        self.stream(page, "channels", [{"type": "social", "value": each} for each in data["channels"]])
        page.neighbourhoods = [self.nodes[code] for code in data["neighbourhoods"]]
        page.hours = [
            WorkerHours(
                weekday=row["weekday"],
                kind=row["kind"],
                place=self.places.get(row["place"]),
                where=row["where"],
                note=row["note"],
                **times(row),
            )
            for row in data["hours"]
        ]
        made: WorkerPage = self.publish(team, page, data["body"])
        return made

    def page_key(self, slug: str) -> int | None:
        pages = Page.objects.descendant_of(self.site.root_page)
        return pages.get(slug=slug).pk if slug else None

    def link_worker(self, page: WorkerPage, data: dict[str, Any]) -> None:
        """What refers to another worker, once all are there."""
        if data["away"]:
            day = workday(data["away"]["in_days"], self.days_of(page))
            stand_in = self.workers[data["away"]["stand_in"]]
            page.absences = [
                WorkerAbsence(first_day=day, last_day=day, reason=data["away"]["reason"], stand_in=stand_in)
            ]
        if data["successor"]:
            page.leaves_on = workday(data["leaves_in"])
            page.introduced_from = timezone.localdate() - timedelta(days=data["introduced_ago"])
            page.successor = self.workers[data["successor"]]
            words = {"leaves": format_date(page.leaves_on, "j F")}
            page.leaving_text = data["leaving_text"].format(**words)
            page.farewell_text = data["farewell_text"].format(**words)
            for name in SUCCESSION_FIELDS:
                setattr(page, name, data[name])
        if data["away"] or data["successor"]:
            page.save_revision(clean=False).publish()

    def days_of(self, page: WorkerPage) -> set[int]:
        return {row.weekday for row in page.hours.all()}


def times(row: dict[str, Any]) -> dict[str, time | None]:
    return {name: time.fromisoformat(row[name]) if row[name] else None for name in ("opens", "closes")}


def workday(ahead: int, weekdays: set[int] | None = None) -> date:
    """The first working day from so many days ahead, on one of these weekdays when they are given."""
    day = timezone.localdate() + timedelta(days=ahead)
    while not is_workday(day) or (weekdays and day.weekday() not in weekdays):
        day += timedelta(days=1)
    return day
