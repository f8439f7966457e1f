"""What pages ask of people and places: who is where, what lives in a neighbourhood, which page belongs to whom."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django import template
from django.http import HttpRequest
from django.utils import timezone
from wagtail.models import Site

from portal.pagecache.actions import keep_until
from portal.pages.consents import stories_of_neighbourhoods
from portal.pages.directory import (
    known_pages,
    known_places,
    neighbourhood_pages,
    team_of,
)
from portal.pages.models import MeetingPlacePage, NeighbourhoodPage, WorkerPage
from portal.pages.opening import Opening, day_words, hours_text, open_text, opening_at
from portal.pages.presence import Rota, coming_days, here_now, next_edge
from portal.pages.rotas import rota_of, schedule_of_place
from portal.pages.shared import known_tree
from portal.pages.whereabouts import Whereabouts, near_words, times_words, whereabouts
from portal.places.queries import nodes_within

register = template.Library()
STORIES = 3


def site_of(context: template.Context) -> Site | None:
    request: HttpRequest | None = context.get("request")
    return Site.find_for_request(request) if request is not None else None


def local_now() -> datetime:
    return timezone.localtime().replace(tzinfo=None)


@register.simple_tag(takes_context=True)
def worker_page(context: template.Context, user_id: int | None) -> WorkerPage | None:
    """The page of an account, or of who came after; None without one. One query for all of a page."""
    return known_pages(context.get("request")).get(user_id or 0)


def true_until(context: template.Context, rota: Rota, now: datetime) -> None:
    """A page that says where somebody is now is kept no longer than that is true."""
    if (request := context.get("request")) is not None:
        keep_until(request, next_edge(rota, now))


@register.simple_tag(takes_context=True)
def presence(context: template.Context, page: WorkerPage) -> Whereabouts:
    """Where a worker is now, and the days to come."""
    site, request = site_of(context), context.get("request")
    team = team_of(site, request) if site is not None else None
    known = team.pages.get(page.pk) if team is not None and not getattr(request, "is_preview", False) else None
    rota, now = rota_of(known or page), local_now()
    true_until(context, rota, now)
    return whereabouts(page, rota, now, team.pages if team is not None else {})


@register.simple_tag(takes_context=True)
def before_me(context: template.Context, page: WorkerPage) -> list[WorkerPage]:
    """Whose work this worker took over within a year."""
    site = site_of(context)
    return team_of(site, context.get("request")).before(page) if site is not None and page.pk else []


@register.simple_tag(takes_context=True)
def team(context: template.Context) -> list[dict[str, Any]]:
    """Everybody who can be met, each with where they are now; who is there comes first."""
    site, now = site_of(context), local_now()
    pages = team_of(site, context.get("request")).here() if site is not None else []
    rows = []
    for page in pages:
        rota = rota_of(page)
        true_until(context, rota, now)
        rows.append({"page": page, "here": whereabouts(page, rota, now, {})})
    return sorted(rows, key=lambda row: not row["here"].is_here)


@register.simple_tag(takes_context=True)
def opening_of(context: template.Context, place: MeetingPlacePage) -> dict[str, Any]:
    """Whether a place is open, in words; the week; and the days to come that differ."""
    schedule, now = schedule_of_place(place), local_now()
    opening: Opening = opening_at(schedule, now)
    if (request := context.get("request")) is not None:
        keep_until(request, opening.changes)
    return {
        "is_open": opening.is_open,
        "text": open_text(opening, ""),
        "week": hours_text(schedule),
        "other_days": [row for row in place.other_days.all() if row.day >= now.date()],
        "changes_day": day_words(opening.changes, now) if opening.changes else "",
    }


@register.simple_tag(takes_context=True)
def who_is_there(context: template.Context, place: MeetingPlacePage) -> dict[str, Any]:
    """Workers at a meeting place: now, and in the seven days from today."""
    site, now = site_of(context), local_now()
    if site is None or place.pk is None:
        return {"now": [], "later": []}
    pages = [
        page
        for page in team_of(site, context.get("request")).here()
        if any(row.place_id == place.pk for row in page.hours.all())
    ]
    present: list[dict[str, Any]] = []
    later: list[dict[str, Any]] = []
    for page in pages:
        rota = rota_of(page)
        true_until(context, rota, now)
        here = here_now(rota, now)
        if here is not None and here.place_id == place.pk:
            present.append({"page": page, "until": here.closes})
        for day in coming_days(rota, now, most=7):
            if day.date < now.date() + timedelta(days=7):
                later += [
                    {
                        "page": page,
                        "date": day.date,
                        "day": near_words(day.date, now.date()),
                        "times": times_words(each),
                        "at": each.opens,
                    }
                    for each in day.stretches
                    if each.place_id == place.pk
                ]
    return {"now": present, "later": sorted(later, key=lambda row: (row["date"], row["at"]))}


@register.simple_tag(takes_context=True)
def lives_here(context: template.Context, page: NeighbourhoodPage) -> dict[str, Any]:
    """The workers, meeting places and newest stories of a neighbourhood and whatever lies in it."""
    site = site_of(context)
    if site is None or page.neighbourhood is None:
        return {"workers": [], "places": [], "stories": [], "slug": "", "slugs": []}
    nodes = nodes_within(known_tree(site.pk), page.neighbourhood)
    wanted = {node.pk for node in nodes}
    request = context.get("request")
    return {
        "slug": page.neighbourhood.slug,
        "slugs": [node.slug for node in nodes],
        "workers": team_of(site, request).within(nodes),
        "places": [place for place in known_places(site, request) if place.neighbourhood_id in wanted],
        "stories": list(stories_of_neighbourhoods(site, wanted)[:STORIES]),
    }


@register.simple_tag(takes_context=True)
def all_meeting_places(context: template.Context) -> list[MeetingPlacePage]:
    site = site_of(context)
    return known_places(site, context.get("request")) if site is not None else []


@register.simple_tag(takes_context=True)
def tree_of_neighbourhoods(context: template.Context) -> list[dict[str, Any]]:
    """Every neighbourhood of the site in the order of the tree, with its page as far as it has one."""
    site = site_of(context)
    if site is None:
        return []
    pages = {page.neighbourhood_id: page for page in neighbourhood_pages(site)}
    return [{"node": node, "depth": depth, "page": pages.get(node.pk)} for depth, node in known_tree(site.pk)]
