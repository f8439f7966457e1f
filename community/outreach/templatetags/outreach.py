from __future__ import annotations

from typing import Any

from django import template
from wagtail.models import Site

from community.outreach.emails import token_of
from community.outreach.queries import own_visits

register = template.Library()


@register.simple_tag(takes_context=True)
def my_visits(context: template.Context) -> list[dict[str, Any]]:
    """The visits that the visitor asked for, newest first, with the token of each page."""
    request: Any = context["request"]
    site = Site.find_for_request(request)
    if site is None:
        return []
    return [{"visit": row, "token": token_of(row)} for row in own_visits(request.user, site.pk)[:10]]
