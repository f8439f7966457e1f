"""Pages of people and places, made by a few words each."""

from __future__ import annotations

from datetime import time
from typing import Any

from wagtail.models import Page, Site

from community.people.models import Profile, User
from portal.pages.models import (
    HomePage,
    MeetingPlaceHours,
    MeetingPlacePage,
    NeighbourhoodIndexPage,
    NeighbourhoodPage,
    TeamPage,
    WorkerHours,
    WorkerPage,
)
from tests.factories.people import UserFactory

NINE, NOON = time(9), time(12)


def default_site() -> Site:
    return Site.objects.get(is_default_site=True)


def home_page(site: Site | None = None) -> HomePage:
    """The home page of a site, made when there is none."""
    site = site or default_site()
    found = HomePage.objects.filter(pk=site.root_page_id).first()
    if found is None:
        found = HomePage(title="Begin", slug=f"begin-{site.pk}")
        Page.get_first_root_node().add_child(instance=found)
        site.root_page = found
        site.save()
    return found


def child(parent: Page, kind: type[Page], **values: Any) -> Any:
    return kind.objects.child_of(parent).first() or parent.add_child(instance=kind(**values))


def team_page(site: Site | None = None) -> TeamPage:
    return child(home_page(site), TeamPage, title="Wie wij zijn", slug="wie-wij-zijn")


def places_page(site: Site | None = None) -> NeighbourhoodIndexPage:
    return child(home_page(site), NeighbourhoodIndexPage, title="Buurten", slug="buurten")


def worker_user(first_name: str = "Bram", site: Site | None = None, **profile: Any) -> User:
    user = UserFactory(first_name=first_name, last_name="Hoogwater")
    values = {"is_visible": True, "for_whom": "voor ouderen", "portrait": "portrait-02", **profile}
    Profile.objects.create(user=user, site=site or default_site(), **values)
    return user


def worker_page(
    first_name: str = "Bram", *, hours: list[WorkerHours] | None = None, site: Site | None = None, **values: Any
) -> WorkerPage:
    """A worker who is at De Peilstok from nine to noon on working days, unless other hours are given."""
    user = values.pop("worker", None) or worker_user(first_name, site)
    page = WorkerPage(**{"title": user.get_full_name(), "slug": first_name.lower(), "worker": user, **values})
    team_page(site).add_child(instance=page)
    page.hours = hours if hours is not None else [at(day) for day in range(5)]
    page.save()
    return page


def at(weekday: int, opens: time = NINE, closes: time = NOON, **values: Any) -> WorkerHours:
    where = {} if "place" in values else {"where": "De Peilstok"}
    return WorkerHours(weekday=weekday, opens=opens, closes=closes, **{**where, **values})


def meeting_place(title: str = "De Peilstok", *, site: Site | None = None, **values: Any) -> MeetingPlacePage:
    page = MeetingPlacePage(title=title, street="Pontwachterspad 1", place="Tiel", **values)
    places_page(site).add_child(instance=page)
    page.hours = [MeetingPlaceHours(weekday=day, opens=NINE, closes=time(17)) for day in range(5)]
    page.save()
    return page


def neighbourhood_page(node: Any, **values: Any) -> NeighbourhoodPage:
    page = NeighbourhoodPage(**{"title": node.name, "slug": node.slug, "neighbourhood": node, **values})
    return places_page(node.site).add_child(instance=page)
