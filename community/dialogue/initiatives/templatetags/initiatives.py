from __future__ import annotations

from typing import Any

from django import template
from django.utils.formats import number_format
from wagtail.models import Site

from community.dialogue.ideas.models import Idea
from community.dialogue.initiatives import queries
from community.dialogue.initiatives.models import Initiative

register = template.Library()


@register.filter
def euros(cents: int) -> str:
    """€ 25,50; without cents when there are none."""
    amount = number_format(cents / 100, decimal_pos=0 if cents % 100 == 0 else 2, force_grouping=True)
    return f"€ {amount}"


@register.simple_tag
def initiative_of(idea: Idea) -> Initiative | None:
    return queries.initiative_of_idea(idea)


@register.simple_tag(takes_context=True)
def my_initiatives(context: template.Context) -> list[Initiative]:
    request: Any = context["request"]
    site = Site.find_for_request(request)
    if site is None or not request.user.is_authenticated:
        return []
    return list(queries.initiatives_of(request.user, site.pk)[:10])
