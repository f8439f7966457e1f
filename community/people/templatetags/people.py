from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import template
from wagtail.models import Site

from community.people.models import Profile
from community.people.queries import visible_workers

register = template.Library()


@register.simple_tag(takes_context=True)
def workers_today(context: template.Context, chosen: Iterable[str] = (), count: int = 4) -> list[Profile]:
    """The chosen workers (their UUIDs) in that order, as far as visitors see them; without a choice the first ones."""
    request = context.get("request")
    site = Site.find_for_request(request) if request is not None else None
    if site is None:
        return []
    if not chosen:
        return list(visible_workers(site.pk)[:count])
    seen = {str(profile.user.uuid): profile for profile in visible_workers(site.pk)}
    return [seen[key] for key in chosen if key in seen]


@register.inclusion_tag("people/worker.html", takes_context=True)
def worker(context: template.Context, user: Any, as_reader: bool = False) -> dict[str, Any]:
    """Portrait, name, what the worker does, telephone and days; nothing when nobody is named."""
    profile = getattr(user, "profile", None) if user else None
    return {"worker": user, "profile": profile, "as_reader": as_reader, "frame": context.get("frame", {})}
