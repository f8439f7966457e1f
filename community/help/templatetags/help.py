from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import template
from wagtail.models import Site

from community.help.enums import ItemState
from community.help.models import HelpItem
from community.help.own import side
from community.help.queries import invitations_for, open_items, own_items, own_matches
from community.help.wording import until_text, when_text

register = template.Library()


@register.filter
def when(item: HelpItem) -> str:
    return when_text(item)


@register.filter
def until(item: HelpItem) -> str:
    return until_text(item)


@register.filter
def help_state(value: str) -> str:
    """The word of a state, as the history keeps it."""
    return str(ItemState(value).label) if value in ItemState.values else value


@register.filter
def together_with(item: HelpItem) -> str:
    """The worker with whom a resident wrote it, when visitors know that worker; nobody else is named."""
    worker = item.drafted_by if item.origin == "worker" else None
    profile = getattr(worker, "profile", None)
    return worker.first_name if worker and profile and profile.is_visible else ""


@register.simple_tag(takes_context=True)
def neighbourhood_help(context: template.Context, slugs: Sequence[str], count: int = 4) -> list[HelpItem]:
    """The newest open requests and offers in these neighbourhoods; one query, for their words alone."""
    site = Site.find_for_request(context["request"])
    if site is None or not slugs:
        return []
    items = open_items(site.pk).filter(neighbourhood__slug__in=list(slugs), neighbourhood__site=site)
    return list(items.order_by("-published_at", "-pk")[:count])


@register.simple_tag(takes_context=True)
def my_help(context: template.Context) -> dict[str, Any]:
    """What somebody asked and offered, whom they talk with, and what waits for an answer."""
    request: Any = context["request"]
    site = Site.find_for_request(request)
    if site is None:
        return {}
    return {
        "items": list(own_items(request.user, site.pk)[:5]),
        "matches": [side(each, request.user) for each in own_matches(request.user, site.pk)[:5]],
        "invitations": list(invitations_for(request.user, site.pk)[:5]),
    }
