from __future__ import annotations

from typing import Any

from django import template
from wagtail.models import Site

from vacancies.placements.emails import token_of
from vacancies.placements.queries import own_applications
from vacancies.placements.rules import can_handle_applications

register = template.Library()


@register.simple_tag(takes_context=True)
def my_applications(context: template.Context) -> list[dict[str, Any]]:
    """The visitor's own sign-ups, newest first, each with the token of its page."""
    request: Any = context["request"]
    site = Site.find_for_request(request)
    rows = own_applications(request.user, site.pk) if site else []
    return [{"application": row, "token": token_of(row)} for row in rows]


@register.filter
def works_at_desk(user: Any) -> bool:
    """Whether to show the way to the desk."""
    return can_handle_applications(user)
