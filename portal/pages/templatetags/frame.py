"""What a mail or a page of another department may know of a site."""

from __future__ import annotations

from typing import Any

from django import template
from wagtail.models import Site

from portal.pages.frame import frame_of

register = template.Library()


@register.simple_tag
def site_details(site: Site) -> dict[str, Any]:
    """Name, telephone, address and opening hours of a site."""
    return frame_of(site)
