"""How the bank stands, for the page that an alderman reads."""

from __future__ import annotations

from typing import Any

from django import template
from django.http import Http404
from django.utils import timezone
from wagtail.models import Site

from vacancies.placements.figures import stand_of

register = template.Library()


@register.simple_tag(takes_context=True)
def how_it_stands(context: template.Context, municipality: str = "") -> dict[str, Any]:
    """The rows per municipality, their total, and the one that is asked for; one that is not there is 404."""
    site = Site.find_for_request(context["request"])
    stand = stand_of(site.pk, timezone.localdate()) if site is not None else None
    rows = stand.rows if stand else []
    one = next((row for row in rows if row.slug == municipality), None)
    if municipality and one is None:
        raise Http404(municipality)
    return {"rows": rows, "total": stand.total if stand else None, "one": one, "day": timezone.localdate()}
