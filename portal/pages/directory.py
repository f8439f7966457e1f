"""Outside the usual files of a slice: reads of the pages of people and places.

Beside queries.py, because the blocks of which the models are made read that one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from wagtail.models import Site

from portal.pagecache.queries import remember
from portal.pages.models import MeetingPlacePage, NeighbourhoodPage, WorkerPage
from portal.pages.queries import visible_workers
from portal.pages.shared import once, open_to_all
from portal.places.models import Neighbourhood
from portal.places.queries import neighbourhoods_above

REMEMBERED = timedelta(days=365)


def with_rotas(pages: QuerySet[WorkerPage]) -> QuerySet[WorkerPage]:
    """Whatever tells where workers are, in a fixed number of queries."""
    return (
        pages.select_related("worker__profile")
        .defer("worker__password")
        .prefetch_related("hours__place", "extra_days__place", "absences")
    )


def worker_pages(site: Site) -> QuerySet[WorkerPage]:
    """The workers of a site that can be met today, by name. Who left is not among them."""
    here = Q(leaves_on=None) | Q(leaves_on__gte=timezone.localdate())
    pages = open_to_all(WorkerPage.objects.descendant_of(site.root_page)).filter(here, worker__is_active=True)
    return pages.filter(worker__profile__is_visible=True).order_by("title")


@dataclass(frozen=True)
class Team:
    """The pages of the workers of a site by title, each with its account, profile and times; and who stands on it."""

    pages: dict[int, WorkerPage]
    workers: list[Any]

    def here(self) -> list[WorkerPage]:
        """Who can be met today, by name. Who left is not among them."""
        return [page for page in self.pages.values() if not page.is_gone and is_shown(page.worker)]

    def after(self, page: WorkerPage | None) -> WorkerPage | None:
        """The page itself, of who left that of who came after, or None without one."""
        for _step in self.pages:
            if page is None or not page.is_gone:
                break
            page = self.pages.get(page.successor_id or 0)
        return page if page is not None and not page.is_gone and is_shown(page.worker) else None

    def before(self, page: WorkerPage) -> list[WorkerPage]:
        """Whose work this worker took over in the last year, the last one first."""
        since = timezone.localdate() - REMEMBERED
        gone = [each for each in self.pages.values() if each.successor_id == page.pk and each.is_gone]
        return sorted((each for each in gone if each.leaves_on and each.leaves_on >= since), key=left_on, reverse=True)

    def within(self, nodes: list[Neighbourhood]) -> list[WorkerPage]:
        """Who works in one of these neighbourhoods, or sits at a place in one of them."""
        wanted = {node.pk for node in nodes}
        return [page for page in self.here() if wanted & page.works_in]


def left_on(page: WorkerPage) -> Any:
    return page.leaves_on


def team_of(site: Site, request: HttpRequest | None = None) -> Team:
    """The team of a site: read once after a change, unpacked once a request."""
    return once(request, f"team.{site.pk}", lambda: remember(f"pages.team.{site.pk}", partial(read_team, site)))


def bring_along(page: Any, request: HttpRequest) -> None:
    """Give a page that is served the rows and people that several of its parts ask for, each once."""
    for name in ("neighbourhoods", "themes") if not isinstance(page, WorkerPage) else ():
        if hasattr(page, name):
            getattr(page, name).get_object_list()
    if isinstance(page, MeetingPlacePage):
        page.hours.get_object_list()
        page.other_days.get_object_list()
    if isinstance(page, WorkerPage) and (site := Site.find_for_request(request)) is not None:
        team = team_of(site, request)
        known = team.pages.get(page.pk)
        page.worker = known.worker if known is not None else page.worker
        if page.successor_id in team.pages:
            page.successor = team.pages[page.successor_id]


def read_team(site: Site) -> Team:
    rows = with_rotas(open_to_all(WorkerPage.objects.descendant_of(site.root_page)).order_by("title"))
    pages = {page.pk: page for page in rows}
    works = WorkerPage.neighbourhoods.through.objects.filter(workerpage__in=pages)
    for page in pages.values():
        page.works_in = {row.place.neighbourhood_id for row in page.hours.all() if row.place is not None} - {None}
    for key, node in works.values_list("workerpage_id", "neighbourhood_id"):
        pages[key].works_in.add(node)
    return Team(pages, list(visible_workers(site).defer("password")))


def pages_by_worker(site: Site, request: HttpRequest | None = None) -> dict[int, WorkerPage | None]:
    """The page of each account that has one: of who left that of who came after, or None without one."""
    team = team_of(site, request)
    return {page.worker_id: team.after(page) for page in team.pages.values() if page.worker_id}


def known_pages(request: HttpRequest | None) -> dict[int, WorkerPage | None]:
    """`pages_by_worker` of the site that is asked, reckoned once a request."""
    site = Site.find_for_request(request) if request is not None else None
    return once(request, "pages_by_worker", lambda: pages_by_worker(site, request)) if site is not None else {}


def is_shown(user: Any) -> bool:
    profile = getattr(user, "profile", None)
    return bool(profile and profile.is_visible and user.is_active)


def worker_page_by_slug(site: Site, slug: str) -> WorkerPage | None:
    return worker_pages(site).select_related("worker__profile").filter(slug=slug).order_by("pk").first()


def meeting_places(site: Site) -> QuerySet[MeetingPlacePage]:
    pages = open_to_all(MeetingPlacePage.objects.descendant_of(site.root_page))
    return pages.prefetch_related("hours", "other_days").order_by("title")


def known_places(site: Site, request: HttpRequest | None = None) -> list[MeetingPlacePage]:
    """The meeting places of a site with their hours: read once after a change."""
    name = f"pages.places.{site.pk}"
    return once(request, name, lambda: remember(name, lambda: list(meeting_places(site))))


def neighbourhood_pages(site: Site) -> QuerySet[NeighbourhoodPage]:
    return open_to_all(NeighbourhoodPage.objects.descendant_of(site.root_page)).exclude(neighbourhood=None)


def page_for_neighbourhood(site: Site, node: Neighbourhood) -> NeighbourhoodPage | None:
    """The page of a neighbourhood, or else of the nearest one in which it lies."""
    pages = {page.neighbourhood_id: page for page in neighbourhood_pages(site)}
    nodes = [node, *reversed(neighbourhoods_above(node))]
    return next((pages[each.pk] for each in nodes if each.pk in pages), None)
