"""Outside the usual files of a slice: reads of the pages of people and places.

Beside queries.py, because the blocks of which the models are made read that one.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from wagtail.models import Site

from portal.pages.models import MeetingPlacePage, NeighbourhoodPage, WorkerPage
from portal.places.models import Neighbourhood
from portal.places.queries import neighbourhoods_above

REMEMBERED = timedelta(days=365)


def with_rotas(pages: QuerySet[WorkerPage]) -> QuerySet[WorkerPage]:
    """Whatever tells where workers are, in a fixed number of queries."""
    return pages.select_related("worker__profile").prefetch_related("hours__place", "extra_days__place", "absences")


def worker_pages(site: Site) -> QuerySet[WorkerPage]:
    """The workers of a site that can be met today, by name. Who left is not among them."""
    here = Q(leaves_on=None) | Q(leaves_on__gte=timezone.localdate())
    pages = WorkerPage.objects.descendant_of(site.root_page).live().public().filter(here, worker__is_active=True)
    return pages.filter(worker__profile__is_visible=True).order_by("title")


def pages_by_worker(site: Site) -> dict[int, WorkerPage | None]:
    """The page of each account that has one: of who left that of who came after, or None without one. One query."""
    rows = WorkerPage.objects.descendant_of(site.root_page).live().public().select_related("worker__profile")
    pages = {page.pk: page for page in rows}

    def follow(page: WorkerPage | None) -> WorkerPage | None:
        for _step in pages:
            if page is None or not page.is_gone:
                break
            page = pages.get(page.successor_id or 0)
        return page if page is not None and not page.is_gone and is_shown(page.worker) else None

    return {page.worker_id: follow(page) for page in pages.values() if page.worker_id}


def known_pages(request: HttpRequest | None) -> dict[int, WorkerPage | None]:
    """`pages_by_worker` of the site that is asked, read once a request."""
    if request is None:
        return {}
    if not hasattr(request, "_worker_pages"):
        site = Site.find_for_request(request)
        request._worker_pages = pages_by_worker(site) if site is not None else {}  # type: ignore[attr-defined]
    return request._worker_pages  # type: ignore[attr-defined, no-any-return]


def is_shown(user: Any) -> bool:
    profile = getattr(user, "profile", None)
    return bool(profile and profile.is_visible and user.is_active)


def worker_page_by_slug(site: Site, slug: str) -> WorkerPage | None:
    return worker_pages(site).select_related("worker__profile").filter(slug=slug).order_by("pk").first()


def followed_up_by(page: WorkerPage) -> QuerySet[WorkerPage]:
    """Whose work this worker took over in the last year."""
    today = timezone.localdate()
    gone = WorkerPage.objects.live().filter(successor=page, leaves_on__lt=today)
    return gone.filter(leaves_on__gte=today - REMEMBERED).order_by("-leaves_on")


def workers_within(site: Site, nodes: list[Neighbourhood]) -> QuerySet[WorkerPage]:
    """Who works in one of these neighbourhoods, or sits at a place in one of them."""
    works = Q(neighbourhoods__in=nodes) | Q(hours__place__neighbourhood__in=nodes)
    return worker_pages(site).filter(pk__in=WorkerPage.objects.filter(works).values("pk"))


def meeting_places(site: Site) -> QuerySet[MeetingPlacePage]:
    pages = MeetingPlacePage.objects.descendant_of(site.root_page).live().public()
    return pages.prefetch_related("hours", "other_days").order_by("title")


def meeting_places_within(site: Site, nodes: list[Neighbourhood]) -> QuerySet[MeetingPlacePage]:
    return meeting_places(site).filter(neighbourhood__in=nodes)


def neighbourhood_pages(site: Site) -> QuerySet[NeighbourhoodPage]:
    return NeighbourhoodPage.objects.descendant_of(site.root_page).live().public().exclude(neighbourhood=None)


def page_for_neighbourhood(site: Site, node: Neighbourhood) -> NeighbourhoodPage | None:
    """The page of a neighbourhood, or else of the nearest one in which it lies."""
    pages = {page.neighbourhood_id: page for page in neighbourhood_pages(site)}
    nodes = [node, *reversed(neighbourhoods_above(node))]
    return next((pages[each.pk] for each in nodes if each.pk in pages), None)
