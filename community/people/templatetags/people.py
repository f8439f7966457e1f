from __future__ import annotations

from typing import Any

from django import template
from wagtail.models import Site

from community.people.models import Profile
from community.people.queries import visible_workers

register = template.Library()


@register.simple_tag(takes_context=True)
def workers_today(context: template.Context, count: int = 4) -> list[Profile]:
    """The workers that visitors see, for lists on pages."""
    request = context.get("request")
    site = Site.find_for_request(request) if request is not None else None
    return list(visible_workers(site.pk)[:count]) if site else []


@register.inclusion_tag("people/worker.html", takes_context=True)
def worker(context: template.Context, user: Any, as_reader: bool = False) -> dict[str, Any]:
    """Portrait, name, what the worker does, telephone and days; nothing when nobody is named."""
    profile = getattr(user, "profile", None) if user else None
    return {"worker": user, "profile": profile, "as_reader": as_reader, "frame": context.get("frame", {})}
