from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import template
from wagtail.models import Site

from community.people.models import Profile
from community.people.queries import visible_workers
from portal.pages.directory import known_pages
from portal.pages.templatetags.people_places import worker_page

register = template.Library()


@register.simple_tag(takes_context=True)
def workers_today(context: template.Context, chosen: Iterable[str] = (), count: int = 4) -> list[Profile]:
    """The chosen workers (their UUIDs) in that order, as far as visitors see them; without a choice the first ones.

    Whoever left is replaced by who came after.
    """
    request = context.get("request")
    site = Site.find_for_request(request) if request is not None else None
    if site is None:
        return []
    profiles = list(visible_workers(site.pk))
    pages = known_pages(request) if profiles else {}
    by_user = {profile.user_id: profile for profile in profiles}
    seen = {str(profile.user.uuid): profile for profile in profiles}
    wanted = [seen[key] for key in chosen if key in seen] if chosen else profiles
    now = [page_profile(profile, pages, by_user) for profile in wanted]
    found = list({profile.pk: profile for profile in now if profile is not None}.values())
    return found if chosen else found[:count]


def page_profile(profile: Profile, pages: dict[int, Any], by_user: dict[int, Profile]) -> Profile | None:
    """The profile itself, that of who came after, or None for who left without a successor."""
    if profile.user_id not in pages:
        return profile
    page = pages[profile.user_id]
    return by_user.get(page.worker_id) if page is not None else None


@register.inclusion_tag("people/worker.html", takes_context=True)
def worker(context: template.Context, user: Any, as_reader: bool = False) -> dict[str, Any]:
    """Portrait, name, what the worker does, telephone and days; nothing when nobody is named.

    Whoever left is replaced by who came after, except as the reader of what is already on its way.
    """
    own_page = worker_page(context, user.pk) if user and not as_reader else None
    user = own_page.worker if own_page is not None else user
    profile = getattr(user, "profile", None) if user else None
    found = {"worker": user, "profile": profile, "as_reader": as_reader, "own_page": own_page}
    return {**found, "frame": context.get("frame", {}), "request": context.get("request")}
