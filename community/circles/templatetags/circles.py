from __future__ import annotations

from typing import Any

from django import template
from django.core.exceptions import ObjectDoesNotExist
from wagtail.models import Site

from community.circles import queries
from community.circles.models import CircleMember

register = template.Library()


@register.filter
def portrait_of(member: CircleMember) -> str:
    """The drawing of who this is; a portrait is one person, so whoever has none gets a bust without a face."""
    try:
        return member.user.profile.portrait or "bust"
    except ObjectDoesNotExist:
        return "bust"


@register.simple_tag(takes_context=True)
def my_circles(context: template.Context) -> dict[str, Any]:
    """The visitor's circles and how many invitations wait, for my page."""
    request: Any = context["request"]
    site = Site.find_for_request(request)
    if site is None or not request.user.is_authenticated:
        return {}
    seats = queries.seats_of_user(request.user, site.pk)
    return {"seats": seats, "waiting": queries.invitations_for(request.user, site.pk).count()}
